import { createPublicKey, hash, verify } from 'node:crypto';

import type { DkimKey } from '../../../config';
import { hashBody, headersOf, relaxed, signedOctets, type Header } from './canonical';
import { tagsOf } from './tags';

/** The signer puts `b` last. */
const LAST_TAG = /\bb=[^;]*$/;

export type Verdict = { ok: true } | { ok: false; reason: string };

/**
 * Whether a message carries a valid signature of each key, judged with its public half as receivers do.
 * @param bytes RFC 5322 message with CRLF line ends.
 */
export function verifyOwnSignature(bytes: Buffer, keys: readonly DkimKey[]): Verdict {
  const end = bytes.indexOf('\r\n\r\n');
  const headers = headersOf(bytes.toString('latin1', 0, end));
  const body = bytes.subarray(end + 4);
  for (const key of keys) {
    const fault = faultOf(key, headers, body);
    if (fault) return { ok: false, reason: `${key.selector}._domainkey.${key.domain}: ${fault}` };
  }
  return { ok: true };
}

function faultOf(key: DkimKey, headers: readonly Header[], body: Buffer): string | null {
  const signature = headers
    .filter(({ name }) => name === 'dkim-signature')
    .map(valueOf)
    .find((value) => tagsOf(value).s === key.selector && tagsOf(value).d === key.domain);
  if (!signature) return 'the message carries no signature of this key';
  const { bh, b = '', h = '' } = tagsOf(signature);
  if (bh !== hashBody(body)) return 'the body is not the one that was signed';
  const octets = signedOctets(headers, h.split(':'), signature.replace(LAST_TAG, 'b='));
  const [digest, signed] =
    key.algorithm === 'rsa' ? ['sha256', octets] : [null, hash('sha256', octets, 'buffer')];
  const isValid = verify(digest, signed, createPublicKey(key.privateKey), Buffer.from(b, 'base64'));
  return isValid ? null : 'the signature does not verify';
}

const valueOf = (header: Header): string => relaxed(header).slice('dkim-signature:'.length);
