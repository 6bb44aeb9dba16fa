// @ts-expect-error -- it brings no types
import { spf as untyped } from 'mailauth/lib/spf';

import { zoneDns, zoneSource, type Zone } from '../../../../tests/support/dns-zone';
import { checkHost, surveySpf } from './walk';

/** The example of RFC 7208, Appendix A, with a domain for the record in question. */
const APPENDIX_A: Zone = {
  'example.com': {
    MX: [
      [10, 'mail-a.example.com'],
      [20, 'mail-b.example.com'],
    ],
    A: ['192.0.2.10', '192.0.2.11'],
  },
  'amy.example.com': { A: ['192.0.2.65'] },
  'bob.example.com': { A: ['192.0.2.66'] },
  'mail-a.example.com': { A: ['192.0.2.129'] },
  'mail-b.example.com': { A: ['192.0.2.130'] },
  'example.org': { MX: [[10, 'mail-c.example.org']] },
  'mail-c.example.org': { A: ['192.0.2.140'] },
  '192.0.2.10': { PTR: ['example.com'] },
  '192.0.2.65': { PTR: ['amy.example.com'] },
  '192.0.2.140': { PTR: ['mail-c.example.org'] },
  '10.0.0.4': { PTR: ['bob.example.com'] },
};

const MORE: Zone = {
  'good.example.net': { TXT: ['v=spf1 ip4:203.0.113.0/24 -all'] },
  'soft.example.net': { TXT: ['other', 'v=spf1 ip4:203.0.113.1 ~all'] },
  'two.example.net': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] },
  'bad.example.net': { TXT: ['v=spf1 ipv4:203.0.113.1 -all'] },
  'loop.example.net': { TXT: ['v=spf1 include:loop.example.net -all'] },
  'v6.example.net': { AAAA: ['2001:db8::25'] },
  'down.example.net': { broken: 'SERVFAIL' },
  '203.0.113.7.spf.example.net': { A: ['127.0.0.2'] },
  'com.example.spf.example.net': { TXT: ['v=spf1 ip4:203.0.113.7 -all'] },
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`m${index}.example.net`, { A: ['198.51.100.1'] }]),
  ),
};

const zoneWith = (text: string | string[]): Zone => ({
  ...APPENDIX_A,
  ...MORE,
  'example.com': { ...APPENDIX_A['example.com'], TXT: [text].flat() },
});

/** What mailauth, another reader of the same standard, says. */
async function second(zone: Zone, ip: string, sender: string): Promise<string> {
  const source = zoneSource(zone);
  const resolver = (name: string, type: string) => {
    if (type === 'TXT') return source.resolveTxt(name);
    if (type === 'MX') return source.resolveMx(name);
    return type === 'AAAA' ? source.resolve6(name) : source.resolve4(name);
  };
  const { status } = await (untyped as (given: object) => Promise<{ status: { result: string } }>)({
    ip,
    sender,
    helo: 'mail.example.com',
    resolver,
  });
  return status.result;
}

const a = (count: number) => Array.from({ length: count }, (_, index) => `a:m${index}.example.net`).join(' ');

