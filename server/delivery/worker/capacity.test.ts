import { createCapacity } from './capacity';

test('never hands out more than there is', async () => {
  const capacity = createCapacity(10);
  expect(await capacity.take(4, 8)).toBe(8);
  let late: number | undefined;
  const waiting = capacity.take(4, 8).then((count) => (late = count));
  expect(late).toBeUndefined();
  expect(capacity.taken).toBe(8);
  capacity.giveBack(2);
  await waiting;
  expect(late).toBe(4);
  expect(capacity.taken).toBe(10);
});

test('who asked first is served first, even where a later one would fit', async () => {
  const capacity = createCapacity(4);
  await capacity.take(4, 4);
  const order: string[] = [];
  const first = capacity.take(3, 3).then(() => order.push('first'));
  const second = capacity.take(1, 1).then(() => order.push('second'));
  capacity.giveBack(1);
  await Promise.resolve();
  expect(order).toEqual([]);
  capacity.giveBack(3);
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('asking for more than the whole waits for the whole', async () => {
  const capacity = createCapacity(2);
  expect(await capacity.take(5, 5)).toBe(2);
});
