import { simpleParser } from 'mailparser';

import plugin from '../../server';
import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { clock } from '../../server/lib/clock';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { differences, everyTable } from '../support/every-table';
import { formTime } from '../support/forms';
import { makeInstitution } from '../support/institution';
import { preferenceTools } from '../support/preferences';
import { PUBLIC, tokens } from '../support/recipient';
import { startScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp';
import { listen, type Wire } from '../support/wire';

/** What a stranger may bring about by posting: with the limits as they are shipped, behind one proxy. */

const DAY_MS = 24 * 3_600_000;
const SHIPPED_LIMIT = 30;

let app: TestApp;
let smtp: ScriptedSmtp;
let admin: AdminClient;
let wire: Wire;
let listId: number;

beforeAll(async () => {
  smtp = await startScriptedSmtp();
  app = await startApp({
    config: { smtp: { host: '127.0.0.1', port: smtp.port, secure: false } },
    proxy: { koa: true, maxIpsCount: 1 },
  });
  wire = await listen(app);
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
});
afterAll(async () => {
  await app.stop();
  await smtp.stop();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.heard.length = 0;
  smtp.script = () => undefined;
});
afterEach(() => jest.restoreAllMocks());

const { reader, post } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);
const settled = () => backgroundOf(app.strapi).drain();

