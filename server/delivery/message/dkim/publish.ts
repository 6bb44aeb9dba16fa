import { createPublicKey } from 'node:crypto';

import type { DkimKeyInfo, VerifyDkimResponse } from '../../../../contracts';
import type { DkimKey } from '../../../config';
import type { Dns } from '../../../lib/dns';
import { tagsOf, type Tags } from './tags';

type LookUp = VerifyDkimResponse['data'][number];

/** An Ed25519 key is published as its bare 32 octets (RFC 8463 §4), which stand last in the DER form. */
const ED25519_OCTETS = 32;

/** The public half as it is published. @returns base64 */
function publicOctets({ algorithm, privateKey }: DkimKey): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return (algorithm === 'rsa' ? der : der.subarray(-ED25519_OCTETS)).toString('base64');
}

/** What whoever runs the DNS has to know of each key; nothing of the private halves. */
export const describeKeys = (keys: readonly DkimKey[]): DkimKeyInfo[] =>
  keys.map((key) => ({
    domain: key.domain,
    selector: key.selector,
    algorithm: key.algorithm,
    bits: key.privateKey.asymmetricKeyDetails?.modulusLength ?? null,
    record: `v=DKIM1; k=${key.algorithm}; p=${publicOctets(key)}`,
  }));

export type PublishedVerdict =
  | 'ok'
  /** As `ok`, but with the flag that asks receivers to treat the e-mails as unsigned (RFC 6376 §3.6.1, `t=y`). */
  | 'testing'
  | 'missing'
  | 'other-key'
  | 'several'
  | 'revoked'
  /** It allows only hashes, or services, that our signatures are not of. */
  | 'hash'
  | 'service';

const listOf = (tag: string | undefined): string[] | undefined => tag?.toLowerCase().split(':');

/**
 * What a receiver makes of a signature of this key with these TXT records (RFC 6376 §3.6.1).
 * @param texts at `<selector>._domainkey.<domain>`, each in one piece.
 */
export function judgePublished(key: DkimKey, texts: readonly string[]): PublishedVerdict {
  const [record, ...others] = texts.map(tagsOf).filter(({ p }) => p !== undefined);
  if (!record) return 'missing';
  const isOurs = ({ k = 'rsa', p }: Tags) => k === key.algorithm && p === publicOctets(key);
  // What a receiver does with several records is undefined (RFC 6376 §3.6.2.2), so all have to be right.
  if (others.length > 0) return [record, ...others].every(isOurs) ? 'ok' : 'several';
  if (record.p === '') return 'revoked';
  if (!isOurs(record)) return 'other-key';
  if (listOf(record.h)?.includes('sha256') === false) return 'hash';
  const services = listOf(record.s);
  if (services && !services.some((service) => ['*', 'email'].includes(service))) return 'service';
  return listOf(record.t)?.includes('y') ? 'testing' : 'ok';
}

/** Asks the DNS for the record of each key, all at once. Never rejects. */
export const lookUpKeys = (keys: readonly DkimKey[], dns: Pick<Dns, 'txt'>): Promise<LookUp[]> =>
  Promise.all(
    keys.map(async (key) => ({
      domain: key.domain,
      selector: key.selector,
      result: await lookUp(key, dns),
    })),
  );

const isAs = { ok: 'match', testing: 'match', missing: 'missing' } as const;

async function lookUp(key: DkimKey, dns: Pick<Dns, 'txt'>): Promise<LookUp['result']> {
  const answer = await dns.txt(`${key.selector}._domainkey.${key.domain}`);
  if (answer.kind === 'failed') return 'unreachable';
  const verdict = judgePublished(key, answer.kind === 'found' ? answer.values : []);
  return verdict in isAs ? isAs[verdict as keyof typeof isAs] : 'mismatch';
}
