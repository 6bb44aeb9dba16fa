import { groupRefusals } from './refusals';
import type { RefusedRow } from './store';

const row = (reply: string, given: Partial<RefusedRow> = {}): RefusedRow => ({
  address: 'ana.rojas@personas.example',
  reply,
  reason: 'other',
  at: new Date('2026-11-24T12:00:00.000Z'),
  ...given,
});

const replies = (rows: RefusedRow[]) =>
  groupRefusals(rows).map(({ reply, recipients }) => [reply, recipients]);

test('addresses, ids, hosts and times are no difference', () => {
  expect(
    replies([
      row(
        '550-5.1.1 <ana.rojas@personas.example> does not exist. 550 5.1.1 https://x.example a1-2c3si99 - gsmtp',
      ),
      row('550-5.1.1 <luz@otra.example> does not exist. 550 5.1.1 https://x.example b7-9d4si12 - gsmtp', {
        address: 'luz@otra.example',
      }),
    ]),
  ).toEqual([['550-5.1.1 <…> does not exist. 550 5.1.1 https://x.example a1-2c3si99 - gsmtp', 2]]);
});

test('another status code is another refusal', () => {
  expect(
    replies([row('550 5.1.1 refused'), row('550 5.7.1 refused'), row('450 4.7.1 refused')]),
  ).toHaveLength(3);
});

test.each([
  ['in brackets', '550 5.1.1 <ana.rojas@personas.example>: unknown'],
  ['quoted', '550 5.1.1 "ana rojas"@personas.example unknown'],
  ['with a tag', '452 4.2.2 ana.rojas+boletin@personas.example is full'],
  ['VERP of ours', '550 5.1.0 bounce+12~ab@instituto.example sender rejected, to=ana.rojas@personas.example'],
  ['its local part alone', '550 5.1.1 User ana.rojas unknown; rejecting ANA.ROJAS.'],
  ['with an accent', '550 5.1.1 <ana.rojas@educación.example> unknown'],
])('nobody can be recognised: %s', (_name, reply) => {
  const [shown] = groupRefusals([row(reply)]);
  expect(shown?.reply).not.toMatch(/@|rojas/i);
});

test('a local part that is a word or a code spoils nothing else', () => {
  expect(replies([row('550 5.1.1 5 users of 550 unknown', { address: '550@personas.example' })])).toEqual([
    ['550 5.1.1 5 users of … unknown', 1],
  ]);
});

test('the most frequent come first, five at most, in the words of their latest', () => {
  const words = ['one', 'two', 'three', 'four', 'five', 'six'];
  const rows = words.flatMap((word, index) =>
    Array.from({ length: index + 1 }, (_, minute) =>
      row(`451 4.3.0 ${word} id${minute}`, { at: new Date(Date.UTC(2026, 10, 24, 12, 59 - minute)) }),
    ),
  );
  const errors = groupRefusals(rows);
  expect(errors.map(({ recipients }) => recipients)).toEqual([6, 5, 4, 3, 2]);
  expect(errors[0]).toEqual({
    reply: '451 4.3.0 six id0',
    reason: 'other',
    recipients: 6,
    lastAt: '2026-11-24T12:59:00.000Z',
  });
});

test('what was put off has no class of its own: its code tells the reason', () => {
  expect(groupRefusals([row('452 4.2.2 over quota', { reason: null })])[0]?.reason).toBe('mailbox_full');
});
