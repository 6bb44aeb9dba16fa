/** A quoted or plain local part and its domain (RFC 5321 §4.1.2), wherever a server repeats it. */
const ADDRESS = /(?:"[^"]*"|[^\s<>()"',;:]+)@[^\s<>()"',;:]+/g;

/** At the start, and again where a reply had several lines: `550`, `550-5.1.1`, `5.1.1`. */
const CODE = /^[245]\d\d(?:-[245]\.\d{1,3}\.\d{1,3})?-?$|^[245]\.\d{1,3}\.\d{1,3}$/;

const OMITTED = '…';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A server's words without the address that they repeat.
 * @param address whom the e-mail was for: its local part is taken out where it stands alone as well.
 */
export function withoutAddresses(reply: string, address?: string | null): string {
  const bare = reply.replace(ADDRESS, OMITTED);
  const localPart = address?.slice(0, address.lastIndexOf('@'));
  if (!localPart) return bare;
  const alone = new RegExp(`(?<![\\p{L}\\p{N}.-])${escaped(localPart)}(?![\\p{L}\\p{N}-])`, 'giu');
  const [code = ''] = /^[245]\d\d[ -]?/.exec(bare) ?? [];
  return code + bare.slice(code.length).replace(alone, OMITTED);
}

/**
 * What alike replies have in common: words with a digit in them (ids, hosts, times) fall together, status codes stay.
 * @param reply without addresses.
 */
export const folded = (reply: string): string =>
  reply
    .toLowerCase()
    .split(/\s+/)
    .map((word) => (!CODE.test(word) && /\d/.test(word) ? OMITTED : word))
    .join(' ');
