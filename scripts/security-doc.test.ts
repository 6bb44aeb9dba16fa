import fs from 'node:fs';
import path from 'node:path';

/** docs/security.md names a test for each threat: a proof that is not there would be worse than none. */

const root = path.resolve(__dirname, '..');
const text = fs.readFileSync(path.join(root, 'docs/security.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| (?!threat|---)/.test(line));
const PROOF = /\[[^\]]+\]\(\.\.\/([^)]+\.test\.tsx?)\)((?: “[^”]+”)*)/g;

const proofs = [...text.matchAll(PROOF)].map(([, file = '', names = '']) => ({
  file,
  names: [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name),
}));

test('every threat has an answer and a proof', () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const [, threat = '', answer = '', proof = ''] = row.split(/(?<!\\) \| |^\| | \|$/);
    expect(threat.length).toBeGreaterThan(10);
    expect(answer.length).toBeGreaterThan(10);
    expect(proof).toMatch(/\.test\.ts/);
  }
});

test.each(proofs.map(({ file, names }) => [file, names] as const))(
  '%s holds the tests that are named',
  (file, names) => {
    const source = fs.readFileSync(path.join(root, file), 'utf8');
    // A quote in a name is written with a backslash where the name stands in quotes of the same kind.
    const plain = source.replace(/\\(['"`])/g, '$1');
    for (const name of names) {
      const holds = ["'", '"', '`'].some((quote) => plain.includes(quote + name + quote));
      expect([name, holds]).toEqual([name, true]);
    }
  },
);

test('every test of security is named', () => {
  const files = fs
    .readdirSync(path.join(root, 'tests/integration'))
    .filter((name) => name.startsWith('security-'))
    .map((name) => `tests/integration/${name}`);
  expect(files.length).toBeGreaterThan(6);
  expect(files.filter((file) => !proofs.some((proof) => proof.file === file))).toEqual([]);
});
