import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { config, defaults } from '.';
import { loadDkimKeys } from './dkim-keys';

const pem = ({ privateKey }: { privateKey: KeyObject }) =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const ed25519 = pem(generateKeyPairSync('ed25519'));

test('one or several keys of a domain are read, RSA and Ed25519', () => {
  const keys = loadDkimKeys({
    dkim: {
      'Example.org': { selector: 's1', privateKey: rsa },
      'example.edu.co': [
        { selector: 'r', privateKey: rsa },
        { selector: 'e', privateKey: ed25519 },
      ],
    },
  });
  expect(keys.map(({ domain, selector, algorithm }) => [domain, selector, algorithm])).toEqual([
    ['example.org', 's1', 'rsa'],
    ['example.edu.co', 'r', 'rsa'],
    ['example.edu.co', 'e', 'ed25519'],
  ]);
});

test('a PEM on one line, as environment files keep it, is read; so is the older form of RSA keys', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const older = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  for (const given of [rsa.replaceAll('\n', '\\n'), older]) {
    expect(loadDkimKeys({ dkim: { 'example.org': { selector: 's', privateKey: given } } })).toHaveLength(1);
  }
});

test('without the option there are none', () => {
  expect(loadDkimKeys({})).toEqual([]);
});

describe('a key that cannot sign stops the start, named, without showing it', () => {
  test.each([
    ['no PEM', 'c2VjcmV0LWtleQ==', /no private key/],
    ['a cut PEM', rsa.slice(0, 400), /no private key/],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 })), /1024 bits.*2048/],
    ['a key for another algorithm', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' })), /"ec"/],
  ])('%s', (_name, privateKey, reason) => {
    const given = {
      ...defaults,
      secret: 's'.repeat(32),
      dkim: { 'example.org': { selector: 'q4', privateKey } },
    };
    let message = '';
    try {
      config.validator(given);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^dkim\.example\.org \(selector "q4"\): /);
    expect(message).toMatch(reason);
    expect(message).not.toContain(privateKey.split('\n')[1] ?? privateKey);
  });
});
