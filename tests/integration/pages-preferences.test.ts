import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { CAMPAIGN, preferenceTools, type Reader } from '../support/preferences';
import { dump, PUBLIC, tampered, tokens } from '../support/recipient';

let app: TestApp;
let admin: AdminClient;
let bulletin: number;
let calls: number;
let press: number;

const { reader, post, preferences, consents, urlOf, urlOutside } = preferenceTools(
  () => app,
  () => admin,
  () => bulletin,
);

const list = async (name: string, visibility: 'public' | 'private', more: object = {}): Promise<number> =>
  (await admin.post('/lists', { name, optIn: 'double', visibility, ...more }).expect(201)).body.data.id;

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  bulletin = (await makeInstitution(admin)).listId;
  await admin.put(`/lists/${bulletin}`, {
    name: 'Boletín',
    description: 'Novedades <b>& más</b>',
    optIn: 'double',
    visibility: 'public',
    offersFrequency: true,
  });
  calls = await list('Convocatorias', 'public');
  press = await list('Prensa', 'private');
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

/** What the form sends when nothing was touched; fields that are undefined are left out. */
const form = (more: object = {}) => ({
  action: 'save',
  shown: [bulletin, calls],
  lists: [bulletin],
  [`frequency-${bulletin}`]: 'all',
  firstName: 'Ana',
  lastName: '',
  language: 'es',
  tracking: 'on',
  ...more,
});

const stateOf = async ({ contactId }: Reader): Promise<Record<string, string>> => {
  const standing = await subscriptionsOf(app.strapi).standing(contactId);
  return Object.fromEntries(standing?.subscriptions.map(({ listName, status }) => [listName, status]) ?? []);
};
const left = async ({ deliveryId }: Reader) => (await ledgerOf(app.strapi).row(deliveryId))?.unsubscribedAt;
const proofIn = (text: string) => /name="proof" value="([^"]+)"/.exec(text)?.[1] ?? '';
const namesIn = (text: string) =>
  [...text.matchAll(/<strong>([^<]*)<\/strong>/g)]
    .map(([, name]) => name)
    .filter((name) => /Boletín|Convocatorias|Prensa/.test(name ?? ''));

describe('looking', () => {
  test('the page shows the lists one is on and the public ones, without the address', async () => {
    const someone = await reader();
    const page = await app.visitor.get(someone.url);
    expect(page.status).toBe(200);
    expect(namesIn(page.text)).toEqual(['Boletín', 'Convocatorias']);
    expect(page.text).toContain('Novedades &lt;b&gt;&amp; más&lt;/b&gt;');
    expect(page.text).toContain('l•••@personas.example');
    expect(page.text).not.toContain(someone.email);
    expect(page.text).not.toContain('<script');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.headers['set-cookie']).toBeUndefined();
    const english = await app.visitor.get(`${someone.url}?lang=en`);
    expect(english.text).toContain('Your preferences');
  });

  test('a private list shows to who is on it only', async () => {
    const someone = await reader();
    await admin.post(`/contacts/${someone.contactId}/subscriptions`, {
      listId: press,
      consentNote: 'Signed',
    });
    expect(namesIn((await app.visitor.get(someone.url)).text)).toEqual([
      'Boletín',
      'Convocatorias',
      'Prensa',
    ]);
    await subscriptionsOf(app.strapi).unsubscribe([someone.contactId], press, { channel: 'admin' });
    expect(namesIn((await app.visitor.get(someone.url)).text)).toEqual(['Boletín', 'Convocatorias']);
  });

  test('looking in any way changes nothing', async () => {
    const someone = await reader();
    const before = await dump(app.strapi);
    for (const url of [someone.url, `${someone.url}/erase`, `${someone.url}?action=leave&weeks=2`]) {
      for (const headers of [{}, { 'Sec-Purpose': 'prefetch' }, { Accept: '*/*' }]) {
        expect((await app.visitor.get(url).set(headers)).status).toBe(200);
        expect((await app.visitor.head(url).set(headers)).status).toBe(200);
        await app.visitor.options(url).set(headers);
      }
    }
    expect(await dump(app.strapi)).toEqual(before);
  });
});

