import { createPrivateKey, type KeyObject } from 'node:crypto';

import type { PluginConfig } from './schema';

/** RFC 8301 §3.2: signers should use at least 2048 bits. */
const LEAST_BITS = 2048;

export interface DkimKey {
  /** Of the From address, in lower case. */
  domain: string;
  selector: string;
  /** RFC 8301 and RFC 8463. */
  algorithm: 'rsa' | 'ed25519';
  privateKey: KeyObject;
}

/**
 * The private keys of the option `dkim`, parsed and checked.
 * @throws Error that names domain and selector of a key that cannot sign, and what to do; never the key.
 */
export const loadDkimKeys = ({ dkim = {} }: Pick<PluginConfig, 'dkim'>): DkimKey[] =>
  Object.entries(dkim).flatMap(([domain, given]) =>
    [given].flat().map(({ selector, privateKey }) => {
      try {
        return { domain: domain.toLowerCase(), selector, ...read(privateKey) };
      } catch (error) {
        throw new Error(`dkim.${domain} (selector "${selector}"): ${(error as Error).message}`);
      }
    }),
  );

function read(pem: string): Pick<DkimKey, 'algorithm' | 'privateKey'> {
  const privateKey = parse(pem);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
  if (type === 'ed25519') return { algorithm: type, privateKey };
  if (type !== 'rsa') throw new Error(`a key of the type "${type}" cannot sign; make an RSA or Ed25519 key`);
  const bits = details?.modulusLength ?? 0;
  if (bits < LEAST_BITS) {
    throw new Error(`an RSA key of ${bits} bits is too short; make one of at least ${LEAST_BITS}`);
  }
  return { algorithm: type, privateKey };
}

function parse(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new Error(
      'this is no private key as PEM without a passphrase; it begins with "-----BEGIN PRIVATE KEY-----"',
    );
  }
}
