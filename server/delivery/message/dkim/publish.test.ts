import { makeKey } from '../../../../tests/support/dkim';
import { loadDkimKeys } from '../../../config';
import { createDnsCache, type DnsSource } from '../../../lib/dns';
import { describeKeys, judgePublished, lookUpKeys } from '.';

const [rsa, ed25519] = [makeKey('rsa'), makeKey('ed25519')];
const keys = loadDkimKeys({
  dkim: {
    'example.org': { selector: 's1', privateKey: rsa },
    'example.edu.co': { selector: 's2', privateKey: ed25519 },
  },
});
const [first, second] = describeKeys(keys);

test('what has to be published is told, and nothing of the private halves', () => {
  expect(first).toMatchObject({ domain: 'example.org', selector: 's1', algorithm: 'rsa', bits: 2048 });
  expect(first?.record).toMatch(/^v=DKIM1; k=rsa; p=MII[\w+/]+=*$/);
  expect(second).toMatchObject({ algorithm: 'ed25519', bits: null });
  // 32 octets are 44 characters of base64.
  expect(second?.record).toMatch(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/);
});

describe('the DNS', () => {
  /** Answers for both names alike. */
  const answering = (...texts: string[]) => ({
    // Records longer than 255 octets come in pieces.
    resolveTxt: () => Promise.resolve(texts.map((text) => text.match(/.{1,255}/g) ?? [])),
  });
  const failing = (code: string) => ({
    resolveTxt: () => Promise.reject(Object.assign(new Error(`queryTxt ${code}`), { code })),
  });
  const dnsOf = (source: Pick<DnsSource, 'resolveTxt'>) =>
    createDnsCache(source as DnsSource).within(new AbortController().signal);
  const [wanted, other] = [first?.record ?? '', second?.record ?? ''];
  const rsaOnly = keys.slice(0, 1);

  test.each([
    ['match', 'the record as told', answering(wanted)],
    ['match', 'written in another way', answering(wanted.replace(/v=DKIM1; k=rsa; p=(.*)/, 'p= $1 ; t=s;'))],
    ['match', 'beside a record of another kind', answering('some-verification=1', wanted)],
    ['mismatch', 'another key', answering(other)],
    ['mismatch', 'a key that was withdrawn', answering('v=DKIM1; p=')],
    ['mismatch', 'two keys, of which a receiver may take either', answering(wanted, other)],
    ['missing', 'a record of another kind', answering('v=spf1 -all')],
    ['missing', 'no such name', failing('ENOTFOUND')],
    ['missing', 'no TXT record', failing('ENODATA')],
    ['unreachable', 'no answer in time', failing('ETIMEOUT')],
    ['unreachable', 'a server that fails', failing('ESERVFAIL')],
  ])('%s: %s', async (result, _name, resolver) => {
    expect(await lookUpKeys(rsaOnly, dnsOf(resolver))).toEqual([
      { domain: 'example.org', selector: 's1', result },
    ]);
  });

  test('is asked for the name of each key', async () => {
    const records: Record<string, string> = {
      's1._domainkey.example.org': wanted,
      's2._domainkey.example.edu.co': other,
    };
    const resolver = { resolveTxt: (name: string) => Promise.resolve([[records[name] ?? '']]) };
    expect((await lookUpKeys(keys, dnsOf(resolver))).map(({ result }) => result)).toEqual(['match', 'match']);
  });
});

describe('what a receiver makes of a record', () => {
  const wanted = first?.record ?? '';
  const [key] = keys;
  const judged = (...texts: string[]) => key && judgePublished(key, texts);

  test.each([
    ['ok', [`${wanted}; h=sha256:sha1; s=email; t=s`]],
    ['ok', [wanted, wanted]],
    ['testing', [`${wanted}; t=y:s`]],
    ['hash', [`${wanted}; h=sha1`]],
    ['service', [`${wanted}; s=tlsrpt`]],
    ['revoked', ['v=DKIM1; k=rsa; p=']],
    ['other-key', [second?.record ?? '']],
    ['several', [wanted, 'v=DKIM1; p=']],
    ['missing', ['v=spf1 -all']],
    ['missing', []],
  ])('%s: %j', (verdict, texts) => {
    expect(judged(...texts)).toBe(verdict);
  });
});