describe('the link', () => {
  test('of an e-mail four hundred days old works, and that of an e-mail outside a campaign', async () => {
    const someone = await reader();
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 400 * 24 * 3_600_000));
    expect((await app.visitor.get(someone.url)).text).toContain('Sus preferencias');
    const outside = urlOutside(someone.contactId, someone.email);
    expect((await app.visitor.get(outside)).text).toContain('Sus preferencias');
  });

  test('cannot be forged: every changed byte and every other purpose are one 404', async () => {
    const someone = await reader();
    const token = someone.url.split('/').at(-1) ?? '';
    const mark = consentOf(app.strapi).addressHash(someone.email).slice(0, 16);
    const before = await dump(app.strapi);
    const wrong = [
      ...tampered(token),
      tokens.sign('unsubscribe', someone.deliveryId),
      tokens.sign('unsubscribe', someone.contactId, mark, someone.deliveryId),
      tokens.sign('preferences', someone.contactId),
    ];
    const answers = new Set<string>();
    for (const forged of wrong) {
      for (const path of ['', '/erase']) {
        const answer = await post(`${PUBLIC}/preferences/${forged}${path}`, {
          action: path ? 'erase' : 'leave',
        });
        answers.add(JSON.stringify([answer.status, answer.text, { ...answer.headers, date: '' }]));
        expect(answer.status).toBe(404);
      }
    }
    expect(answers.size).toBe(1);
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('of a test e-mail says that it was one', async () => {
    const before = await dump(app.strapi);
    const url = `${PUBLIC}/preferences/${tokens.sign('preferences', 0, 'test', 0)}`;
    for (const answer of [await app.visitor.get(url), await post(url, { action: 'leave' })]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Este correo era una prueba');
    }
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('dies with the person, kindly, and for good', async () => {
    const someone = await reader();
    await admin.delete(`/contacts/${someone.contactId}`);
    for (const answer of [
      await app.visitor.get(someone.url),
      await post(someone.url, form()),
      await post(`${someone.url}/erase`, { action: 'erase' }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Ya no tenemos sus datos');
    }
  });

  test('dies when an editor changes the address; the one to unsubscribe goes on', async () => {
    const someone = await reader();
    await admin.put(`/contacts/${someone.contactId}`, { email: `nueva-${someone.email}` }).expect(200);
    const before = await dump(app.strapi);
    for (const answer of [await app.visitor.get(someone.url), await post(someone.url, { action: 'leave' })]) {
      expect(answer.status).toBe(410);
      expect(answer.text).toContain('una dirección que su dueño ya cambió');
    }
    const view = `${PUBLIC}/view/${tokens.sign('view', someone.deliveryId)}`;
    expect((await app.visitor.get(view)).status).toBe(410);
    expect(await dump(app.strapi)).toEqual(before);
    expect((await post(someone.unsubscribeUrl, { scope: 'all' })).status).toBe(200);
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed' });
  });

  test('is a merge tag of its own, in the list of the editor', async () => {
    const { body } = await admin.get('/content/merge-tags').expect(200);
    expect(body.data.map(({ path }: any) => path)).toContain('links.preferences');
  });
});

describe('saving', () => {
  test('names and language, and the page answers in the new one', async () => {
    const someone = await reader();
    const page = await post(
      someone.url,
      form({ firstName: ' Ánna\r\nBcc: x ', lastName: 'Róa', language: 'en' }),
    );
    expect(page.status).toBe(200);
    expect(page.text).toContain('Your preferences have been saved.');
    expect(await preferences(someone)).toMatchObject({
      firstName: 'Ánna Bcc: x',
      lastName: 'Róa',
      language: 'en',
    });
    const found = await admin.get('/contacts?search=roa');
    expect(found.body.data.map(({ id }: any) => id)).toContain(someone.contactId);
  });

  test('joining is confirmed at once, with the text that was seen', async () => {
    const someone = await reader();
    await post(someone.url, form({ lists: [bulletin, calls] })).set('User-Agent', 'Firefox');
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Convocatorias: 'confirmed' });
    expect((await consents(someone.email)).at(-1)).toMatchObject({
      action: 'confirmed',
      channel: 'preferences-page',
      listId: calls,
      campaignId: CAMPAIGN,
      language: 'es',
      notice: expect.stringContaining('Al guardar autoriza a Instituto de Prueba'),
    });
    expect(await left(someone)).toBeNull();
  });

  test('leaving one list takes effect at once, counts for the campaign and can be undone', async () => {
    const someone = await reader();
    const reachable = async () => (await ledgerOf(app.strapi).audience([bulletin])).recipients;
    const before = await reachable();
    const page = await post(someone.url, form({ lists: [] }));
    expect(page.text).toContain('Ya no recibirá: Boletín.');
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed' });
    expect(await reachable()).toBe(before - 1);
    expect(await left(someone)).toBeInstanceOf(Date);
    expect((await consents(someone.email)).at(-1)).toMatchObject({
      action: 'revoked',
      channel: 'preferences-page',
      listId: bulletin,
    });
    await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed' });
    expect((await consents(someone.email)).at(-1)).toMatchObject({
      action: 'confirmed',
      channel: 'preferences-page',
    });
  });

  test('a list that did not stand on the page is left alone', async () => {
    const someone = await reader();
    await admin.post(`/contacts/${someone.contactId}/subscriptions`, {
      listId: press,
      consentNote: 'Signed',
    });
    await post(someone.url, form());
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'confirmed' });
  });

  test('a page that was left open in another tab undoes nothing that was done since', async () => {
    const someone = await reader();
    const tickedIn = (text: string) => /name="ticked" value="([\d,]*)"/.exec(text)?.[1];
    const old = tickedIn((await app.visitor.get(someone.url)).text);
    expect(old).toBe(String(bulletin));
    await post(someone.url, form({ ticked: old, lists: [calls] }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Convocatorias: 'confirmed' });
    // The other tab still shows the first list ticked and the second one not; only the name is changed there.
    await post(someone.url, form({ ticked: old, lists: [bulletin], firstName: 'Anita' }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Convocatorias: 'confirmed' });
    const now = tickedIn((await app.visitor.get(someone.url)).text);
    await post(someone.url, form({ ticked: now, lists: [bulletin, calls] }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Convocatorias: 'confirmed' });
    await post(someone.url, form({ ticked: `${bulletin},${calls}`, lists: [] }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Convocatorias: 'unsubscribed' });
    expect(tickedIn((await app.visitor.get(someone.url)).text)).toBe('');
  });

  test('nor does it allow the measuring that was refused since', async () => {
    const someone = await reader();
    const trackingOf = async () => (await subscriptionsOf(app.strapi).standing(someone.contactId))?.tracking;
    expect((await app.visitor.get(someone.url)).text).toContain('name="measured" value="on"');
    await post(someone.url, form({ measured: 'on', tracking: undefined }));
    expect(await trackingOf()).toBe('refused');
    expect((await app.visitor.get(someone.url)).text).toContain('name="measured" value="off"');
    await post(someone.url, form({ measured: 'on', tracking: 'on' }));
    expect(await trackingOf()).toBe('refused');
    await post(someone.url, form({ measured: 'off', tracking: 'on' }));
    expect(await trackingOf()).toBe('allowed');
  });

  test('a private list cannot be joined, whatever the form says', async () => {
    const someone = await reader();
    const before = await dump(app.strapi, ['mail_campaigns_contacts']);
    const page = await post(
      someone.url,
      form({ shown: [bulletin, calls, press, 99_999], ticked: '', lists: [bulletin, press, 99_999] }),
    );
    expect(page.status).toBe(200);
    expect(await dump(app.strapi, ['mail_campaigns_contacts'])).toEqual(before);
  });

  test('what was asked for and never confirmed is confirmed by ticking it, and stays as it is without', async () => {
    const someone = await reader();
    await app.strapi.db.getConnection('mail_campaigns_subscriptions').insert({
      contact_id: someone.contactId,
      list_id: press,
      status: 'pending',
      created_at: new Date(),
      updated_at: new Date(),
    });
    expect((await app.visitor.get(someone.url)).text).toContain('falta su confirmación');
    await post(someone.url, form({ shown: [bulletin, calls, press] }));
    expect(await stateOf(someone)).toMatchObject({ Prensa: 'pending' });
    await post(someone.url, form({ shown: [bulletin, calls, press], lists: [bulletin, press] }));
    expect(await stateOf(someone)).toMatchObject({ Prensa: 'confirmed' });
  });

  test('a blocked address learns why, may leave, and may join nothing', async () => {
    const someone = await reader();
    await admin.put(`/contacts/${someone.contactId}/suppression`, { suppressed: true }).expect(200);
    const page = await app.visitor.get(someone.url);
    expect(page.text).toContain('nuestro equipo la bloqueó');
    expect(namesIn(page.text)).toEqual(['Boletín']);
    await post(someone.url, form({ lists: [calls] }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed' });
  });

  test('an address that e-mails came back from learns how to come back, and comes back that way', async () => {
    const someone = await reader();
    const addressHash = consentOf(app.strapi).addressHash(someone.email);
    await consentOf(app.strapi).suppress([{ addressHash, reason: 'hard_bounce' }]);
    const page = await app.visitor.get(someone.url);
    expect(page.text).toContain('los correos vuelven como si no existiera');
    expect(page.text).toContain('Si ya funciona, suscríbase otra vez');
    expect(page.text).not.toContain('respóndanos');
    const [, href = ''] = /<a href="([^"]*\/subscribe[^"]*)">Suscribirme otra vez/.exec(page.text) ?? [];
    expect((await app.visitor.get(href)).status).toBe(200);
    const visit = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0' };
    await subscriptionsOf(app.strapi).confirm(someone.contactId, [bulletin], 'Sí', visit);
    expect((await app.visitor.get(someone.url)).text).not.toContain('Suscribirme otra vez');
  });

  test('after a complaint only the person lifts the block, by a button of its own, and is on no list until they choose', async () => {
    const someone = await reader();
    const contact = await app.strapi.db
      .getConnection('mail_campaigns_contacts')
      .where({ id: someone.contactId })
      .first();
    const addressHash = consentOf(app.strapi).addressHash(contact.email);
    await consentOf(app.strapi).suppress([{ addressHash, reason: 'complaint' }]);
    await subscriptionsOf(app.strapi).unsubscribe([someone.contactId], null, { channel: 'complaint' });
    const refused = await admin.put(`/contacts/${someone.contactId}/suppression`, {
      suppressed: false,
      note: 'x',
    });
    expect(refused.status).toBe(400);
    expect((await app.visitor.get(someone.url)).text).toContain('value="again"');
    await post(someone.url, form({ lists: [bulletin] }));
    expect((await preferences(someone))?.suppression).toBe('complaint');
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed' });

    const page = await post(someone.url, { action: 'again' });
    expect(page.text).toContain('Ya podemos volver a escribirle.');
    expect((await preferences(someone))?.suppression).toBeNull();
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed' });
    const records = await app.strapi.db
      .getConnection('mail_campaigns_suppression_records')
      .where({ address_hash: addressHash })
      .orderBy('id');
    expect(records.at(-1)).toMatchObject({
      action: 'lifted',
      rule: 'opt-in',
      note: expect.stringContaining('volver'),
    });
    await post(someone.url, form({ lists: [bulletin] }));
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed' });
  });

  test('how often, of a list that offers it, and the choice outlives the offer', async () => {
    const someone = await reader();
    await post(someone.url, form({ [`frequency-${bulletin}`]: 'weekly', [`frequency-${calls}`]: 'weekly' }));
    const held = async () => (await preferences(someone))?.lists.map(({ id, frequency }) => [id, frequency]);
    expect(await held()).toEqual([
      [bulletin, 'weekly'],
      [calls, null],
    ]);
    const contact = (await admin.get(`/contacts/${someone.contactId}`)).body.data;
    expect(contact.subscriptions[0]).toMatchObject({ listName: 'Boletín', frequency: 'weekly' });
    const settings = { name: 'Boletín', optIn: 'double', visibility: 'public' };
    await admin.put(`/lists/${bulletin}`, { ...settings, offersFrequency: false }).expect(200);
    expect((await app.visitor.get(someone.url)).text).toContain(`name="frequency-${bulletin}"`);
    expect((await app.visitor.get((await reader()).url)).text).not.toContain('name="frequency-');
    await admin.put(`/lists/${bulletin}`, { ...settings, offersFrequency: true }).expect(200);
    await post(someone.url, form());
    expect(await held()).toEqual([
      [bulletin, null],
      [calls, null],
    ]);
  });

  test('measuring: one’s word leaves a record, and saying nothing new leaves none', async () => {
    const someone = await reader();
    await post(someone.url, form());
    expect((await preferences(someone))?.tracking).toBeNull();
    await post(someone.url, form({ tracking: undefined }));
    expect((await preferences(someone))?.tracking).toBe('refused');
    const records = await consents(someone.email);
    expect(records.at(-1)).toMatchObject({
      action: 'tracking-refused',
      channel: 'preferences-page',
      notice: 'Permito medir si abro los correos y qué enlaces sigo',
    });
    await post(someone.url, form({ tracking: undefined }));
    expect(await consents(someone.email)).toHaveLength(records.length);
    expect((await app.visitor.get(someone.url)).text).not.toMatch(/name="tracking" value="on" checked/);
    await post(someone.url, form());
    expect((await preferences(someone))?.tracking).toBe('allowed');
  });

  test('the same twice leaves one proof of everything', async () => {
    const someone = await reader();
    const fields = form({ lists: [bulletin, calls], tracking: undefined });
    await post(someone.url, fields);
    const before = await dump(app.strapi, ['mail_campaigns_contacts']);
    await post(someone.url, fields);
    expect(await dump(app.strapi, ['mail_campaigns_contacts'])).toEqual(before);
    expect(
      await consentOf(app.strapi).verify(consentOf(app.strapi).addressHash(someone.email)),
    ).toMatchObject({
      valid: true,
    });
  });
});

test('eight clicks at once leave one proof, and a chain that holds', async () => {
  const someone = await reader();
  const before = (await consents(someone.email)).length;
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => post(someone.url, form({ lists: [calls], tracking: undefined }))),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Convocatorias: 'confirmed' });
  const after = await consents(someone.email);
  expect(after.slice(before).map(({ action }) => action)).toEqual([
    'revoked',
    'confirmed',
    'tracking-refused',
  ]);
  expect(await consentOf(app.strapi).verify(consentOf(app.strapi).addressHash(someone.email))).toMatchObject({
    valid: true,
  });
});

