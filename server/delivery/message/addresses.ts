import { parseAddress, type Address } from '../../lib/address';

/** @throws Error for what is no address, without naming it. */
export function readAddress(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error('what stands as the address is none');
  return parsed;
}

/** Where bounces go: what is configured, else `bounce@` the domain of the From address. */
export const bounceAddressOf = (configured: string | undefined, from: Address): string =>
  configured ?? `bounce@${from.domain}`;

/**
 * One envelope sender per recipient (VERP), so that a bounce names whom it speaks of: `bounce+<tag>@domain`.
 * With tokens, the local part stays within 64 octets (RFC 5321 §4.5.3.1.1) for base names of up to 18 characters.
 */
export const withTag = (address: string, tag: string): string => address.replace(/@(?=[^@]*$)/, `+${tag}@`);
