import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDeflateRaw } from 'node:zlib';

import { codeOf } from '../../lib/errors';
import { readRows, type Source } from './rows';

/** Files that are small to send and large to read: refused before they take the memory. */

const MEGABYTE = 1024 * 1024;
/** Of the file or of what it unpacks to; the limits are 1 MB for a line and 100 MB for a workbook. */
const BOMB_MEGABYTES = 400;
const MOST_MEGABYTES = 200;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-bombs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** @returns the code of the refusal, and the most megabytes that reading took besides. */
async function read(source: Omit<Source, 'encoding' | 'separator'>): Promise<[string | undefined, number]> {
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  try {
    for await (const _ of readRows({ ...source, encoding: 'utf-8', separator: ',' }));
    return [undefined, 0];
  } catch (error) {
    most = Math.max(most, process.memoryUsage.rss());
    return [codeOf(error), (most - before) / MEGABYTE];
  } finally {
    clearInterval(sampler);
  }
}

function writeBig(name: string, begin: string, piece: string): string {
  const file = path.join(folder, name);
  const handle = openSync(file, 'w');
  writeSync(handle, begin);
  const block = Buffer.from(piece.repeat(MEGABYTE / piece.length));
  for (let i = 0; i < BOMB_MEGABYTES; i += 1) writeSync(handle, block);
  closeSync(handle);
  return file;
}

test.each([
  ['one line', 'correo,nombre\n', 'xxxx'],
  ['one cell in quotes, line ends and all', 'correo,nombre\na@example.org,"', 'xxx\n'],
  ['one line of nothing but separators', 'correo,nombre\n', ',,,,'],
])(`a CSV file of ${BOMB_MEGABYTES} MB that is %s`, async (name, begin, piece) => {
  const [code, megabytes] = await read({ path: writeBig(`${name}.csv`, begin, piece), format: 'csv' });
  expect(code).toBe('import-line-too-long');
  expect(megabytes).toBeLessThan(MOST_MEGABYTES);
});

/** A workbook whose one sheet unpacks to so much; the sizes that its directory declares are lies. */
async function workbookBomb(): Promise<string> {
  const deflate = createDeflateRaw({ level: 1 });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => deflate.on('end', resolve));
  for (let i = 0; i < BOMB_MEGABYTES; i += 1) {
    if (!deflate.write(Buffer.alloc(MEGABYTE, ' ')))
      await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended;
  const packed = Buffer.concat(parts);
  const name = 'xl/workbook.xml';
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(10, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(10, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  const file = path.join(folder, 'bomb.xlsx');
  writeFileSync(file, Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]));
  return file;
}

test(`a workbook that unpacks to ${BOMB_MEGABYTES} MB`, async () => {
  const file = await workbookBomb();
  const [code, megabytes] = await read({ path: file, format: 'xlsx' });
  expect(code).toBe('file-too-large');
  expect(megabytes).toBeLessThan(MOST_MEGABYTES);
});
