import { bouncesOf } from '../../server/bounces';
import { consentOf } from '../../server/consent';
import { ledgerOf } from '../../server/ledger';
import { trackingOf } from '../../server/tracking';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { feedbackOn } from '../support/feedback';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { preferenceTools, type Reader } from '../support/preferences';
import { dump, makeDelivery, PUBLIC, tokens } from '../support/recipient';

let app: TestApp;
let admin: AdminClient;
let listId: number;
let campaignId: number;

const { reader, post, preferences, consents, urlOf } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  campaignId = await makeCampaign(admin, listId, { subject: '=HYPERLINK("https://evil.example")' });
});
afterAll(() => app.stop());

/** Somebody with an e-mail of a campaign that exists, opened once. */
async function active(): Promise<Reader> {
  const someone = await reader();
  const deliveryId = await makeDelivery(app.strapi, {
    campaignId,
    contactId: someone.contactId,
    listId,
    email: someone.email,
  });
  await app.visitor.get(`${PUBLIC}/open/${tokens.sign('open', deliveryId)}`).set('User-Agent', 'Firefox');
  await trackingOf(app.strapi).drain();
  return { ...someone, deliveryId, url: urlOf(someone.contactId, someone.email, deliveryId) };
}

describe('download', () => {
  test('JSON: who one is, what one is on, what one agreed to, what one got and what was measured of it', async () => {
    const someone = await active();
    const stranger = await active();
    const before = await dump(app.strapi);
    const answer = await post(someone.url, { action: 'download', format: 'json' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="mis-datos.json"',
      'cache-control': 'no-store',
    });
    const data = JSON.parse(answer.text);
    expect(data.person).toMatchObject({ email: someone.email, firstName: 'Ana', language: 'es' });
    expect(data.subscriptions).toMatchObject([{ listName: 'Boletín', status: 'confirmed' }]);
    expect(data.consents).toMatchObject([{ action: 'added', list: 'Boletín', notice: 'Signed a form' }]);
    expect(data.emails).toHaveLength(2);
    expect(data.emails[1]).toMatchObject({
      campaign: '=HYPERLINK("https://evil.example")',
      list: 'Boletín',
      address: someone.email,
      status: 'accepted',
    });
    expect(data.events).toMatchObject([{ type: 'open', userAgent: 'Firefox' }]);
    expect(answer.text).not.toContain(stranger.email);
    expect(answer.text).not.toMatch(/[0-9a-f]{64}/);
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('CSV: the same, with no cell that a spreadsheet would run', async () => {
    const someone = await active();
    await admin.put(`/contacts/${someone.contactId}`, {
      email: someone.email,
      firstName: '=1+1',
      lastName: '@cmd',
    });
    const answer = await post(someone.url, { action: 'download', format: 'csv' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="mis-datos.csv"',
      'cache-control': 'no-store',
    });
    expect(answer.text).toContain(`"person";"";"email";"${someone.email}"`);
    for (const kind of ['subscription', 'consent', 'email', 'event']) {
      expect(answer.text).toContain(`"${kind}";`);
    }
    expect(answer.text).toContain('"\'=1+1"');
    expect(answer.text).toContain('"\'@cmd"');
    expect(answer.text).toContain('"\'=HYPERLINK(""https://evil.example"")"');
    expect(answer.text).not.toMatch(/(^|[;\n])"[=+\-@]/);
    const english = await post(`${someone.url}?lang=en`, { action: 'download', format: 'csv' });
    expect(english.headers['content-disposition']).toBe('attachment; filename="my-data.csv"');
    expect(english.text).toContain('"person","","email"');
  });

  test('what came back of one’s e-mails and what it led to, and nothing of anybody else’s', async () => {
    const [someone, stranger] = [await active(), await active()];
    const words = (who: Reader) => `550 5.1.1 <${who.email}> unknown`;
    await bouncesOf(app.strapi).receive(
      [someone, stranger].map((who) =>
        feedbackOn(who.deliveryId, 'hard', {
          reason: 'unknown_address',
          status: '5.1.1',
          reply: words(who),
          occurredAt: new Date('2026-11-01T12:00:00Z'),
        }),
      ),
    );
    const json = await post(someone.url, { action: 'download', format: 'json' });
    const { feedback, blocks } = JSON.parse(json.text);
    expect(feedback).toEqual([
      {
        occurredAt: '2026-11-01T12:00:00.000Z',
        class: 'hard',
        reason: 'unknown_address',
        status: '5.1.1',
        reply: words(someone),
        campaign: '=HYPERLINK("https://evil.example")',
      },
    ]);
    expect(blocks).toEqual([
      {
        occurredAt: expect.any(String),
        action: 'suppressed',
        reason: 'hard_bounce',
        note: expect.stringContaining('550 5.1.1'),
      },
    ]);
    const csv = await post(someone.url, { action: 'download', format: 'csv' });
    expect(csv.text).toMatch(/^"feedback";"2026-11-01T12:00:00.000Z";"hard";/m);
    expect(csv.text).toMatch(/^"block";[^;]+;"suppressed";"hard_bounce";/m);
    for (const { text } of [json, csv]) expect(text).not.toContain(stranger.email);
  });

  test('what was agreed to under a former address belongs to it', async () => {
    const someone = await reader();
    const former = someone.email;
    const email = `nueva-${former}`;
    await admin.put(`/contacts/${someone.contactId}`, { email }).expect(200);
    const url = urlOf(someone.contactId, email, 0);
    const { consents: records } = JSON.parse((await post(url, { action: 'download', format: 'json' })).text);
    expect(records.map(({ notice }: any) => notice)).toEqual([
      'Signed a form',
      'An editor changed the address of this contact.',
    ]);
  });

  test('five an hour', async () => {
    const someone = await reader();
    for (let times = 0; times < 5; times += 1) {
      expect((await post(someone.url, { action: 'download', format: 'csv' })).status).toBe(200);
    }
    expect((await post(someone.url, { action: 'download', format: 'csv' })).status).toBe(429);
  });
});

describe('erase', () => {
  test('says what goes and what stays, and goes by its own button only', async () => {
    const someone = await active();
    const before = await dump(app.strapi);
    const page = await app.visitor.get(`${someone.url}/erase`);
    expect(page.text).toContain('Eliminar mis datos para siempre');
    expect(page.text).toContain('No se puede deshacer');
    for (const body of [{}, { action: 'leave' }, { action: 'erase', contactId: 1 }]) {
      expect((await post(`${someone.url}/erase`, body)).status).toBe(400);
    }
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('afterwards nothing that names the person is left but the proof, and all links say so kindly', async () => {
    const someone = await active();
    const answer = await post(`${someone.url}/erase`, { action: 'erase' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Sus datos se eliminaron');
    expect(await preferences(someone)).toBeNull();
    expect((await consents(someone.email)).at(-1)).toMatchObject({
      action: 'erased',
      channel: 'preferences-page',
      actorId: null,
      ip: null,
    });
    expect(
      await consentOf(app.strapi).verify(consentOf(app.strapi).addressHash(someone.email)),
    ).toMatchObject({
      valid: true,
    });
    expect(await ledgerOf(app.strapi).row(someone.deliveryId)).toMatchObject({
      contactId: null,
      address: null,
      status: 'accepted',
      unsubscribedAt: expect.any(Date),
    });
    for (const table of Object.keys(await dump(app.strapi))) {
      const rows = JSON.stringify(await app.strapi.db.getConnection(table).select('*'));
      expect({ table, found: rows.includes(someone.email) }).toEqual({ table, found: false });
    }
    for (const url of [someone.url, `${someone.url}/erase`, someone.unsubscribeUrl]) {
      expect((await app.visitor.get(url)).text).toContain('Ya no tenemos sus datos');
    }
  });

  test('a block outlives it: the address that comes again is still not written to', async () => {
    const someone = await reader();
    await admin.put(`/contacts/${someone.contactId}/suppression`, { suppressed: true });
    await post(`${someone.url}/erase`, { action: 'erase' });
    await addContacts(admin, listId, [someone.email]);
    expect((await ledgerOf(app.strapi).audience([listId])).excluded).toMatchObject({ suppressed_manual: 1 });
  });
});
