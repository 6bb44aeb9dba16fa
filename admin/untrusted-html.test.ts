import fs from 'node:fs';
import path from 'node:path';

/** The panel shows what editors, visitors and other servers wrote: as text, or in a frame that may do nothing. */
const sources = fs
  .readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => [name, fs.readFileSync(path.join(__dirname, name), 'utf8')] as const);

it('puts no HTML into the panel itself', () => {
  expect(sources.length).toBeGreaterThan(50);
  const risky =
    /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
  expect(sources.filter(([, source]) => risky.test(source)).map(([name]) => name)).toEqual([]);
});

it('gives every frame an empty sandbox and nothing more', () => {
  const frames = sources.flatMap(([, source]) => source.match(/<iframe[^]*?\/>/g) ?? []);
  expect(frames.length).toBeGreaterThan(0);
  for (const frame of frames) {
    expect(frame).toMatch(/\ssandbox=""/);
    expect(frame).not.toMatch(/\s(allow|allowFullScreen|src)=/);
  }
});
