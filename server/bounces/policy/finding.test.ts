import { findingOf, type Told } from './finding';

const told = (own: Told['class'], minute: number, more: Partial<Told> = {}): Told => ({
  class: own,
  reason: null,
  action: null,
  reply: `${own} ${minute}`,
  at: new Date(Date.UTC(2026, 0, 1, 12, minute)),
  ...more,
});
const at = (minute: number) => told('hard', minute).at;

test.each<[string, Told[], string | null]>([
  ['nothing', [], null],
  ['of a soft and a hard bounce the hard one', [told('soft', 1), told('hard', 2)], 'hard 2'],
  ['in whatever order', [told('hard', 2), told('soft', 1)], 'hard 2'],
  ['of two soft ones the one that was stored first', [told('block', 5), told('soft', 1)], 'block 5'],
  ['no soft one from before a delivery', [told('soft', 1), told('success', 2)], null],
  ['a soft one from after it', [told('success', 2), told('soft', 3)], 'soft 3'],
  ['a hard one whatever was delivered', [told('hard', 1), told('success', 2)], 'hard 1'],
  ['none of what only tells', [told('delay', 1), told('autoreply', 2), told('unknown', 3)], null],
])('%s', (_, all, reply) => {
  expect(findingOf(all).bounce?.reply ?? null).toBe(reply);
});

test('the first complaint and the latest sign of arrival', () => {
  const all = [told('complaint', 5), told('complaint', 3), told('open', 9), told('success', 1)];
  expect(findingOf(all)).toMatchObject({ bounce: null, complainedAt: at(3), arrivedAt: at(9) });
});

test('a refusal for a complaint of before is a bounce and no complaint', () => {
  const finding = findingOf([told('complaint', 1, { action: 'failed' })]);
  expect(finding).toMatchObject({ bounce: { bounceClass: 'soft' }, complainedAt: null, arrivedAt: null });
});
