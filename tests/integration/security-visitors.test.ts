import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { clock } from '../../server/lib/clock';
import { formTime } from '../support/forms';
import { preferenceTools } from '../support/preferences';
import { PUBLIC } from '../support/recipient';
import { openSite, visitorTools, type Site } from '../support/visitors';

/** What a stranger may bring about by posting: with the limits as they are shipped, behind one proxy. */

const DAY_MS = 24 * 3_600_000;
const SHIPPED_LIMIT = 30;

let site: Site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.stop());
beforeEach(() => site.forgetMails());
afterEach(() => jest.restoreAllMocks());

const { reader, post } = preferenceTools(
  () => site.app,
  () => site.admin,
  () => site.listId,
);
const { someAddress, ask, settled, mailsTo, confirmPath, statusOf } = visitorTools(() => site);

describe('subscription bombing', () => {
  test('1,000 posts from 100 addresses for one mailbox: one e-mail; for a blocked one: none', async () => {
    const blocked = 'bloqueada@victimas.example';
    await consentOf(site.app.strapi).suppress([
      { addressHash: consentOf(site.app.strapi).addressHash(blocked), reason: 'complaint' },
    ]);
    const time = await formTime(site.app);
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
    expect(site.smtp.mails).toHaveLength(1);
  });

  test('the ways to one mailbox share its one e-mail a day: form, link to ask again, wish of somebody subscribed', async () => {
    const victim = 'una@victimas.example';
    await ask({ email: victim });
    await settled();
    const path = await confirmPath(victim);
    for (let i = 0; i < 3; i += 1) {
      await site.wire.send(`${path}/again`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': someAddress() },
      });
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
    jest
      .spyOn(site.app.strapi.log, 'error')
      .mockImplementation(((line: string) => lines.push(line)) as never);
    const attempts = () => site.smtp.heard.filter((line) => line === 'DATA').length;
    site.smtp.script = (moment) => (moment === 'RCPT' ? '451 4.7.1 come back later' : undefined);
    await ask({ email: 'rechazada@victimas.example' });
    await settled();
    site.smtp.script = () => undefined;
    await ask({ email: 'rechazada@victimas.example' });
    await settled();
    expect(mailsTo('rechazada@victimas.example')).toHaveLength(1);

    const before = attempts();
    site.smtp.script = (moment, _line, session) => {
      if (moment === 'END') session.reset();
      return undefined;
    };
    await ask({ email: 'incierta@victimas.example' });
    await settled();
    expect(attempts()).toBe(before + 1);
    site.smtp.script = () => undefined;
    await ask({ email: 'incierta@victimas.example' });
    await settled();
    expect(attempts()).toBe(before + 1);
    expect(lines.join('\n')).toMatch(/could not be sent.*\n.*may have gone out or not/);
    expect(lines.join('\n')).not.toContain('victimas.example');
  });
});

test('nothing that a visitor writes makes another visitor of them: the limit per connection holds', async () => {
  const real = someAddress();
  const { body } = await site.admin.post('/forms', {
    name: 'Otro formulario',
    definition: (await site.admin.get('/forms')).body.data[0].definition,
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
    const answer = await site.wire.send(`${PUBLIC}${paths[i % paths.length]}?ip=10.0.0.${i}`, {
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
    await site.wire.form(first, {});
    expect(await statusOf(email)).toBe('confirmed');
    const { id } = await site.app.strapi.db
      .query('plugin::mail-campaigns.contact')
      .findOne({ where: { email } });
    await subscriptionsOf(site.app.strapi).unsubscribe([id], null, { channel: 'unsubscribe-page' });
    expect((await site.wire.form(first, {})).status).toBe(410);
    expect(await statusOf(email)).toBe('unsubscribed');

    const later = new Date(Date.now() + DAY_MS + 60_000);
    jest.spyOn(clock, 'now').mockImplementation(() => later);
    await ask({ email });
    await settled();
    expect(await statusOf(email)).toBe('pending');
    for (const method of ['GET', 'POST']) {
      const { status, text } = await site.wire.send(first, { method });
      expect(status).toBe(410);
      expect(text).toContain('Este enlace ya se usó');
    }
    expect(await statusOf(email)).toBe('pending');
    expect((await site.wire.form(await confirmPath(email), {})).status).toBe(200);
    expect(await statusOf(email)).toBe('confirmed');
  });
});
