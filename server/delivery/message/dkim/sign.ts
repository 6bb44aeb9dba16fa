import { hash, sign } from 'node:crypto';
import { promisify } from 'node:util';

import type { DkimKey } from '../../../config';
import { clock } from '../../../lib/clock';
import type { Signer } from '../bytes';
import { field } from '../header-fields';
import { hashBody, headersOf, signedOctets, type Header } from './canonical';

/** Lower-case names of what must not change on its way; RFC 8058 §4 wants the two of List-Unsubscribe among them. */
const SIGNED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'feedback-id',
  'precedence',
];
/** Named once more than they stand there: nobody can add a second one that is shown instead (RFC 6376 §8.15). */
const OVERSIGNED = ['from', 'to', 'subject'];

/** Characters of a signature between two places where its line may be folded. */
const CHUNK = /.{1,72}/g;

/** With a callback Node signs in its thread pool, so that this thread goes on composing. */
const inPool = promisify<string | null, Buffer, DkimKey['privateKey'], Buffer>(sign);

const algorithms = {
  /** RFC 8301 */
  rsa: (octets: Buffer) => ['sha256', octets] as const,
  /** RFC 8463 §3: Ed25519 signs the SHA-256 of what it covers. */
  ed25519: (octets: Buffer) => [null, hash('sha256', octets, 'buffer')] as const,
};

/**
 * Signs messages with each key (RFC 6376, `relaxed/simple`): one DKIM-Signature per key. Their bodies have to be of
 * 7-bit octets: a relay that has to encode one anew would break the signature.
 * @param keys of the domain of the From address. @returns null without any: the messages go unsigned.
 */
export function createSigner(keys: readonly DkimKey[]): Signer | null {
  if (keys.length === 0) return null;
  return async (head, body) => {
    const headers = headersOf(head);
    const names = namesOf(headers);
    const bodyHash = hashBody(body);
    const signatures = keys.map(async ({ domain, selector, algorithm, privateKey }) => {
      const tags =
        `v=1; a=${algorithm}-sha256; c=relaxed/simple; d=${domain}; s=${selector}; ` +
        `t=${Math.floor(clock.now().getTime() / 1000)}; h=${names.join(': ')}; bh=${bodyHash}; b=`;
      const [digest, octets] = algorithms[algorithm](signedOctets(headers, names, tags));
      const signature = (await inPool(digest, octets, privateKey)).toString('base64');
      return field('DKIM-Signature', tags + signature.match(CHUNK)?.join(' '));
    });
    return (await Promise.all(signatures)).join('');
  };
}

function namesOf(headers: readonly Header[]): string[] {
  const there = headers.map(({ name }) => name);
  return SIGNED.flatMap((name) => {
    const times = there.filter((other) => other === name).length;
    return Array<string>(times + (OVERSIGNED.includes(name) ? 1 : 0)).fill(name);
  });
}
