import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

import { tooLarge } from '../../lib/errors';
import { fault } from './errors';

/** What the XML of a workbook may take unpacked: it is read into memory whole. */
const MAX_UNPACKED_MEGABYTES = 100;

const inflate = promisify(inflateRaw) as (
  data: Buffer,
  options: { maxOutputLength: number },
) => Promise<Buffer>;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const HAS_DESCRIPTOR = 0x8;
/** The longest data descriptor that may stand between two entries (APPNOTE 4.3.9, with Zip64 sizes). */
const MAX_GAP = 24;

interface Entry {
  name: string;
  deflated: boolean;
  start: number;
  dataStart: number;
  dataEnd: number;
}

/**
 * Unpacks a workbook once with a limit, and counts: the sizes that an archive declares may be lies.
 * @throws ApplicationError `import-format-unknown` for what is no workbook; PayloadTooLargeError `file-too-large`
 */
export async function checkWorkbook(path: string): Promise<void> {
  const bytes = await readFile(path);
  const entries = entriesOf(bytes);
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw fault('import-format-unknown');
  let left = MAX_UNPACKED_MEGABYTES * 1024 * 1024;
  for (const { name, deflated, dataStart, dataEnd } of entries) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    left -= deflated ? await unpackedSize(bytes.subarray(dataStart, dataEnd), left) : dataEnd - dataStart;
    if (left < 0) throw unpacksTooLarge();
  }
}

const unpacksTooLarge = () =>
  tooLarge(
    'file-too-large',
    `Save the sheet as CSV: unpacked, this workbook is larger than ${MAX_UNPACKED_MEGABYTES} MB.`,
    { values: { limit: MAX_UNPACKED_MEGABYTES } },
  );

async function unpackedSize(data: Buffer, limit: number): Promise<number> {
  try {
    return (await inflate(data, { maxOutputLength: Math.max(limit, 1) })).length;
  } catch (error) {
    const { code } = error as { code?: string };
    throw code === 'ERR_BUFFER_TOO_LARGE' ? unpacksTooLarge() : fault('import-format-unknown');
  }
}

/** The central directory (APPNOTE 4.3.12). Nothing may hide between its entries: the reader takes them in a row. */
function entriesOf(bytes: Buffer): Entry[] {
  try {
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || bytes.readUInt32LE(end) !== END) throw fault('import-format-unknown');
    const directory = bytes.readUInt32LE(end + 16);
    const entries: Entry[] = [];
    for (let at = directory; at < end && bytes.readUInt32LE(at) === ENTRY;) {
      entries.push(entryAt(bytes, at));
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    let reached = 0;
    for (const entry of entries.sort((a, b) => a.start - b.start)) {
      if (entry.start < reached || entry.start - reached > MAX_GAP) throw fault('import-format-unknown');
      reached = entry.dataEnd;
    }
    if (directory < reached || directory - reached > MAX_GAP) throw fault('import-format-unknown');
    return entries;
  } catch (error) {
    throw error instanceof RangeError ? fault('import-format-unknown') : error;
  }
}

function entryAt(bytes: Buffer, at: number): Entry {
  const size = bytes.readUInt32LE(at + 20);
  const start = bytes.readUInt32LE(at + 42);
  const sizeHere = bytes.readUInt32LE(start + 18);
  const described = (bytes.readUInt16LE(start + 6) & HAS_DESCRIPTOR) !== 0;
  if (bytes.readUInt32LE(start) !== LOCAL || (!described && sizeHere !== size))
    throw fault('import-format-unknown');
  const dataStart = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
    deflated: bytes.readUInt16LE(at + 10) === 8,
    start,
    dataStart,
    dataEnd: dataStart + size,
  };
}