/** Record, address of the server, result. */
const CASES: [record: string | string[], ip: string, result: string][] = [
  // RFC 7208, A.1
  ['v=spf1 +all', '198.51.100.9', 'pass'],
  ['v=spf1 a -all', '192.0.2.10', 'pass'],
  ['v=spf1 a -all', '192.0.2.11', 'pass'],
  ['v=spf1 a -all', '192.0.2.129', 'fail'],
  ['v=spf1 a:example.org -all', '192.0.2.10', 'fail'],
  ['v=spf1 mx -all', '192.0.2.129', 'pass'],
  ['v=spf1 mx -all', '192.0.2.130', 'pass'],
  ['v=spf1 mx -all', '192.0.2.140', 'fail'],
  ['v=spf1 mx:example.org -all', '192.0.2.140', 'pass'],
  ['v=spf1 mx mx:example.org -all', '192.0.2.130', 'pass'],
  ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.131', 'pass'],
  ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.143', 'pass'],
  ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.132', 'fail'],
  ['v=spf1 ptr -all', '192.0.2.65', 'pass'],
  ['v=spf1 ptr -all', '192.0.2.140', 'fail'],
  // A name that does not lead back proves nothing (§5.5).
  ['v=spf1 ptr -all', '10.0.0.4', 'fail'],
  ['v=spf1 ip4:192.0.2.128/28 -all', '192.0.2.129', 'pass'],
  ['v=spf1 ip4:192.0.2.128/28 -all', '192.0.2.65', 'fail'],
  // Qualifiers, ends, order
  ['v=spf1 -all', '192.0.2.10', 'fail'],
  ['v=spf1 ~all', '192.0.2.10', 'softfail'],
  ['v=spf1 ?all', '192.0.2.10', 'neutral'],
  ['v=spf1', '192.0.2.10', 'neutral'],
  ['V=SPF1 IP4:192.0.2.10 -ALL', '192.0.2.10', 'pass'],
  ['v=spf1 -ip4:192.0.2.10 +all', '192.0.2.10', 'fail'],
  ['v=spf1 -all ip4:192.0.2.10', '192.0.2.10', 'fail'],
  ['v=spf10 +all', '192.0.2.10', 'none'],
  [['v=spf1 -all', 'v=spf1 +all'], '192.0.2.10', 'permerror'],
  [['spf2.0/pra +all', 'v=spf1 -all'], '192.0.2.10', 'fail'],
  [[], '192.0.2.10', 'none'],
  // IPv6
  ['v=spf1 ip6:2001:db8::/32 -all', '2001:db8:1::1', 'pass'],
  ['v=spf1 ip6:2001:db8::1 -all', '2001:db8::2', 'fail'],
  ['v=spf1 a:v6.example.net -all', '2001:db8::25', 'pass'],
  ['v=spf1 a:v6.example.net//64 -all', '2001:db8::99', 'pass'],
  ['v=spf1 a:v6.example.net/24//64 -all', '2001:db9::99', 'fail'],
  // Include and redirect (§5.2, §6.1)
  ['v=spf1 include:good.example.net -all', '203.0.113.9', 'pass'],
  ['v=spf1 include:good.example.net ~all', '198.51.100.9', 'softfail'],
  ['v=spf1 -include:soft.example.net ?all', '203.0.113.1', 'fail'],
  ['v=spf1 include:nowhere.example.net -all', '203.0.113.1', 'permerror'],
  ['v=spf1 include:two.example.net -all', '203.0.113.1', 'permerror'],
  ['v=spf1 include:bad.example.net -all', '203.0.113.1', 'permerror'],
  ['v=spf1 include:down.example.net -all', '203.0.113.1', 'temperror'],
  ['v=spf1 ip4:203.0.113.1 include:nowhere.example.net -all', '203.0.113.1', 'pass'],
  ['v=spf1 redirect=good.example.net', '203.0.113.9', 'pass'],
  ['v=spf1 redirect=good.example.net', '198.51.100.9', 'fail'],
  ['v=spf1 redirect=nowhere.example.net', '198.51.100.9', 'permerror'],
  ['v=spf1 ~all redirect=good.example.net', '198.51.100.9', 'softfail'],
  // Exists and macros (§5.7, §7)
  ['v=spf1 exists:%{i}.spf.example.net -all', '203.0.113.7', 'pass'],
  ['v=spf1 exists:%{i}.spf.example.net -all', '203.0.113.8', 'fail'],
  ['v=spf1 include:%{dr}.spf.example.net -all', '203.0.113.7', 'pass'],
  ['v=spf1 include:%{o1r}.example.%{d2}.spf.example.net -all', '203.0.113.7', 'permerror'],
  // Limits (§4.6.4)
  [`v=spf1 ${a(10)} -all`, '198.51.100.9', 'fail'],
  [`v=spf1 ${a(11)} -all`, '198.51.100.9', 'permerror'],
  [`v=spf1 ip4:198.51.100.9 ${a(11)} -all`, '198.51.100.9', 'pass'],
  ['v=spf1 include:loop.example.net -all', '198.51.100.9', 'permerror'],
  ['v=spf1 a:x.example.net a:y.example.net -all', '198.51.100.9', 'fail'],
  ['v=spf1 a:x.example.net a:y.example.net a:z.example.net -all', '198.51.100.9', 'permerror'],
  // Syntax (§4.6, §12)
  ['v=spf1 ip4:192.0.2.300 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 ip4:192.0.2.10/33 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 ip4:192.0.2.10/032 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 ip6:2001:db8::1/129 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 ip4 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 include -all', '192.0.2.10', 'permerror'],
  ['v=spf1 all:example.net', '192.0.2.10', 'permerror'],
  ['v=spf1 a: -all', '192.0.2.10', 'permerror'],
  ['v=spf1 mx:example.net/33 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 include:example.net/24 -all', '192.0.2.10', 'permerror'],
  ['v=spf1 a:%{z}.example.net -all', '192.0.2.10', 'permerror'],
  ['v=spf1 redirect=good.example.net redirect=good.example.net', '203.0.113.9', 'permerror'],
  ['v=spf1 foo=bar ip4:192.0.2.10 -all', '192.0.2.10', 'pass'],
  ['v=spf1 ip4:192.0.2.10  -all', '192.0.2.10', 'pass'],
];

