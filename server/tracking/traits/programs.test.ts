import { judgeAlone } from '../rules/alone';
import { programOf } from './programs';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; Microsoft Outlook 16.0.4266; ms-office; MSOffice 16)',
    ['desktop', 'Outlook', 'Windows'],
  ],
  ['Mozilla/4.0 (compatible; ms-office; MSOffice 16)', ['desktop', 'Outlook', 'Windows']],
  [
    'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)',
    ['desktop', 'Outlook', 'Windows'],
  ],
  ['MacOutlook/16.81.24010813 (Intelx64 Mac OS X Version 14.2)', ['desktop', 'Outlook', 'macOS']],
  ['Outlook-iOS/709.2226530.prod.iphone (3.24.1)', ['phone', 'Outlook', 'iOS']],
  ['Outlook-Android/2.0', ['phone', 'Outlook', 'Android']],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0',
    ['desktop', 'Thunderbird', 'Linux'],
  ],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT}`, ['desktop', 'Apple Mail', 'macOS']],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) ${WEBKIT} Mobile/15E148`,
    ['phone', 'Apple Mail', 'iOS'],
  ],
  [`Mozilla/5.0 (iPad; CPU OS 17_2 like Mac OS X) ${WEBKIT} Mobile/15E148`, ['tablet', 'Apple Mail', 'iOS']],
  ['com.google.Gmail/6.0.231225 iSL/3.4 iPhone/17.2 hw/iPhone14_5 (gzip)', ['phone', 'Gmail', 'iOS']],
  ['YahooMobileMail/1.0 (Android Mail; 1.3.10)', ['phone', 'Yahoo Mail', 'Android']],
  [
    'YMobile/1.0 (com.yahoo.mobile.client.android.mail/7.33.0; Android/12; SP1A.210812.016; a52; samsung; SM-A525M)',
    ['phone', 'Yahoo Mail', 'Android'],
  ],
  ['eMClient/9.2', ['desktop', 'eM Client', null]],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64; WebView/3.0) ${BLINK} Chrome/70.0.3538.102 Safari/537.36 Edge/18.19045`,
    ['desktop', 'Windows Mail', 'Windows'],
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-S911B; wv) ${BLINK} Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36`,
    ['phone', 'Android WebView', 'Android'],
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/130.0.0.0 Safari/537.36`,
    ['desktop', 'Chrome', 'Windows'],
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/17.2 Safari/605.1.15`,
    ['desktop', 'Safari', 'macOS'],
  ],
  [`Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0`, ['desktop', 'Firefox', 'Linux']],
  [
    `Mozilla/5.0 (Linux; Android 13; SM-X700) ${BLINK} Chrome/130.0.0.0 Safari/537.36`,
    ['tablet', 'Chrome', 'Android'],
  ],
  ['Something/1.0 that nobody knows', [null, null, null]],
])('%s', (userAgent, expected) => {
  const { device, client, os } = programOf(userAgent, true);
  expect([device, client, os]).toEqual(expected);
  const evidence = {
    ...{ type: 'open' as const, linkId: null, occurredAt: new Date(), ip: '192.0.2.0' },
    ...{ userAgent, purpose: null, sinceAccepted: null, scannerNetwork: null },
  };
  // Real mail programs are nobody's robot.
  expect(judgeAlone(evidence, { tooSoonMs: 2000, isScanner: () => false }).class).toBe('human');
});

test('a click from an engine without a name is no mail program: links open elsewhere', () => {
  const engine = `Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) ${WEBKIT} Mobile/15E148`;
  expect(programOf(engine, false)).toEqual({ device: 'phone', client: 'Safari', os: 'iOS' });
});
