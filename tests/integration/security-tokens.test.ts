import plugin from '../../server';
import { subscriptionsOf } from '../../server/contacts';
import { clock } from '../../server/lib/clock';
import { startApp, TEST_SECRET, type AdminClient, type TestApp } from '../support/app';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { READER, sendEveryMail, TARGET, type EveryMail } from '../support/every-mail';
import { differences, everyTable } from '../support/every-table';
import { PUBLIC, tokens } from '../support/recipient';
import { startSmtpSink } from '../support/smtp-sink';
import { listen, type Wire, type WireAnswer } from '../support/wire';

/**
 * The links of e-mails that really went out, 400 days later and after a change of the secret, over a real server: each
 * does what it is for, and nothing else is a link.
 */

const NEW_SECRET = 'another-secret-0123456789-0123456789-0123456789';
const DAYS_MS = 400 * 24 * 3_600_000;
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

let database: TestDatabase;
let app: TestApp;
let admin: AdminClient;
let wire: Wire;
let mail: EveryMail;

beforeAll(async () => {
  database = await createTestDatabase();
  const sink = await startSmtpSink();
  const before = await startApp({ config: { smtp: sink.config, sending: { tickSeconds: 0.1 } }, database });
  mail = await sendEveryMail(before, await before.admin(), sink);
  await before.stop();
  await sink.stop();

  const now = Date.now() + DAYS_MS;
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(now));
  app = await startApp({ config: { secret: NEW_SECRET, previousSecrets: [TEST_SECRET] }, database });
  wire = await listen(app);
  admin = await app.admin();
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const pathOf = (page: string): string => mail.paths[page]?.[0] ?? '';
const tokenOf = (page: string): string => pathOf(page).split('/').at(-1) ?? '';
const same = ({ status, headers, body }: WireAnswer): string =>
  JSON.stringify([status, headers, body.toString('base64')]);

/** Every route that a token opens, as the plugin declares them. */
const routes = plugin.routes.public.routes
  .filter(({ path }) => path.includes(':token'))
  .map(({ method, path }) => ({ method, page: path.split('/')[1] ?? '', path }));
const urlOf = ({ path }: { path: string }, token: string): string =>
  `${PUBLIC}${path.replace(':token', token)}`;

const encoded = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[^\w.-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Each byte changed by one bit, in its other case, left out, doubled; and every beginning of the token. */
function* forgeriesOf(token: string): Generator<string> {
  const bytes = Buffer.from(token);
  for (const [at, byte] of bytes.entries()) {
    const replaced = (...by: number[]) =>
      encoded(Buffer.concat([bytes.subarray(0, at), Buffer.from(by), bytes.subarray(at + 1)]));
    yield replaced(byte ^ (1 << (at % 8)));
    yield replaced(byte ^ 1);
    if (/[a-z]/i.test(String.fromCharCode(byte))) yield replaced(byte ^ 0x20);
    yield replaced();
    yield replaced(byte, byte);
    if (at > 0) yield encoded(bytes.subarray(0, at));
  }
}

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s: a token with any byte changed is a 404 like any other, leads nowhere, and changes nothing',
  async (_, route) => {
    const genuine = await wire.send(pathOf('open'));
    const before = await everyTable(app.strapi);
    const token = tokenOf(route.page);
    expect(token).toMatch(/~[0-9a-f]{32}$/);
    const answers = new Set<string>();
    const strange = [
      'x',
      '~~~',
      '%00',
      '..%2f..%2fetc%2fpasswd',
      '%ff%fe',
      `${token}%0d%0aLocation:%20x`,
      'a'.repeat(5000),
    ];
    for (const forged of [...forgeriesOf(token), ...strange]) {
      const answer = await wire.send(urlOf(route, forged), { method: route.method });
      expect(answer.headers.location).toBeUndefined();
      expect(answer.headers['set-cookie']).toBeUndefined();
      answers.add(same(answer));
    }
    const [only = '[]'] = answers;
    expect(answers.size).toBe(1);
    if (route.page === 'open') expect(only).toBe(same(genuine));
    else expect(JSON.parse(only)[0]).toBe(404);
    expect(differences(before, await everyTable(app.strapi))).toEqual([]);
  },
);

test('a token of one page opens no other, nor does one of a secret that was never ours', async () => {
  const before = await everyTable(app.strapi);
  const pages = [...new Set(routes.map(({ page }) => page))];
  for (const route of routes.filter(({ page }) => page !== 'open')) {
    for (const page of pages.filter((one) => one !== route.page)) {
      const answer = await wire.send(urlOf(route, tokenOf(page)), { method: route.method });
      expect([route.path, page, answer.status]).toEqual([route.path, page, 404]);
    }
    const other = tokenOf(route.page).replace(/[0-9a-f]{32}$/, tokens.sign('form', 1).slice(-32));
    expect((await wire.send(urlOf(route, other), { method: route.method })).status).toBe(404);
  }
  expect(differences(before, await everyTable(app.strapi))).toEqual([]);
});

describe('an e-mail of 400 days ago, after a change of the secret', () => {
  const headers = { 'User-Agent': BROWSER };

  test('its links lead to their targets, its pixel counts', async () => {
    const events = async (type: string) =>
      (await app.strapi.db.query('plugin::mail-campaigns.event').findMany({ where: { type } })).length;
    const opens = await events('open');
    await wire.send(pathOf('open'), { headers });
    const targets: unknown[] = [];
    for (const path of mail.paths.click ?? []) {
      const answer = await wire.send(path, { headers });
      expect(answer.status).toBe(302);
      targets.push(answer.headers.location);
    }
    expect(targets).toContain(TARGET);
    expect(await events('open')).toBe(opens + 1);
    expect(await events('click')).toBe(1);
    expect(await events('trap')).toBe(1);
  });

  test('its view, its preferences and its page to leave open', async () => {
    for (const [page, words] of [
      ['view', 'Hola Ana'],
      ['preferences', 'Sus preferencias'],
      ['unsubscribe', '¿Quiere darse de baja?'],
    ] as const) {
      const { status, text } = await wire.send(pathOf(page));
      expect([page, status]).toEqual([page, 200]);
      expect(text).toContain(words);
    }
  });

  test('what had to be confirmed within 72 hours says kindly that it is too late', async () => {
    for (const page of ['confirm', 'address']) {
      for (const method of ['GET', 'POST']) {
        const { status, text } = await wire.send(pathOf(page), { method });
        expect([page, status]).toEqual([page, 410]);
        expect(text).toContain('Este enlace ya no sirve');
      }
    }
  });

  test('RFC 8058: its header leaves by one POST without cookie, login or redirect, in both encodings', async () => {
    const header = (name: string) => mail.campaign.headerLines.find(({ key }) => key === name)?.line ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const url = /<(https?:[^>]+)>/.exec(header('list-unsubscribe').replace(/\r\n\s+/g, ''))?.[1] ?? '';
    const path = new URL(url).pathname;
    const multipart = {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    };
    for (const answer of [
      await wire.send(path, multipart),
      await wire.form(path, { 'List-Unsubscribe': 'One-Click' }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.location).toBeUndefined();
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['www-authenticate']).toBeUndefined();
      const standing = await subscriptionsOf(app.strapi).standing(mail.contactId);
      expect(standing?.subscriptions).toMatchObject([{ status: 'unsubscribed' }]);
    }
  });
});

test('once the person is erased every link of theirs says so kindly, and the pixel is the pixel', async () => {
  const pixel = same(await wire.send(pathOf('open')));
  await admin.delete(`/contacts/${mail.contactId}`).expect(200);
  const before = await everyTable(app.strapi);
  for (const page of ['view', 'preferences', 'unsubscribe']) {
    for (const method of page === 'view' ? ['GET'] : ['GET', 'POST']) {
      const { status, text } = await wire.send(pathOf(page), { method });
      expect([page, status]).toEqual([page, 200]);
      expect(text).toContain('Ya no tenemos sus datos');
      expect(text).not.toContain(READER);
    }
  }
  expect(differences(before, await everyTable(app.strapi))).toEqual([]);
  expect(same(await wire.send(pathOf('open')))).toBe(pixel);
  const { status, headers } = await wire.send(pathOf('click'));
  expect([status, headers.location]).toEqual([302, expect.any(String)]);
});
