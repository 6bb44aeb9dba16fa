/** RFC 2045 §6.7: 76 characters, the `=` of a soft line break among them. */
const MOST = 75;
const SOFT_BREAK = '=\r\n';

/** Printable ASCII except `=`, no space at the end, no dot and no F in front: most names, numbers and words. */
const AS_IT_IS = /^(?![.F])[ -<>-~]*[!-<>-~]$/;

/**
 * Quoted-printable (RFC 2045 §6.7) in pieces that can be put together in any order: each begins at the start of a
 * line, and ends with a soft line break unless a hard one or nothing stands there. So text can be encoded long
 * before it is known what stands next to it.
 * @param piece text with `\n` as line end.
 * @returns ASCII with CRLF only, in lines of at most 76 characters that neither end in a space nor begin with a dot.
 */
export function quotedPrintable(piece: string): string {
  if (piece.length <= MOST && AS_IT_IS.test(piece)) return piece + SOFT_BREAK;
  if (!piece.includes('\n')) return piece && encodeLine(piece) + SOFT_BREAK;
  const lines = piece.split('\n').map(encodeLine);
  const last = lines.pop();
  return `${lines.join('\r\n')}\r\n${last ? last + SOFT_BREAK : ''}`;
}

/** Pieces as the body of a part: a soft line break at its very end would lead nowhere. */
export function endOfBody(pieces: string[]): string[] {
  const last = pieces.findLastIndex((piece) => piece !== '');
  return pieces[last]?.endsWith(SOFT_BREAK)
    ? pieces.with(last, pieces[last].slice(0, -SOFT_BREAK.length))
    : pieces;
}

/** Lets no more than one blank line stand between others, across the pieces. A soft line break begins no line. */
export const foldBlankLines = (encoded: string): string =>
  encoded.replace(/\r\n\r\n(?<!=\r\n\r\n)(?:\r\n)+/g, '\r\n\r\n');

const ESCAPES = Array.from(
  { length: 256 },
  (_, octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
);
function escaped(text: string): string {
  let octets = '';
  for (const octet of Buffer.from(text)) octets += ESCAPES[octet] ?? '';
  return octets;
}

function encodeLine(line: string): string {
  const encoded = line.replace(/[^ -<>-~]+| $/g, escaped);
  let wrapped = '';
  let start = 0;
  do {
    if (start > 0) wrapped += SOFT_BREAK;
    // At the start of a line some relays double or drop a dot, and put a `>` before "From " (RFC 2049 §3).
    const risky = encoded[start] === '.' || encoded.startsWith('From ', start);
    if (risky) wrapped += escaped(encoded.charAt(start++));
    const end = cut(encoded, start + (risky ? MOST - 3 : MOST));
    wrapped += encoded.slice(start, end);
    start = end;
  } while (start < encoded.length);
  return wrapped;
}

/** The last place up to `most` where no character is cut, be it of one `=XX` or of several. */
function cut(encoded: string, most: number): number {
  if (most >= encoded.length) return encoded.length;
  let end = most;
  if (encoded[end - 1] === '=') end -= 1;
  else if (encoded[end - 2] === '=') end -= 2;
  while (/^=[89AB]/.test(encoded.slice(end, end + 2))) end -= 3;
  return end;
}