describe('pause', () => {
  test('for some weeks, then by itself as before; or ended by a button', async () => {
    const someone = await reader();
    const reachable = async () => (await ledgerOf(app.strapi).audience([bulletin])).recipients;
    const before = await reachable();
    const page = await post(someone.url, { action: 'pause', weeks: '4' });
    expect(page.text).toContain('Sus correos están en pausa hasta el');
    expect(await reachable()).toBe(before - 1);
    const until = (await preferences(someone))?.pausedUntil?.getTime() ?? 0;
    expect(Math.abs(until - Date.now() - 28 * 24 * 3_600_000)).toBeLessThan(60_000);
    expect((await admin.get(`/contacts/${someone.contactId}`)).body.data.pausedUntil).toBe(
      new Date(until).toISOString(),
    );
    await post(someone.url, { action: 'resume' });
    expect(await reachable()).toBe(before);
    await post(someone.url, { action: 'pause', weeks: '2' });
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 15 * 24 * 3_600_000));
    expect(await reachable()).toBe(before);
    expect((await preferences(someone))?.pausedUntil).toBeNull();
  });

  test('an editor sees it and may end it; who may only read may not', async () => {
    const someone = await reader();
    await post(someone.url, { action: 'pause', weeks: '12' });
    const viewer = await app.admin('contacts.read');
    await viewer.delete(`/contacts/${someone.contactId}/pause`).expect(403);
    const editor = await app.admin('contacts.manage');
    const { body } = await editor.delete(`/contacts/${someone.contactId}/pause`).expect(200);
    expect(body.data.pausedUntil).toBeNull();
    expect((await preferences(someone))?.pausedUntil).toBeNull();
  });
});

