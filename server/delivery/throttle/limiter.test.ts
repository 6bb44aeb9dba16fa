import { spanOf } from './limiter';

test.each([
  [1, 1, 1],
  [25, 25, 1],
  [2.5, 5, 2],
  [0.5, 1, 2],
  [0.2, 1, 5],
  [0.3, 3, 10],
  [0.05, 1, 20],
  [1 / 3, 1, 3],
])('%d a second are %d in %d seconds', (perSecond, points, seconds) => {
  expect(spanOf(perSecond)).toEqual({ points, seconds });
});

test('a rate that no span meets exactly is never exceeded', () => {
  for (const perSecond of [0.123, 0.77, 1.01, 3.1416, 14.99]) {
    const { points, seconds } = spanOf(perSecond);
    expect(points).toBeGreaterThanOrEqual(1);
    expect(Number.isInteger(points) && Number.isInteger(seconds)).toBe(true);
    expect(points / seconds).toBeLessThanOrEqual(perSecond);
  }
});
