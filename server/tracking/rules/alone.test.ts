import { isEvent, judgeAlone } from './alone';
import type { Evidence } from './evidence';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
const HEADLESS = CHROME.replace('Chrome/', 'HeadlessChrome/');
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const OUTLOOK = 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)';
const THUNDERBIRD = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0';
const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const YAHOO = 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html';

const base = {
  type: 'open' as Evidence['type'],
  linkId: null,
  occurredAt: new Date('2026-11-24T15:00:00Z'),
  ip: '203.0.113.0',
  userAgent: CHROME,
  purpose: null as string | null,
  sinceAccepted: 3_600_000 as number | null,
  scannerNetwork: null as string | null,
};
const SCANNERS = '198.51.100.0/24';
const settings = {
  tooSoonMs: 2000,
  isScanner: ({ scannerNetwork }: Pick<Evidence, 'scannerNetwork'>) => scannerNetwork === SCANNERS,
};

type Row = [name: string, evidence: Partial<typeof base>, expected: string];

test.each<Row>([
  ['a browser', {}, 'human'],
  ['a browser that clicks', { type: 'click' }, 'human'],
  ['a phone', { userAgent: IPHONE }, 'human'],
  ['Outlook on a desk', { userAgent: OUTLOOK }, 'human'],
  ['Thunderbird', { userAgent: THUNDERBIRD }, 'human'],
  ['R2: Sec-Purpose', { purpose: 'prefetch;prerender' }, 'machine R2'],
  ['R2: Purpose of Safari', { purpose: 'preview' }, 'machine R2'],
  ['R2: X-Moz, upper case', { purpose: 'PREFETCH', type: 'click' }, 'machine R2'],
  ['R5: a click on arrival', { type: 'click', sinceAccepted: 0 }, 'machine R5'],
  ['R5: an open just under two seconds', { sinceAccepted: 1999 }, 'machine R5'],
  ['R5: at two seconds no more', { sinceAccepted: 2000 }, 'human'],
  ['R5: before the 250 was written down', { sinceAccepted: -500 }, 'machine R5'],
  ['R5: an arrival nobody knows', { sinceAccepted: null }, 'human'],
  ['R3: the hidden link', { type: 'trap' }, 'machine R3'],
  ['R3 before all others', { type: 'trap', purpose: 'prefetch', userAgent: '' }, 'machine R3'],
  ['R5 before R6: a proxy on arrival', { userAgent: 'Mozilla/5.0', sinceAccepted: 900 }, 'machine R5'],
  ['R6: Apple’s privacy proxy', { userAgent: 'Mozilla/5.0' }, 'privacy R6'],
  ['R6: Gmail', { userAgent: GMAIL }, 'proxy R6'],
  ['R6: Yahoo', { userAgent: YAHOO }, 'proxy R6'],
  ['R6: image proxies do not click', { userAgent: GMAIL, type: 'click' }, 'machine R6'],
  ['R6: nor does the bare one', { userAgent: 'Mozilla/5.0', type: 'click' }, 'machine R6'],
  ['R6: no user agent', { userAgent: '' }, 'machine R6'],
  ['R6: blanks', { userAgent: '   ' }, 'machine R6'],
  ['R6: curl', { userAgent: 'curl/8.5.0' }, 'machine R6'],
  ['R6: python', { userAgent: 'python-requests/2.32' }, 'machine R6'],
  ['R6: Go', { userAgent: 'Go-http-client/1.1' }, 'machine R6'],
  ['R6: a headless browser', { userAgent: HEADLESS, type: 'click' }, 'machine R6'],
  ['R6: a gateway', { userAgent: `${CHROME} Barracuda Sentinel`, type: 'click' }, 'machine R6'],
  ['R7: a click from a scanner’s network', { type: 'click', scannerNetwork: SCANNERS }, 'machine R7'],
  ['R7: not an open', { scannerNetwork: SCANNERS }, 'human'],
  ['R6: Proofpoint', { userAgent: 'Proofpoint URL Defense', type: 'click' }, 'machine R6'],
])('%s', (_name, evidence, expected) => {
  const verdict = judgeAlone({ ...base, ...evidence }, settings);
  expect([verdict.class, verdict.rule].filter(Boolean).join(' ')).toBe(expected);
});

test.each([
  ['GET', 'open', false, true],
  ['GET', 'click', false, true],
  ['GET', 'trap', true, true],
  ['R1: HEAD', 'open', false, false],
  ['R1: OPTIONS', 'click', false, false],
  ['R1: HEAD', 'trap', false, false],
  ['R13: GET', 'open', true, false],
  ['R13: GET', 'click', true, true],
] as const)('%s of an %s, declining to be tracked %s: an event %s', (method, type, doNotTrack, expected) => {
  expect(isEvent({ method: method.replace(/^R\d+: /, ''), type, doNotTrack })).toBe(expected);
});
