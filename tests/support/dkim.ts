import { generateKeyPairSync } from 'node:crypto';

// @ts-expect-error -- it brings no types
import { dkimVerify as untyped } from 'mailauth/lib/dkim/verify';

import type { DkimKeyInfo } from '../../contracts';

/** What these tests use of it. @param options the DNS. */
const dkimVerify = untyped as (
  message: Buffer,
  options: { resolver: (name: string) => Promise<string[][]> },
) => Promise<{ results: { selector: string; status: { result: string } }[] }>;

/** A fresh private key as the configuration takes it. */
export function makeKey(algorithm: 'rsa' | 'ed25519', bits = 2048): string {
  const { privateKey } =
    algorithm === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What a receiver says of each signature, with the records of these keys in its DNS: `<selector>: <result>`. */
export async function judge(message: Buffer, published: readonly DkimKeyInfo[]): Promise<string[]> {
  const resolver = (name: string) => {
    const key = published.find(({ selector, domain }) => name === `${selector}._domainkey.${domain}`);
    return key
      ? Promise.resolve([key.record.match(/.{1,255}/g) ?? []])
      : Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
  };
  const { results } = await dkimVerify(message, { resolver });
  return results.map(({ selector, status }) => `${selector}: ${status.result}`).sort();
}