test('leaving everything: one button, every list, and an undo for an accident', async () => {
  const someone = await reader();
  await admin.post(`/contacts/${someone.contactId}/subscriptions`, { listId: press, consentNote: 'Signed' });
  const page = await post(someone.url, { action: 'leave' });
  expect(page.text).toContain('No recibirá más correos de Instituto de Prueba');
  expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Prensa: 'unsubscribed' });
  expect(await left(someone)).toBeInstanceOf(Date);
  expect((await consents(someone.email)).at(-1)).toMatchObject({
    action: 'revoked',
    channel: 'preferences-page',
    listId: null,
    campaignId: CAMPAIGN,
  });
  const second = await post(someone.url, { action: 'leave' });
  const other = await reader();
  expect((await post(other.url, { action: 'undo', proof: proofIn(page.text) })).status).toBe(400);
  expect((await post(someone.unsubscribeUrl, { action: 'undo', proof: proofIn(page.text) })).status).toBe(
    400,
  );
  // Whoever pressed twice has the second page before them.
  await post(someone.url, { action: 'undo', proof: proofIn(second.text) });
  expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'confirmed' });
  const saved = form({ shown: [bulletin, calls, press], lists: [bulletin] });
  await post(someone.url, saved);
  await post(someone.url, { action: 'undo', proof: proofIn((await post(someone.url, saved)).text) });
  expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'confirmed' });
});

