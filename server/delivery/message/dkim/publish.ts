import { createPublicKey } from 'node:crypto';
import { Resolver } from 'node:dns/promises';

import type { DkimKeyInfo, VerifyDkimResponse } from '../../../../contracts';
import type { DkimKey } from '../../../config';
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

/** Answers that mean that the name or the record is not there; anything else means that the DNS did not tell. */
const NOT_THERE = ['ENOTFOUND', 'ENODATA'];

const inFiveSeconds = () => new Resolver({ timeout: 5000, tries: 1 });

/** Asks the DNS for the record of each key, all at once. Never rejects. */
export const lookUpKeys = (
  keys: readonly DkimKey[],
  resolver: Pick<Resolver, 'resolveTxt'> = inFiveSeconds(),
): Promise<LookUp[]> =>
  Promise.all(
    keys.map(async (key) => ({
      domain: key.domain,
      selector: key.selector,
      result: await lookUp(key, resolver),
    })),
  );

async function lookUp(key: DkimKey, resolver: Pick<Resolver, 'resolveTxt'>): Promise<LookUp['result']> {
  try {
    const texts = await resolver.resolveTxt(`${key.selector}._domainkey.${key.domain}`);
    const records = texts.map((chunks) => tagsOf(chunks.join(''))).filter(({ p }) => p !== undefined);
    if (records.length === 0) return 'missing';
    // What a receiver does with several records is undefined (RFC 6376 §3.6.2.2), so all have to be right.
    const isOurs = ({ k = 'rsa', p }: Tags) => k === key.algorithm && p === publicOctets(key);
    return records.every(isOurs) ? 'match' : 'mismatch';
  } catch (error) {
    return NOT_THERE.includes((error as { code?: string }).code ?? '') ? 'missing' : 'unreachable';
  }
}
