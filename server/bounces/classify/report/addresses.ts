/** Atoms and dots of RFC 5322 §3.2.3, quoted local parts, and the other scripts of RFC 6531. */
const LOCAL = `(?:"[^"\\s@]{1,64}"|[^\\s<>"'()[\\]:;,@\\\\|]{1,128})`;
const DOMAIN = `(?:[^\\s<>"'()[\\]:;,@\\\\|/=?&!*]{1,255}|\\[[0-9A-Fa-f.:IPvx]{3,60}\\])`;
const ADDRESS = new RegExp(`${LOCAL}@${DOMAIN}`, 'g');

/** Without the dot that ends a sentence; domain in lower case. */
export function tidy(address: string): string | null {
  const text = address
    .trim()
    .replace(/^(?:mailto:|smtp[:=])/i, '')
    .replace(/^[<"'(]+(?=[^"]*$)/, '')
    .replace(/[>)'.,;:!?]+$/, '');
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1 || text.length > 320) return null;
  return `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}`;
}

/** Every address in a text, in order, without repetition. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [match] of text.matchAll(ADDRESS)) {
    const address = tidy(match);
    if (address) found.add(address);
  }
  return [...found];
}

export const firstAddress = (text: string): string | null => addressesIn(text)[0] ?? null;

/** Octets as xtext writes them (RFC 3461 §4) and as utf-8-addr-xtext does (RFC 6533 §3). */
const unescape = (value: string): string =>
  value
    .replace(/\\x\{([0-9A-Fa-f]{2,6})\}/g, (whole, hex: string) => {
      const code = parseInt(hex, 16);
      return code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    })
    // `user+2Bnews@` is xtext, `user+AB@` may be a tag: only an escaped special is undone.
    .replace(/\+(2B|3D|20|40)/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** An address of a report's field: `rfc822; a@b`, `utf-8; …`, or without its type (RFC 3464 §2.1.2). */
export function addressOfField(value: string): string | null {
  const [, type = '', rest = value] = /^\s*([A-Za-z0-9-]{1,20})\s*;\s*(.*)$/s.exec(value) ?? [];
  if (/^(?:x-|unknown$)/i.test(type) && !rest.includes('@')) return null;
  const text = unescape(rest).replace(/\(.*\)$/, '');
  return firstAddress(text) ?? (/^[A-Za-z0-9._-]{1,64}$/.test(text.trim()) && type ? text.trim() : null);
}

export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
