import { hash } from 'node:crypto';

/** A header as it stands in the message, without its last line end; one character per octet. */
export interface Header {
  /** In lower case. */
  name: string;
  whole: string;
}

/** @param head headers with CRLF line ends, one character per octet. */
export const headersOf = (head: string): Header[] =>
  head
    .split(/\r\n(?![ \t])/)
    .filter((whole) => whole !== '')
    .map((whole) => ({ name: whole.slice(0, whole.indexOf(':')).trim().toLowerCase(), whole }));

/** RFC 6376 §3.4.2. Only space and tab are white space here: `trim` would also take octets of a UTF-8 letter. */
export function relaxed({ name, whole }: Header): string {
  const value = whole
    .slice(whole.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ');
  return `${name}:${value.replace(/^ | $/g, '')}`;
}

const LINE_END = Buffer.from('\r\n');

/** SHA-256 of the body in its simple form (RFC 6376 §3.4.3): exactly one line end at its end. @returns base64 */
export function hashBody(body: Buffer): string {
  let end = body.length;
  while (body[end - 1] === 10 && body[end - 2] === 13) end -= 2;
  const rest = body.subarray(end, end + 2);
  const canonical = rest.length ? body.subarray(0, end + 2) : Buffer.concat([body, LINE_END]);
  return hash('sha256', canonical, 'base64');
}

/**
 * What a signature covers (RFC 6376 §3.7): the named headers, those of one name from the last to the first, one that
 * is not there as nothing; then the DKIM-Signature without its value of `b`.
 * @param signed names, as often as they are covered. @param signature value of the DKIM-Signature, up to `b=`.
 */
export function signedOctets(
  headers: readonly Header[],
  signed: readonly string[],
  signature: string,
): Buffer {
  const left = new Map<string, Header[]>();
  for (const header of headers) {
    const same = left.get(header.name);
    if (same) same.push(header);
    else left.set(header.name, [header]);
  }
  let text = '';
  for (const name of signed) {
    const header = left.get(name.toLowerCase())?.pop();
    if (header) text += `${relaxed(header)}\r\n`;
  }
  return Buffer.from(text + relaxed({ name: 'dkim-signature', whole: `:${signature}` }), 'latin1');
}
