import { domainToASCII } from 'node:url';

/** RFC 5321 §4.5.3.1: local part at most 64 octets, a forward-path 256 with its brackets. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+)*$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export interface Address {
  /** Lower case, NFC, domain in its ASCII (punycode) form. */
  address: string;
  /** ASCII domain. */
  domain: string;
}

/**
 * Reads exactly one addr-spec (RFC 5322 §3.4.1) without comments, quotes, display name or address literal:
 * what stands in a contact file or a form. Anything that could address two mailboxes or break a header is null.
 * The local part is lower-cased: RFC 5321 §2.4 allows case to matter, no mailbox provider makes it so, and two
 * spellings of one person must not be written to twice.
 */
export function parseAddress(input: string): Address | null {
  const text = input.normalize('NFC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  if (!LOCAL.test(local) || Buffer.byteLength(local) > MAX_LOCAL) return null;
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^\d+$/.test(labels.at(-1) ?? ''))
    return null;
  const address = `${local}@${domain}`;
  return Buffer.byteLength(address) > MAX_ADDRESS ? null : { address, domain };
}