let visitors = 0;
/** An address that nobody came from yet, as the proxy appends it to what the visitor wrote. */
const someAddress = () => {
  visitors += 1;
  return `198.51.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
};
const ask = async (fields: { email: string; time?: string; language?: string }, from = someAddress()) =>
  wire.send(`${PUBLIC}/subscribe`, {
    method: 'POST',
    body: JSON.stringify({ lists: ['boletin'], ...fields, time: fields.time ?? (await formTime(app)) }),
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
  });
const mailsTo = (email: string) => smtp.mails.filter(({ rcpt }) => rcpt.includes(`<${email}>`));
async function confirmPath(email: string): Promise<string> {
  const { text = '' } = await simpleParser(mailsTo(email).at(-1)?.raw ?? '');
  return `${PUBLIC}/confirm/${/confirm\/(\S+)/.exec(text)?.[1] ?? ''}`;
}
async function statusOf(email: string): Promise<string | undefined> {
  const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
  const standing = contact && (await subscriptionsOf(app.strapi).standing(contact.id));
  return standing?.subscriptions[0]?.status;
}

describe('subscription bombing', () => {
  test('1,000 posts from 100 addresses for one mailbox: one e-mail; for a blocked one: none', async () => {
    const blocked = 'bloqueada@victimas.example';
    await consentOf(app.strapi).suppress([
      { addressHash: consentOf(app.strapi).addressHash(blocked), reason: 'complaint' },
    ]);
    const time = await formTime(app);
    const from = Array.from({ length: 100 }, someAddress);
    for (const [victim, many] of [
      ['victima@victimas.example', 1000],
      [blocked, 100],
    ] as const) {
      const posts = Array.from({ length: many }, (_, i) => async () => {
        // Another spelling of an address is the same mailbox.
        const email = i % 3 ? victim : victim.toUpperCase();
        const { status } = await ask({ email, time, language: i % 2 ? 'es' : 'en' }, from[i % 100]);
        expect([200, 429]).toContain(status);
      });
      const workers = Array.from({ length: 8 }, async () => {
        for (let next = posts.pop(); next; next = posts.pop()) await next();
      });
      await Promise.all(workers);
      await settled();
      expect(mailsTo(victim)).toHaveLength(victim === blocked ? 0 : 1);
    }
    expect(smtp.mails).toHaveLength(1);
  });

  test('the ways to one mailbox share its one e-mail a day: form, link to ask again, wish of somebody subscribed', async () => {
    const victim = 'una@victimas.example';
    await ask({ email: victim });
    await settled();
    const path = await confirmPath(victim);
    for (let i = 0; i < 3; i += 1) {
      await wire.send(`${path}/again`, { method: 'POST', headers: { 'X-Forwarded-For': someAddress() } });
      await ask({ email: victim });
    }
    await settled();
    const attacker = await reader();
    const other = 'otra@victimas.example';
    await post(attacker.url, { action: 'address', email: other });
    await settled();
    await ask({ email: other });
    await settled();
    expect([mailsTo(victim).length, mailsTo(other).length]).toEqual([1, 1]);
  });

  test('a relay that refuses leaves the day’s e-mail to be asked for; one that may have taken it does not', async () => {
    const lines: string[] = [];
    jest.spyOn(app.strapi.log, 'error').mockImplementation(((line: string) => lines.push(line)) as never);
    const attempts = () => smtp.heard.filter((line) => line === 'DATA').length;
    smtp.script = (moment) => (moment === 'RCPT' ? '451 4.7.1 come back later' : undefined);
    await ask({ email: 'rechazada@victimas.example' });
    await settled();
    smtp.script = () => undefined;
    await ask({ email: 'rechazada@victimas.example' });
    await settled();
    expect(mailsTo('rechazada@victimas.example')).toHaveLength(1);

    const before = attempts();
    smtp.script = (moment, _line, session) => {
      if (moment === 'END') session.reset();
      return undefined;
    };
    await ask({ email: 'incierta@victimas.example' });
    await settled();
    expect(attempts()).toBe(before + 1);
    smtp.script = () => undefined;
    await ask({ email: 'incierta@victimas.example' });
    await settled();
    expect(attempts()).toBe(before + 1);
    expect(lines.join('\n')).toMatch(/could not be sent.*\n.*may have gone out or not/);
    expect(lines.join('\n')).not.toContain('victimas.example');
  });
});

test('nothing that a visitor writes makes another visitor of them: the limit per connection holds', async () => {
  const real = someAddress();
  const { body } = await admin.post('/forms', {
    name: 'Otro formulario',
    definition: (await admin.get('/forms')).body.data[0].definition,
  });
  const paths = [
    '/subscribe',
    '/subscribe/default',
    `/subscribe/${body.data.slug}`,
    '/SUBSCRIBE',
    '/subscribe/',
  ];
  const seen: number[] = [];
  for (let i = 0; i < SHIPPED_LIMIT + 5; i += 1) {
    const answer = await wire.send(`${PUBLIC}${paths[i % paths.length]}?ip=10.0.0.${i}`, {
      method: 'POST',
      body: JSON.stringify({
        email: `rota${i}@rotar${i}.example`,
        lists: ['nada'],
        [`extra${i}`]: i,
        ip: `10.0.0.${i}`,
      }),
      headers: {
        'Content-Type': 'application/json',
        'X-Forwarded-For': `203.0.113.${i}, 10.1.1.${i}, ${real}`,
        'X-Real-IP': `203.0.113.${i}`,
        'X-Client-IP': `203.0.113.${i}`,
        Forwarded: `for=203.0.113.${i}`,
        'User-Agent': `robot ${i}`,
        Cookie: `session=${i}`,
      },
    });
    seen.push(answer.status);
  }
  expect(seen.slice(0, SHIPPED_LIMIT)).not.toContain(429);
  expect(new Set(seen.slice(SHIPPED_LIMIT))).toEqual(new Set([429]));
});

test('a household is one visitor: all addresses of an IPv6 /64 count together', async () => {
  const statuses: number[] = [];
  for (let i = 0; i <= SHIPPED_LIMIT; i += 1) {
    statuses.push((await ask({ email: 'nadie' }, `2001:db8:1:2:${i.toString(16)}::${i}`)).status);
  }
  expect(statuses.at(-1)).toBe(429);
  expect((await ask({ email: 'nadie' }, '2001:db8:1:3::1')).status).toBe(400);
});

describe('a confirmation link', () => {
  test('works once: it does not bring back who left, whoever asked again for them', async () => {
    const email = 'ida@vueltas.example';
    await ask({ email });
    await settled();
    const first = await confirmPath(email);
    await wire.form(first, {});
    expect(await statusOf(email)).toBe('confirmed');
    const { id } = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
    await subscriptionsOf(app.strapi).unsubscribe([id], null, { channel: 'unsubscribe-page' });
    expect((await wire.form(first, {})).status).toBe(410);
    expect(await statusOf(email)).toBe('unsubscribed');

    const later = new Date(Date.now() + DAY_MS + 60_000);
    jest.spyOn(clock, 'now').mockImplementation(() => later);
    await ask({ email });
    await settled();
    expect(await statusOf(email)).toBe('pending');
    for (const method of ['GET', 'POST']) {
      const { status, text } = await wire.send(first, { method });
      expect(status).toBe(410);
      expect(text).toContain('Este enlace ya se usó');
    }
    expect(await statusOf(email)).toBe('pending');
    expect((await wire.form(await confirmPath(email), {})).status).toBe(200);
    expect(await statusOf(email)).toBe('confirmed');
  });
});

/** Fields of the tables that nobody outside may set. */
const FORBIDDEN = {
  id: 1,
  documentId: 'x',
  contactId: 1,
  listId: 1,
  listIds: [1],
  status: 'confirmed',
  confirmedAt: '2020-01-01T00:00:00.000Z',
  unsubscribedAt: null,
  consent: true,
  notice: 'I agree to everything',
  channel: 'admin',
  actorId: 1,
  token: 'x',
  emailHash: 'x',
  suppressed: false,
  tracking: 'allowed',
  formId: 1,
  createdBy: 1,
  updatedBy: 1,
  locale: 'en',
  publishedAt: null,
  occurredAt: '2020-01-01',
  ip: '127.0.0.1',
};

describe('fields that a visitor may not set', () => {
  const routes = plugin.routes.public.routes
    .filter(({ method }) => method === 'POST')
    .map(({ path }) => path);
  /** Bodies that each route takes; null where it reads none, so that nothing in one can matter. */
  const BODIES: Record<string, Record<string, string> | null> = {
    '/subscribe': { email: 'masa@masas.example', lists: 'boletin' },
    '/subscribe/:slug': { email: 'masa@masas.example', lists: 'boletin' },
    '/unsubscribe/:token': { scope: 'all' },
    '/preferences/:token': { action: 'leave' },
    '/preferences/:token/erase': { action: 'erase' },
    '/confirm/:token': null,
    '/confirm/:token/again': null,
    '/address/:token': null,
    // What a provider signed, or a mail server with the secret sends; nothing of anybody else.
    '/webhooks/:provider': null,
    '/intake': null,
  };

  test('every public POST is known here', () => {
    expect(Object.keys(BODIES).sort()).toEqual([...routes].sort());
  });

  test.each(Object.entries(BODIES).filter((entry) => entry[1]))(
    '%s refuses each of them whole',
    async (path, body) => {
      const person = await reader();
      const tokenOf: Record<string, string> = {
        unsubscribe: tokens.sign('unsubscribe', person.deliveryId),
        preferences: person.url.split('/').at(-1) ?? '',
      };
      const url =
        PUBLIC + path.replace(':slug', 'default').replace(':token', tokenOf[path.split('/')[1] ?? ''] ?? '');
      const time: Record<string, string> = path.startsWith('/subscribe') ? { time: await formTime(app) } : {};
      const before = await everyTable(app.strapi);
      for (const [name, value] of Object.entries(FORBIDDEN)) {
        const fields = { ...body, ...time, [name]: String(value) };
        const answer = await wire.form(url, fields, { 'X-Forwarded-For': someAddress() });
        expect([name, answer.status]).toEqual([name, 400]);
      }
      await settled();
      expect(differences(before, await everyTable(app.strapi))).toEqual([]);
      expect(smtp.mails).toEqual([]);
    },
  );

  test('confirming reads nothing but its link: whose subscription, which lists and since when stay as they are', async () => {
    const [victim] = [await reader()];
    await subscriptionsOf(app.strapi).unsubscribe([victim.contactId], null, { channel: 'unsubscribe-page' });
    const email = 'propia@masas.example';
    await ask({ email });
    await settled();
    const path = await confirmPath(email);
    const evil = Object.entries({ ...FORBIDDEN, contactId: victim.contactId, email: victim.email });
    const fields = Object.fromEntries(evil.map(([name, value]) => [name, String(value)]));
    const query = new URLSearchParams(fields).toString();
    expect((await wire.form(`${path}?${query}`, fields)).status).toBe(200);
    expect(await statusOf(email)).toBe('confirmed');
    expect(await statusOf(victim.email)).toBe('unsubscribed');
    const contacts = app.strapi.db.query('plugin::mail-campaigns.contact');
    const { id, createdAt } = await contacts.findOne({ where: { email } });
    const rows = await app.strapi.db
      .query('plugin::mail-campaigns.subscription')
      .findMany({ where: { contactId: id } });
    expect(rows).toHaveLength(1);
    expect(new Date(rows[0].confirmedAt).getTime()).toBeGreaterThanOrEqual(new Date(createdAt).getTime());
  });

  test('what would change the server’s own objects is a field like any other', async () => {
    // The body parser refuses the first of them itself, and says so.
    jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);
    const json = [
      '{"email":"proto@masas.example","lists":["boletin"],"__proto__":{"status":"confirmed","polluted":1}}',
      '{"email":"proto@masas.example","lists":["boletin"],"constructor":{"prototype":{"polluted":1}}}',
      '{"email":"proto@masas.example","lists":{"__proto__":{"polluted":1},"length":1}}',
    ];
    const form = [
      'email=proto@masas.example&lists=boletin&__proto__[polluted]=1',
      'email=proto@masas.example&lists=boletin&constructor[prototype][polluted]=1',
      'email[__proto__][polluted]=1&lists[__proto__]=1',
      'email[$ne]=x&lists[$in][]=boletin',
    ];
    const send = (body: string, type: string) =>
      wire.send(`${PUBLIC}/subscribe`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': type, 'X-Forwarded-For': someAddress() },
      });
    for (const body of json) await send(body, 'application/json');
    for (const body of form) await send(body, 'application/x-www-form-urlencoded');
    await settled();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await statusOf('proto@masas.example')).toBeUndefined();
  });
});
