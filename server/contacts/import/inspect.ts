import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import type { ImportRun } from '../../../contracts';
import { fault } from './errors';

export interface Inspected {
  /** SHA-256, hex. */
  hash: string;
  format: ImportRun['format'];
  encoding: ImportRun['encoding'];
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** What people also pick in a file dialog: PDF, and Excel before 2007 (OLE compound file). */
const OTHERS = [
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
];
const startsWith = (bytes: Uint8Array, magic: number[]) =>
  magic.every((byte, index) => bytes[index] === byte);

/** Bytes that no text has: controls but tab, line breaks, form feed and the end-of-file mark of DOS. */
const isControl = (byte: number) =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1a;

/**
 * Looks at what is in the file, whatever its name says. Text without a byte order mark is UTF-8 where all of it
 * is valid UTF-8, else Windows-1252: what Excel saves as CSV in Spanish.
 * @throws ApplicationError `import-empty`, `import-format-unknown`, `import-encoding-unknown`
 */
export async function inspect(path: string): Promise<Inspected> {
  const sha = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let start: Buffer | null = null;
  let isUtf8 = true;
  let binary = false;
  for await (const part of createReadStream(path)) {
    const bytes = part as Buffer;
    start ??= bytes;
    sha.update(bytes);
    binary ||= bytes.some(isControl);
    isUtf8 &&= accepts(utf8, bytes);
  }
  if (!start) throw fault('import-empty');
  isUtf8 &&= accepts(utf8);
  const hash = sha.digest('hex');
  if (startsWith(start, ZIP)) return { hash, format: 'xlsx', encoding: null };
  if (OTHERS.some((magic) => startsWith(start, magic))) throw fault('import-format-unknown');
  if (startsWith(start, [0xff, 0xfe])) return { hash, format: 'csv', encoding: 'utf-16le' };
  if (binary) throw fault('import-encoding-unknown');
  return { hash, format: 'csv', encoding: isUtf8 ? 'utf-8' : 'windows-1252' };
}

function accepts(decoder: TextDecoder, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}
