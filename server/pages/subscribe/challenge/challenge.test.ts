import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createChallenge, solveChallenge } from 'altcha-lib/v1';

import { createAltcha } from './altcha';
import { takeAnswer, type Challenge } from './challenge';
import { createRemote, PROVIDERS } from './remote';

const SITE_KEY = 'site-key';
const SECRET = 'secret-key';
const GOOD = 'XXXX.DUMMY.TOKEN.XXXX';
const IP = '203.0.113.9';

/** What the providers answer, as their documentation shows it. */
const RECORDED = {
  turnstile: {
    good: {
      success: true,
      challenge_ts: '2026-11-20T15:14:30.096Z',
      hostname: 'example.com',
      'error-codes': [],
      action: 'login',
      cdata: 'sessionid-123456789',
    },
    bad: { success: false, 'error-codes': ['invalid-input-response'] },
  },
  hcaptcha: {
    good: { success: true, challenge_ts: '2026-11-20T15:14:30.000Z', hostname: 'example.com', credit: true },
    bad: { success: false, 'error-codes': ['invalid-or-already-seen-response'] },
  },
};

let server: Server;
let mode: 'normal' | 'broken' | 'redirect' = 'normal';
const seen: URLSearchParams[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const fields = new URLSearchParams(body);
      seen.push(fields);
      const name = request.url?.slice(1) as keyof typeof RECORDED;
      if (mode === 'broken') return response.writeHead(500).end('<html>');
      if (mode === 'redirect') return response.writeHead(302, { Location: '/good' }).end();
      const good = fields.get('response') === GOOD && fields.get('secret') === SECRET;
      return response.end(JSON.stringify(RECORDED[name][good ? 'good' : 'bad']));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  mode = 'normal';
  seen.length = 0;
});

const encode = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64');

async function solveAltcha(challenge: Challenge): Promise<string> {
  const offer = (await challenge.offer()) as Record<string, string> & { maxnumber: number };
  const { algorithm, salt, signature } = offer;
  const solution = await solveChallenge(offer.challenge ?? '', salt ?? '', algorithm, offer.maxnumber)
    .promise;
  return encode({ algorithm, challenge: offer.challenge, number: solution?.number, salt, signature });
}

const altcha = () => createAltcha({ hmacKey: 'key', cost: 1000 });
const remote = (name: 'turnstile' | 'hcaptcha') =>
  createRemote(PROVIDERS[name], {
    siteKey: SITE_KEY,
    secret: SECRET,
    verifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
  });

describe.each([
  ['altcha', altcha, solveAltcha],
  ['turnstile', () => remote('turnstile'), () => Promise.resolve(GOOD)],
  ['hcaptcha', () => remote('hcaptcha'), () => Promise.resolve(GOOD)],
] as const)('%s', (name, create, solve) => {
  test('offers itself by name, without its secret', async () => {
    const offer = await create().offer();
    expect(offer.provider).toBe(name);
    expect(JSON.stringify(offer)).not.toContain(SECRET);
  });

  test('shows itself within a policy that names every host', () => {
    const { markup, scripts, policy } = create().widget('/form.js');
    const [, src = ''] = /src="([^"]+)"/.exec(scripts.text) ?? [];
    const allowed = policy['script-src'] ?? [];
    const host = src.startsWith('/') ? "'self'" : new URL(src).origin;
    const covers = (source: string) => source === host || host.endsWith(source.replace('https://*', ''));
    expect(allowed.some(covers)).toBe(true);
    expect(`${markup?.text ?? ''}${scripts.text}`).not.toMatch(/ on\w+=|style=|<script>/);
    expect(Object.values(policy).flat()).not.toEqual(expect.arrayContaining(["'unsafe-inline'"]));
  });

  test('takes a solution', async () => {
    const challenge = create();
    expect(await challenge.verify(await solve(challenge), IP)).toBe(true);
  });

  test.each([
    '',
    'x',
    'null',
    encode({}),
    encode([1]),
    encode({ algorithm: 'SHA-256', challenge: 'x', number: 1, salt: 'y', signature: 'z' }),
    '{"success":true}',
    `${GOOD}x`,
  ])('refuses what is none: %j', async (answer) => {
    expect(await create().verify(answer, IP)).toBe(false);
  });
});

test.each(['turnstile', 'hcaptcha'] as const)('%s is told the visitor, and silence is a no', async (name) => {
  await remote(name).verify(GOOD, IP);
  expect(Object.fromEntries(seen[0] ?? [])).toEqual({
    secret: SECRET,
    response: GOOD,
    remoteip: IP,
    sitekey: SITE_KEY,
  });
  for (const trouble of ['broken', 'redirect'] as const) {
    mode = trouble;
    expect(await remote(name).verify(GOOD, IP)).toBe(false);
  }
  const nobody = createRemote(PROVIDERS[name], { siteKey: '', secret: '', verifyUrl: 'http://127.0.0.1:1/' });
  expect(await nobody.verify(GOOD, IP)).toBe(false);
});

describe('altcha', () => {
  const read = (answer: string) => JSON.parse(Buffer.from(answer, 'base64').toString()) as object;

  test.each([
    { number: -1 },
    { number: '7' },
    { algorithm: 'SHA-1' },
    { salt: 'other?expires=99999999999&' },
    { signature: '0'.repeat(64) },
    { challenge: '0'.repeat(64) },
  ])('refuses a solution that was tampered with: %j', async (change) => {
    const challenge = altcha();
    const answer = await solveAltcha(challenge);
    expect(await challenge.verify(encode({ ...read(answer), ...change }), IP)).toBe(false);
  });

  test('refuses what was signed by somebody else, and what is too old', async () => {
    const other = createAltcha({ hmacKey: 'other', cost: 1000 });
    expect(await altcha().verify(await solveAltcha(other), IP)).toBe(false);
    const { challenge, salt, signature, algorithm } = await createChallenge({
      hmacKey: 'key',
      number: 7,
      expires: new Date(Date.now() - 1000),
    });
    expect(await altcha().verify(encode({ algorithm, challenge, number: 7, salt, signature }), IP)).toBe(
      false,
    );
  });
});

test('the answer is found under the name of any widget and taken out of the fields', () => {
  expect(takeAnswer({ email: 'x', 'h-captcha-response': 'a', 'g-recaptcha-response': 'a' })).toEqual({
    answer: 'a',
    rest: { email: 'x' },
  });
  expect(takeAnswer({ challenge: { $ne: '' }, altcha: 'y'.repeat(9000) })).toEqual({ answer: '', rest: {} });
});
