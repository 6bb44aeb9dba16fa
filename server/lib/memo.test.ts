import { memo } from './memo';

test('asks once, and forgets the oldest of too many', () => {
  const asked: number[] = [];
  const isEven = memo(2, (number: number) => {
    asked.push(number);
    return number % 2 === 0;
  });
  expect([1, 2, 1, 2].map(isEven)).toEqual([false, true, false, true]);
  expect(asked).toEqual([1, 2]);
  expect([3, 2, 1].map(isEven)).toEqual([false, true, false]);
  expect(asked).toEqual([1, 2, 3, 1]);
});
