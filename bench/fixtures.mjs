/** Messages that came back, out of the tests' fixtures. */
import fs from 'node:fs';
import path from 'node:path';

import { root } from '../scripts/lib/project.mjs';

const folder = path.join(root, 'tests/fixtures/bounces');

/** @param bytes of each message on the average: what is missing stands at its end, as a returned message's text */
export function readFixtures(count, bytes) {
  const originals = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => fs.readFileSync(path.join(folder, name)));
  const average = originals.reduce((sum, { length }) => sum + length, 0) / originals.length;
  const rest = Buffer.from(
    'Noticias de noviembre para todas las lectoras y todos los lectores.\n'.repeat(
      Math.ceil((bytes - average) / 68),
    ),
  );
  return Array.from({ length: count }, (_each, n) => Buffer.concat([originals[n % originals.length], rest]));
}
