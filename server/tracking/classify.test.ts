import { classify, type Signs } from './classify';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
const HEADLESS = CHROME.replace('Chrome/', 'HeadlessChrome/');
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const OUTLOOK = 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)';
const THUNDERBIRD = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0';
const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const YAHOO = 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html';

const base: Signs = {
  type: 'open',
  method: 'GET',
  userAgent: CHROME,
  purpose: '',
  doNotTrack: false,
  sinceAccepted: 3_600_000,
};

type Row = [name: string, signs: Partial<Signs>, expected: string | null];

test.each<Row>([
  ['a browser', {}, 'human'],
  ['a browser that clicks', { type: 'click' }, 'human'],
  ['a phone', { userAgent: IPHONE }, 'human'],
  ['Outlook on a desk', { userAgent: OUTLOOK }, 'human'],
  ['Thunderbird', { userAgent: THUNDERBIRD }, 'human'],
  ['R1: HEAD', { method: 'HEAD' }, null],
  ['R1: OPTIONS', { method: 'OPTIONS' }, null],
  ['R1: HEAD of a link', { method: 'HEAD', type: 'click' }, null],
  ['R13: an open of somebody who declines', { doNotTrack: true }, null],
  ['R13: a click of somebody who declines is an act', { doNotTrack: true, type: 'click' }, 'human'],
  ['R13: a declining proxy', { doNotTrack: true, userAgent: GMAIL }, null],
  ['R2: Sec-Purpose', { purpose: 'prefetch;prerender' }, 'machine R2'],
  ['R2: Purpose of Safari', { purpose: 'preview' }, 'machine R2'],
  ['R2: X-Moz, upper case', { purpose: 'PREFETCH', type: 'click' }, 'machine R2'],
  ['R5: a click on arrival', { type: 'click', sinceAccepted: 0 }, 'machine R5'],
  ['R5: an open just under two seconds', { sinceAccepted: 1999 }, 'machine R5'],
  ['R5: at two seconds no more', { sinceAccepted: 2000 }, 'human'],
  ['R5: before the 250 was written down', { sinceAccepted: -500 }, 'machine R5'],
  ['R5: an arrival nobody knows', { sinceAccepted: null }, 'human'],
  ['R5 before R6: a proxy on arrival', { userAgent: 'Mozilla/5.0', sinceAccepted: 900 }, 'machine R5'],
  ['R6: Apple privacy proxy', { userAgent: 'Mozilla/5.0' }, 'proxy R6'],
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
  ['R6: Proofpoint', { userAgent: 'Proofpoint URL Defense', type: 'click' }, 'machine R6'],
])('%s', (_name, signs, expected) => {
  const verdict = classify({ ...base, ...signs });
  expect(verdict && [verdict.class, verdict.rule].filter(Boolean).join(' ')).toBe(expected);
});
