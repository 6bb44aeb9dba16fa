import { isIPv4, isIPv6 } from 'node:net';

/** The eight 16-bit groups of an IPv6 address in any of its spellings (RFC 4291 §2.2). */
export function groupsOf(ip: string): number[] {
  const [head = '', tail] = ip.split('::');
  const read = (text: string) =>
    text === ''
      ? []
      : text.split(':').flatMap((group) => {
          if (!group.includes('.')) return [parseInt(group, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [a * 256 + b, c * 256 + d];
        });
  const left = read(head);
  const right = tail === undefined ? [] : read(tail);
  return [...left, ...new Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

/** An IPv4 address that arrived over an IPv6 socket (`::ffff:a.b.c.d`) in its own form. */
export function plain(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const groups = groupsOf(ip);
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : ip;
}

/** The address in its own form; null for anything else, which a proxy passed on as the visitor wrote it. */
export function addressOf(ip: string): string | null {
  const address = plain(ip.split('%')[0] ?? '');
  return isIPv4(address) || isIPv6(address) ? address : null;
}

/**
 * The network that an address belongs to, e.g. `203.0.113.0` or `2001:db8:7::`; null where it is no address.
 * @param v6Groups how many 16-bit groups of an IPv6 address are kept; of IPv4 it is always three bytes.
 */
export function networkOf(ip: string, v6Groups = 3): string | null {
  const address = addressOf(ip);
  if (address === null) return null;
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0`;
  const kept = groupsOf(address).slice(0, v6Groups);
  return `${kept.map((group) => group.toString(16)).join(':')}::`;
}

/** Whether this is a network as `networkOf` gives it, and no whole address. */
export const isNetwork = (ip: string): boolean => /(\.0|::)$/.test(ip);

/**
 * Who counts as one visitor for a limit: an IPv4 address, or an IPv6 /64, because a single household or attacker
 * holds all 2^64 addresses of one. Whatever is no address is one visitor.
 */
export function visitorKey(ip: string): string {
  const address = addressOf(ip) ?? '';
  return isIPv6(address) ? (networkOf(address, 4) ?? '') : address;
}