describe('a body that is none of our forms changes nothing', () => {
  test.each<[string, () => object]>([
    ['nothing', () => ({})],
    ['an unknown action', () => ({ action: 'delete' })],
    ['two actions', () => ({ action: ['leave', 'pause'] })],
    ['a pause for ever', () => ({ action: 'pause', weeks: '5200' })],
    ['another person', () => ({ action: 'leave', contactId: 1 })],
    ['a status', () => form({ status: 'confirmed' })],
    ['an address beside the names', () => form({ email: 'otra@example.org' })],
    ['attributes', () => form({ attributes: { vip: true } })],
    ['a list that is no number', () => form({ lists: ['1 or 1=1'] })],
    ['a frequency of its own', () => form({ [`frequency-${bulletin}`]: 'never' })],
    ['a language of its own', () => form({ language: 'fr' })],
    ['erasing from the wrong page', () => ({ action: 'erase' })],
  ])('%s', async (_name, body) => {
    const someone = await reader();
    const before = await dump(app.strapi);
    expect((await post(someone.url, body())).status).toBe(400);
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('JSON', async () => {
    const someone = await reader();
    const before = await dump(app.strapi);
    expect((await app.visitor.post(someone.url).send({ action: 'leave' })).status).toBe(400);
    expect((await app.visitor.post(`${someone.url}/erase`).send({ action: 'erase' })).status).toBe(400);
    expect(await dump(app.strapi)).toEqual(before);
  });
});

test('the link of one person does nothing to another', async () => {
  const [someone, other] = [await reader(), await reader()];
  const crossed = urlOf(someone.contactId, other.email, other.deliveryId);
  expect((await post(crossed, { action: 'leave' })).status).toBe(410);
  expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed' });
  expect(await stateOf(other)).toEqual({ Boletín: 'confirmed' });
});
