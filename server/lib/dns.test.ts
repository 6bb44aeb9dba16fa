import { startDnsServer, zoneSource, type DnsServer } from '../../tests/support/dns-zone';
import { clock } from './clock';
import { createDnsCache, createResolver, type DnsCache } from './dns';

const long = `v=DKIM1; p=${'A'.repeat(700)}`;
const forever = () => new AbortController().signal;

describe('a DNS server over the network', () => {
  let server: DnsServer;
  let cache: DnsCache;
  const ask = () => cache.within(forever());

  beforeAll(async () => {
    server = await startDnsServer({
      'example.org': {
        TXT: ['v=spf1 -all', 'other=1'],
        MX: [
          [20, 'b.example.org'],
          [10, 'a.example.org'],
        ],
        A: ['192.0.2.1'],
        AAAA: ['2001:db8::1'],
      },
      'long._domainkey.example.org': { TXT: [long] },
      'none.example.org': { MX: [[0, '']] },
      '192.0.2.1': { PTR: ['mail.example.org'] },
      'fails.example.org': { broken: 'SERVFAIL' },
      'silent.example.org': { broken: 'silent' },
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.asked.length = 0;
    cache = createDnsCache(createResolver([server.address], { timeout: 100, tries: 2 }));
  });
  afterEach(() => cache.close());

  test('tells texts in one piece, mail servers by preference, addresses and names', async () => {
    const dns = ask();
    expect(await dns.txt('example.org')).toEqual({ kind: 'found', values: ['v=spf1 -all', 'other=1'] });
    expect(await dns.mx('example.org')).toEqual({
      kind: 'found',
      values: [
        { priority: 10, exchange: 'a.example.org' },
        { priority: 20, exchange: 'b.example.org' },
      ],
    });
    expect(await dns.a('example.org')).toEqual({ kind: 'found', values: ['192.0.2.1'] });
    expect(await dns.aaaa('example.org')).toEqual({ kind: 'found', values: ['2001:db8::1'] });
    expect(await dns.ptr('192.0.2.1')).toEqual({ kind: 'found', values: ['mail.example.org'] });
    expect(await dns.mx('none.example.org')).toEqual({
      kind: 'found',
      values: [{ priority: 0, exchange: '' }],
    });
  });

  test('whose answer does not fit into a datagram is asked again over TCP', async () => {
    expect(await ask().txt('long._domainkey.example.org')).toEqual({ kind: 'found', values: [long] });
    expect(server.asked).toEqual([
      'udp TXT long._domainkey.example.org',
      'tcp TXT long._domainkey.example.org',
    ]);
  });

  test.each([
    ['none', 'no such name', 'nowhere.example.org'],
    ['none', 'no such record', 'long._domainkey.example.org'],
    ['none', 'what cannot be a name', 'a..example.org'],
    ['none', 'a name that is too long', `${'a.'.repeat(130)}example.org`],
    ['failed', 'a server that fails', 'fails.example.org'],
    ['failed', 'a server that is silent', 'silent.example.org'],
  ])('%s: %s', async (kind, _what, name) => {
    expect(await ask().mx(name)).toEqual({ kind });
  });

  test('a lost answer is asked for once more', async () => {
    await ask().txt('silent.example.org');
    expect(server.asked.filter((question) => question === 'udp TXT silent.example.org')).toHaveLength(2);
  });

  test('that is not there at all', async () => {
    const nobody = createDnsCache(createResolver(['127.0.0.1:1'])).within(forever());
    expect(await nobody.txt('example.org')).toEqual({ kind: 'failed' });
  });
});

describe('what is remembered', () => {
  let now = 0;
  beforeEach(() => {
    now = Date.parse('2026-11-28T12:00:00Z');
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(now));
  });
  afterEach(() => jest.restoreAllMocks());

  const zone = { 'example.org': { TXT: ['a'] }, 'fails.example.org': { broken: 'SERVFAIL' as const } };
  const setUp = () => {
    const source = zoneSource(zone);
    return { cache: createDnsCache(source), asked: source.asked };
  };

  test('a question of many is asked once, and not again for some minutes', async () => {
    const { cache, asked } = setUp();
    await Promise.all([
      cache.within(forever()).txt('example.org'),
      cache.within(forever()).txt('EXAMPLE.org.'),
    ]);
    now += 299_000;
    await cache.within(forever()).txt('example.org');
    expect(asked).toEqual(['TXT example.org']);
    now += 2_000;
    await cache.within(forever()).txt('example.org');
    expect(asked).toHaveLength(2);
  });

  test('a failure is believed for seconds only', async () => {
    const { cache, asked } = setUp();
    await cache.within(forever()).txt('fails.example.org');
    now += 31_000;
    await cache.within(forever()).txt('fails.example.org');
    expect(asked).toHaveLength(2);
  });

  test('nothing from before a moment counts for who asks anew', async () => {
    const { cache, asked } = setUp();
    await cache.within(forever()).txt('example.org');
    now += 1;
    const anew = cache.within(forever(), clock.now());
    await Promise.all([anew.txt('example.org'), anew.txt('example.org')]);
    expect(asked).toHaveLength(2);
  });

  test('after the deadline everything that is not known has failed, and nobody waits', async () => {
    const never = { ...zoneSource(zone), resolveTxt: () => new Promise<string[][]>(() => undefined) };
    const deadline = new AbortController();
    const asked = createDnsCache(never).within(deadline.signal).txt('example.org');
    deadline.abort();
    expect(await asked).toEqual({ kind: 'failed' });
  });

  test('once closed nothing more is asked', async () => {
    const { cache, asked } = setUp();
    cache.close();
    expect(await cache.within(forever()).txt('example.org')).toEqual({ kind: 'failed' });
    expect(asked).toEqual([]);
  });
});
