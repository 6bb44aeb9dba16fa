const HEX = /=([0-9A-Fa-f]{2})/g;

/** RFC 2045 §6.7, with lines ended by LF alone. */
const quotedPrintable = (octets: string): string =>
  octets
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/=\n/g, '')
    .replace(HEX, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const base64 = (octets: string): string =>
  Buffer.from(octets.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64')
    .toString('latin1')
    .replace(/\r\n?/g, '\n');

/**
 * Undoes a Content-Transfer-Encoding; an unknown one changes nothing.
 * @param octets one character per octet, lines ended by LF.
 */
export function decodeTransfer(octets: string, encoding: string): string {
  const name = encoding.trim().toLowerCase();
  if (name === 'quoted-printable') return quotedPrintable(octets);
  // Some gateways announce base64 and leave the text as it is.
  if (name === 'base64') return /^[A-Za-z0-9+/=\s]*$/.test(octets.slice(0, 200)) ? base64(octets) : octets;
  return octets;
}

/** The Q encoding of encoded words (RFC 2047 §4.2). */
export const decodeQ = (octets: string): string =>
  octets.replace(/_/g, ' ').replace(HEX, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));

export const decodeB = base64;
