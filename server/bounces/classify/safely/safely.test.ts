import fs from 'node:fs';
import path from 'node:path';

import { BOMBS } from '../../../../tests/support/bombs';
import { classifyMessage } from '../classify';
import { classifySafely } from './safely';

const fixtures = path.resolve(__dirname, '../../../../tests/fixtures/bounces');
const corpus = process.env.BOUNCE_CORPUS ?? path.resolve(__dirname, '../../../../../shared/data/bounces');

/** The fixtures of this repository, and the labelled reports where they are. */
function samples(): Buffer[] {
  const folders = [fixtures, path.join(corpus, 'messages')].filter((folder) => fs.existsSync(folder));
  return folders.flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => fs.readFileSync(path.join(folder, name))),
  );
}

/** Numbers by chance that are the same each time (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** What networks, disks and gateways do to an e-mail. */
const HARMS: ((raw: Buffer, chance: (below: number) => number) => Buffer)[] = [
  (raw, chance) => raw.subarray(0, chance(raw.length)),
  (raw, chance) => raw.subarray(chance(raw.length)),
  (raw, chance) => {
    const from = chance(raw.length);
    return Buffer.concat([raw.subarray(0, from), raw.subarray(from + chance(400))]);
  },
  (raw, chance) => {
    const from = chance(raw.length);
    const piece = raw.subarray(from, from + chance(400));
    return Buffer.concat([raw.subarray(0, from), piece, piece, raw.subarray(from)]);
  },
  (raw, chance) => {
    const copy = Buffer.from(raw);
    for (let n = 0; n < 20; n += 1) copy[chance(copy.length)] = chance(256);
    return copy;
  },
  (raw) => Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1'),
  (raw, chance) => {
    const lines = raw.toString('latin1').split('\n');
    const at = chance(lines.length);
    [lines[0], lines[at]] = [lines[at] as string, lines[0] as string];
    return Buffer.from(lines.join('\n'), 'latin1');
  },
  (raw) => Buffer.from(raw.toString('latin1').replace(/^--.*$/gm, ''), 'latin1'),
];

test.each(Object.entries(BOMBS))('%s', async (_name, make) => {
  const raw = Buffer.from(make(), 'latin1');
  // Longer than the limit of the product: on a busy machine the clock goes on, too.
  const verdict = await classifySafely(raw, { timeoutMs: 60_000 });
  expect(verdict).toMatchObject({ poison: false });
});

test('10,000 damaged reports: none is too much, none takes the memory', () => {
  const originals = samples();
  const chance = seeded(3464);
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 10_000; n += 1) {
    const raw = originals[chance(originals.length)] as Buffer;
    const harm = HARMS[chance(HARMS.length)] as (typeof HARMS)[number];
    const { kind, recipients } = classifyMessage(harm(raw, chance));
    if (kind === 'bounce') expect(recipients.length).toBeGreaterThan(0);
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * 1024 * 1024);
});

test('a message that breaks the limit of time is set aside, and the next one is read', async () => {
  const heavy = Buffer.from(
    (BOMBS['1,000,000 lines that are almost boundaries'] as () => string)(),
    'latin1',
  );
  const light = Buffer.from('Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n');
  const [set, read] = await Promise.all([classifySafely(heavy, { timeoutMs: 1 }), classifySafely(light)]);
  expect(set).toMatchObject({ poison: true, why: 'timeout' });
  expect(read).toMatchObject({ poison: false, message: { kind: 'bounce' } });
});

test('of a message that is too long the start is read', async () => {
  const verdict = await classifySafely(
    Buffer.from(
      `From: MAILER-DAEMON@x.example\n\n<a@b.example>: user unknown\n${'x\n'.repeat(10_000)}<c@d.example>:\n`,
    ),
    { maxBytes: 1_000 },
  );
  expect(verdict).toMatchObject({ message: { recipients: [{ address: 'a@b.example', class: 'hard' }] } });
});
