import type { TransportInfo } from '../../../../contracts';
import { quotaWidths } from './quotaWidths';
import { limitsOf, shareOf } from './transportWords';

it.each([
  ['no limit', { limit: null, used: 5, plannedTotal: 5 }, null],
  ['a quarter and a half', { limit: 100, used: 25, plannedTotal: 50 }, { used: 25, planned: 50 }],
  ['more planned than there is room', { limit: 100, used: 75, plannedTotal: 80 }, { used: 75, planned: 25 }],
  [
    'a limit lowered below what is used',
    { limit: 100, used: 300, plannedTotal: 80 },
    { used: 100, planned: 0 },
  ],
])('the bar shows %s', (_name, quota, expected) => {
  expect(quotaWidths(quota)).toEqual(expected);
});

it('names the limits that are set, the shortest span first', () => {
  expect(limitsOf({ perDay: 10_000, perSecond: 14 })).toEqual([
    { span: 'perSecond', most: 14 },
    { span: 'perDay', most: 10_000 },
  ]);
});

it('shares by weight', () => {
  const [one, two] = [1, 3].map((weight) => ({ weight }) as TransportInfo) as [TransportInfo, TransportInfo];
  expect([shareOf(one, [one, two]), shareOf(two, [one, two])]).toEqual([25, 75]);
});
