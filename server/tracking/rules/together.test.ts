import type { Evidence } from './evidence';
import { judge, type KeptEvent } from './judge';

const START = new Date('2026-11-24T15:00:00Z').getTime();
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const settings = { tooSoonMs: 2000, isScanner: () => false };

type What = 'open' | 'trap' | number;

/** An event some seconds after the start: a number is a click on that link. */
const at = (seconds: number, what: What, more: Partial<Evidence> = {}): KeptEvent => ({
  type: typeof what === 'number' ? 'click' : what,
  linkId: typeof what === 'number' ? what : null,
  occurredAt: new Date(START + seconds * 1000),
  ip: '203.0.113.0',
  userAgent: BROWSER,
  purpose: null,
  sinceAccepted: 3_600_000,
  scannerNetwork: null,
  class: 'human',
  rule: null,
  ...more,
});
const verdicts = (links: number, ...events: KeptEvent[]) =>
  judge(events, links, settings).map(({ class: is, rule }) => (rule ? `${is} ${rule}` : is));

const [human, burst, trapped] = ['human', 'machine R4', 'machine R3'];

describe('R4, a burst', () => {
  test('three links within five seconds, and all that came with them', () => {
    const events = [at(0, 'open'), at(1, 1), at(2, 1), at(3, 2), at(5, 3)];
    expect(verdicts(9, ...events)).toEqual(Array(5).fill(burst));
  });

  test.each([
    [5000, burst],
    [5001, human],
  ])('the third after %d ms', (ms, expected) => {
    expect(verdicts(9, at(0, 1), at(1, 2), at(ms / 1000, 3))).toEqual(Array(3).fill(expected));
  });

  test('before and after it a person may have come', () => {
    const events = [at(-6, 'open'), at(0, 1), at(1, 2), at(2, 3), at(8, 1)];
    expect(verdicts(9, ...events)).toEqual([human, burst, burst, burst, human]);
  });

  test('goes on as long as every five seconds of it hold three links', () => {
    const events = Array.from({ length: 10 }, (_, index) => at(index * 2, index));
    expect(verdicts(20, ...events)).toEqual(Array(10).fill(burst));
  });

  test('the same link over and over is none; nor are three links slowly', () => {
    expect(verdicts(9, at(0, 1), at(0.1, 1), at(0.2, 1), at(0.3, 1))).toEqual(Array(4).fill(human));
    expect(verdicts(9, at(0, 1), at(3, 2), at(6, 3), at(9, 4))).toEqual(Array(4).fill(human));
  });

  test('of an e-mail with two links both are enough; of one with more they are not', () => {
    expect(verdicts(2, at(0, 1), at(4, 2))).toEqual([burst, burst]);
    expect(verdicts(3, at(0, 1), at(4, 2))).toEqual([human, human]);
    expect(verdicts(1, at(0, 1), at(4, 1))).toEqual([human, human]);
  });

  test('links that a browser fetched ahead are none: a person sits before it', () => {
    const ahead = { purpose: 'prefetch' };
    const events = [at(0, 1, ahead), at(0, 2, ahead), at(0, 3, ahead), at(1, 1)];
    expect(verdicts(9, ...events)).toEqual([...Array(3).fill('machine R2'), human]);
  });
});

describe('R3, the hidden link', () => {
  const gateway = { ip: '198.51.100.0', userAgent: PHONE };

  test.each([
    [-300, trapped],
    [-300.001, human],
    [300, trapped],
    [300.001, human],
  ])('a click %d s from it', (seconds, expected) => {
    const click = at(seconds, 1);
    const events = seconds < 0 ? [click, at(0, 'trap')] : [at(0, 'trap'), click];
    expect(verdicts(9, ...events).filter((_, index) => events[index] === click)).toEqual([expected]);
  });

  test('tells of the same network or the same user agent, and of nobody else', () => {
    const events = [
      at(0, 'open'),
      at(0, 'open', { userAgent: PHONE }),
      at(1, 'open', { ip: gateway.ip }),
      at(2, 'trap', gateway),
    ];
    expect(verdicts(9, ...events)).toEqual([human, trapped, trapped, trapped]);
  });

  test('nothing in common is nothing: no address, no user agent', () => {
    const nobody = { ip: null, userAgent: '' };
    expect(verdicts(9, at(0, 'trap', nobody), at(1, 1))).toEqual([trapped, human]);
  });
});

test('what an erased person did keeps what was said of it, and tells of others', () => {
  const erased = { ip: null, userAgent: null };
  const before = { ...at(0, 1, erased), class: 'machine' as const, rule: 'R6' };
  expect(verdicts(9, before, at(1, 2, erased), at(10, 1, erased))).toEqual(['machine R6', human, human]);
  expect(verdicts(9, at(0, 1, erased), at(1, 2, erased), at(2, 3))).toEqual(Array(3).fill(burst));
});
