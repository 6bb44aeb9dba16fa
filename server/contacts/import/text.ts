import { createReadStream } from 'node:fs';

import type { ImportRun } from '../../../contracts';
import { fault } from './errors';

/** 0x80–0x9F of Windows-1252; the five unused bytes stay as they are. https://encoding.spec.whatwg.org/windows-1252 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By hand: some versions of Node read `windows-1252` as ISO 8859-1. */
const fromWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] as string);

/**
 * The text of a file in pieces, without its byte order mark.
 * @throws ApplicationError `import-encoding-unknown`
 */
export async function* decoded(
  path: string,
  encoding: NonNullable<ImportRun['encoding']>,
): AsyncGenerator<string, void> {
  const decoder = encoding === 'windows-1252' ? null : new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Buffer): string => {
    if (!decoder) return bytes ? fromWindows1252(bytes) : '';
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw fault('import-encoding-unknown');
    }
  };
  for await (const bytes of createReadStream(path)) yield decode(bytes as Buffer);
  yield decode();
}

/** The first `length` characters at least, or all of a shorter file. */
export async function beginning(
  path: string,
  encoding: NonNullable<ImportRun['encoding']>,
  length: number,
): Promise<string> {
  let text = '';
  for await (const piece of decoded(path, encoding)) {
    text += piece;
    if (text.length >= length) break;
  }
  return text;
}
