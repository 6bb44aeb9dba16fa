import { clock } from '../lib/clock';
import { createRate } from './rate';

afterEach(() => jest.restoreAllMocks());

test('counts the last sixty seconds by key and forgets what is older', () => {
  let second = 1_000_000;
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(second * 1000));
  const rate = createRate();
  rate.count(1);
  rate.count(1);
  rate.count(2);
  second += 30;
  rate.count(1);
  expect(rate.lastMinute()).toEqual({ 1: 3, 2: 1 });
  second += 30;
  expect(rate.lastMinute()).toEqual({ 1: 1 });
  second += 60;
  rate.count(2);
  expect(rate.lastMinute()).toEqual({ 2: 1 });
});
