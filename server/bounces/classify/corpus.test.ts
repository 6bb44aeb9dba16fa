import fs from 'node:fs';
import path from 'node:path';

import { classifyMessage } from './classify';
import type { ClassifiedMessage } from './message';

/**
 * Real reports with labels: labels.tsv (file, which recipient of it, address, status, reply, reason, class, type of
 * feedback) and messages/. `BOUNCE_CORPUS` names the folder.
 */
const corpus = process.env.BOUNCE_CORPUS ?? path.resolve(__dirname, '../../../../shared/data/bounces');
const labels = path.join(corpus, 'labels.tsv');
const suite = fs.existsSync(labels) ? describe : describe.skip;

interface Row {
  file: string;
  n: number;
  recipient: string;
  status: string;
  reply: string;
  reason: string;
  class: string;
}

const readRows = (): Row[] =>
  fs
    .readFileSync(labels, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', n = '1', recipient = '', status = '', reply = '', reason = '', own = ''] =
        line.split('\t');
      return { file, n: Number(n), recipient, status, reply, reason, class: own };
    });

const percent = (rows: readonly Row[], holds: (row: Row) => boolean): number =>
  (100 * rows.filter(holds).length) / rows.length;

suite('labelled reports (BOUNCE_CORPUS)', () => {
  let rows: Row[];
  const told = new Map<string, ClassifiedMessage>();

  beforeAll(() => {
    rows = readRows();
    for (const { file } of rows)
      if (!told.has(file))
        told.set(file, classifyMessage(fs.readFileSync(path.join(corpus, 'messages', file))));
  });

  const of = (row: Row): ClassifiedMessage => told.get(row.file) as ClassifiedMessage;
  const isNamed = (address: string | null, row: Row): boolean =>
    address?.toLowerCase() === row.recipient.toLowerCase();
  /** By its address; where the label has none, or another, by its place. */
  const recipientOf = (row: Row) => {
    const { recipients } = of(row);
    const named = row.recipient ? recipients.find(({ address }) => isNamed(address, row)) : undefined;
    return named ?? recipients[row.n - 1] ?? recipients[0];
  };
  const labelled = (...classes: string[]): Row[] => rows.filter((row) => classes.includes(row.class));
  const bounced = (): Row[] => labelled('hard', 'soft');
  /** Who filters does not say whether the address is good: the label is no measure. */
  const decided = (): Row[] => bounced().filter(({ reason }) => reason !== 'filtered');
  const isHard = (row: Row): boolean => recipientOf(row)?.class === 'hard';

  it('are found: at least 97 %', () => {
    expect(percent(bounced(), (row) => ['bounce', 'delay'].includes(of(row).kind))).toBeGreaterThanOrEqual(
      97,
    );
  });

  it('name the recipient: at least 95 %', () => {
    const named = labelled('hard', 'soft', 'complaint', 'auth-failure').filter(({ recipient }) => recipient);
    expect(
      percent(named, (row) => of(row).recipients.some(({ address }) => isNamed(address, row))),
    ).toBeGreaterThanOrEqual(95);
  });

  it('are told apart as for now or for good (4xx, 5xx): at least 95 %', () => {
    const coded = bounced().filter(({ status, reply }) => status || reply);
    const first = ({ status, reply }: Pick<Row, 'status' | 'reply'>) => (status || reply)[0];
    expect(
      percent(coded, (row) => {
        const { status = '', reply = '' } = recipientOf(row) ?? {};
        return first({ status: status ?? '', reply: reply ?? '' }) === first(row);
      }),
    ).toBeGreaterThanOrEqual(95);
  });

  it('are told apart as hard or soft: at least 93 %', () => {
    expect(percent(decided(), (row) => isHard(row) === (row.class === 'hard'))).toBeGreaterThanOrEqual(93);
  });

  it('suppress no one who can be reached: at most 3 % of soft ones are called hard', () => {
    expect(
      percent(
        decided().filter((row) => row.class === 'soft'),
        isHard,
      ),
    ).toBeLessThanOrEqual(3);
  });

  it('are complaints: all of them, and reports about authentication never', () => {
    const missed = labelled('complaint').filter((row) => of(row).kind !== 'complaint');
    const wrong = labelled('auth-failure').filter((row) => of(row).kind !== 'auth-failure');
    expect([...missed, ...wrong]).toEqual([]);
  });

  it('raise no false alarm: what did not bounce is none', () => {
    const alarms = labelled('none', 'autoreply').filter((row) =>
      ['bounce', 'complaint', 'auth-failure', 'delay'].includes(of(row).kind),
    );
    expect(alarms).toEqual([]);
  });
});
