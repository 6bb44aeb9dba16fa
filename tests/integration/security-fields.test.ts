import plugin from '../../server';
import { subscriptionsOf } from '../../server/contacts';
import { differences, everyTable } from '../support/every-table';
import { formTime } from '../support/forms';
import { preferenceTools } from '../support/preferences';
import { PUBLIC, tokens } from '../support/recipient';
import { openSite, visitorTools, type Site } from '../support/visitors';

/** What a stranger may not set by posting, whatever the fields are called. */

let site: Site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.stop());
beforeEach(() => site.forgetMails());
afterEach(() => jest.restoreAllMocks());

const { reader } = preferenceTools(
  () => site.app,
  () => site.admin,
  () => site.listId,
);
const { someAddress, ask, settled, confirmPath, statusOf } = visitorTools(() => site);

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
      const time: Record<string, string> = path.startsWith('/subscribe')
        ? { time: await formTime(site.app) }
        : {};
      const before = await everyTable(site.app.strapi);
      for (const [name, value] of Object.entries(FORBIDDEN)) {
        const fields = { ...body, ...time, [name]: String(value) };
        const answer = await site.wire.form(url, fields, { 'X-Forwarded-For': someAddress() });
        expect([name, answer.status]).toEqual([name, 400]);
      }
      await settled();
      expect(differences(before, await everyTable(site.app.strapi))).toEqual([]);
      expect(site.smtp.mails).toEqual([]);
    },
  );

  test('confirming reads nothing but its link: whose subscription, which lists and since when stay as they are', async () => {
    const [victim] = [await reader()];
    await subscriptionsOf(site.app.strapi).unsubscribe([victim.contactId], null, {
      channel: 'unsubscribe-page',
    });
    const email = 'propia@masas.example';
    await ask({ email });
    await settled();
    const path = await confirmPath(email);
    const evil = Object.entries({ ...FORBIDDEN, contactId: victim.contactId, email: victim.email });
    const fields = Object.fromEntries(evil.map(([name, value]) => [name, String(value)]));
    const query = new URLSearchParams(fields).toString();
    expect((await site.wire.form(`${path}?${query}`, fields)).status).toBe(200);
    expect(await statusOf(email)).toBe('confirmed');
    expect(await statusOf(victim.email)).toBe('unsubscribed');
    const contacts = site.app.strapi.db.query('plugin::mail-campaigns.contact');
    const { id, createdAt } = await contacts.findOne({ where: { email } });
    const rows = await site.app.strapi.db
      .query('plugin::mail-campaigns.subscription')
      .findMany({ where: { contactId: id } });
    expect(rows).toHaveLength(1);
    expect(new Date(rows[0].confirmedAt).getTime()).toBeGreaterThanOrEqual(new Date(createdAt).getTime());
  });

  test('what would change the server’s own objects is a field like any other', async () => {
    // The body parser refuses the first of them itself, and says so.
    jest.spyOn(site.app.strapi.log, 'error').mockImplementation(() => site.app.strapi.log);
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
      site.wire.send(`${PUBLIC}/subscribe`, {
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