/** Where mailauth decides otherwise than the standard, and why. */
const DISPUTED = new Map([
  ['v=spf1 ptr -all', 'it does not look for the names of the server'],
  ['v=spf1 include:down.example.net -all', 'it takes a server that fails for an empty answer'],
]);

test.each(CASES)('%s: %s → %s', async (record, ip, result) => {
  const zone = zoneWith(record);
  expect(await checkHost(zoneDns(zone), ip, 'strong-bad@example.com')).toBe(result);
  if (DISPUTED.has(String(record))) return;
  expect(await second(zone, ip, 'strong-bad@example.com')).toBe(result);
});

describe('a survey, whoever sends', () => {
  const survey = (text: string | string[]) => surveySpf(zoneDns(zoneWith(text)), 'example.com');

  test.each([
    ['v=spf1 ip4:192.0.2.0/24 -all', 0],
    ['v=spf1 a mx include:good.example.net exists:%{i}.x.example.net ptr -all', 5],
    ['v=spf1 include:good.example.net redirect=soft.example.net', 2],
    [`v=spf1 ${a(12)} -all`, 12],
  ])('%s asks the DNS by %d terms', async (text, lookups) => {
    expect((await survey(text)).lookups).toBe(lookups);
  });

  test('goes on beyond the limit, but not for ever', async () => {
    const { lookups, faults } = await survey('v=spf1 include:loop.example.net -all');
    expect(lookups).toBe(41);
    expect(faults).toContainEqual({ code: 'lookups', domain: 'loop.example.net' });
  });

  test('finds everything that is wrong, however much', async () => {
    const { faults, voids, included } = await survey(
      'v=spf1 foo a:x.example.net include:Bad.example.net include:nowhere.example.net include:down.example.net -all',
    );
    expect(voids).toBe(1);
    expect(faults).toEqual([
      { code: 'syntax', domain: 'example.com', term: 'foo' },
      { code: 'syntax', domain: 'Bad.example.net', term: 'ipv4:203.0.113.1' },
      { code: 'include-missing', domain: 'nowhere.example.net' },
      { code: 'unreadable', domain: 'down.example.net' },
    ]);
    expect(included).toEqual(['bad.example.net', 'nowhere.example.net', 'down.example.net']);
  });
});
