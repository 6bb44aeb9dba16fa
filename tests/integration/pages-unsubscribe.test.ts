import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeInstitution } from '../support/institution';
import { dump, makeDelivery, PUBLIC, tampered, tokens } from '../support/recipient';

const CAMPAIGN = 7;
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

let app: TestApp;
let admin: AdminClient;
let bulletin: number;
let press: number;
let people = 0;

interface Person {
  contactId: number;
  deliveryId: number;
  email: string;
  url: string;
}

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  bulletin = (await makeInstitution(admin)).listId;
  const { body } = await admin.post('/lists', { name: 'Prensa', optIn: 'double', visibility: 'private' });
  press = body.data.id;
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

/** Somebody confirmed on both lists who got an e-mail through the bulletin. */
async function person(): Promise<Person> {
  people += 1;
  const email = `person${people}@example.org`;
  const [contactId = 0] = await addContacts(admin, bulletin, [email]);
  await admin.post(`/contacts/${contactId}/subscriptions`, { listId: press, consentNote: 'Signed a form' });
  const deliveryId = await makeDelivery(app.strapi, {
    campaignId: CAMPAIGN,
    contactId,
    listId: bulletin,
    email,
  });
  return {
    contactId,
    deliveryId,
    email,
    url: `${PUBLIC}/unsubscribe/${tokens.sign('unsubscribe', deliveryId)}`,
  };
}

const post = (url: string, fields: object) => app.visitor.post(url).type('form').send(fields);

const stateOf = async ({ contactId }: Person): Promise<Record<string, string>> => {
  const standing = await subscriptionsOf(app.strapi).standing(contactId);
  return Object.fromEntries(standing?.subscriptions.map(({ listName, status }) => [listName, status]) ?? []);
};
const left = async ({ deliveryId }: Person) => (await ledgerOf(app.strapi).row(deliveryId))?.unsubscribedAt;
const consents = ({
  email,
}: Person): Promise<{ action: string; channel: string; campaignId: number | null }[]> =>
  app.strapi.db.query('plugin::mail-campaigns.consent-record').findMany({
    where: { addressHash: consentOf(app.strapi).addressHash(email) },
    orderBy: { id: 'asc' },
  });
const proofIn = (text: string) => /name="proof" value="([^"]+)"/.exec(text)?.[1] ?? '';

test('the page offers both ways out, in the person’s language, and looking at it changes nothing', async () => {
  const someone = await person();
  const before = await dump(app.strapi);
  const page = await app.visitor.get(someone.url).set('Accept-Language', 'en');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Darme de baja de «Boletín»');
  expect(page.text).toContain('Darme de baja de todo lo de Instituto de Prueba');
  expect(page.text).not.toContain(someone.email);
  expect(page.headers['set-cookie']).toBeUndefined();
  for (const headers of [{}, { 'Sec-Purpose': 'prefetch' }, { Accept: '*/*' }]) {
    const head = await app.visitor.head(someone.url).set(headers);
    expect(head.status).toBe(200);
    await app.visitor.get(someone.url).set(headers);
    await app.visitor.options(someone.url).set(headers);
  }
  await app.visitor.get(`${someone.url}?List-Unsubscribe=One-Click&scope=all`);
  expect(await dump(app.strapi)).toEqual(before);
});

test.each(['urlencoded', 'multipart'])(
  'RFC 8058 one-click, %s: this list, at once, no cookie, no redirect',
  async (type) => {
    const someone = await person();
    const request = app.visitor.post(someone.url);
    const answer = await (type === 'multipart'
      ? request.field('List-Unsubscribe', 'One-Click')
      : request.type('form').send('List-Unsubscribe=One-Click'));
    expect(answer.status).toBe(200);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Prensa: 'confirmed' });
    expect(await left(someone)).toBeInstanceOf(Date);
    expect((await consents(someone)).at(-1)).toMatchObject({
      action: 'revoked',
      channel: 'one-click',
      campaignId: CAMPAIGN,
    });
  },
);

test('one-click twice is no error and proves one leaving only', async () => {
  const someone = await person();
  await post(someone.url, ONE_CLICK);
  const before = await dump(app.strapi);
  expect((await post(someone.url, ONE_CLICK)).status).toBe(200);
  expect(await dump(app.strapi)).toEqual(before);
});

test.each([
  ['an empty body', {}],
  ['another value', { 'List-Unsubscribe': 'one-click' }],
  ['something more', { ...ONE_CLICK, email: 'other@example.org' }],
  ['an unknown scope', { scope: 'everyone' }],
  ['two scopes', { scope: ['list', 'all'] }],
  ['a contact', { scope: 'list', contactId: 1 }],
  ['undo without proof', { action: 'undo' }],
])('%s changes nothing', async (_name, body) => {
  const someone = await person();
  const before = await dump(app.strapi);
  const answer = await post(someone.url, body);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('Nada ha cambiado');
  expect(await dump(app.strapi)).toEqual(before);
});

test('JSON is no form: nothing changes', async () => {
  const someone = await person();
  const before = await dump(app.strapi);
  expect((await app.visitor.post(someone.url).send(ONE_CLICK)).status).toBe(400);
  expect((await app.visitor.post(someone.url).type('text').send('List-Unsubscribe=One-Click')).status).toBe(
    400,
  );
  expect(await dump(app.strapi)).toEqual(before);
});

test('from one list: the other stays, the page says both, undo brings back exactly that', async () => {
  const someone = await person();
  const page = await post(someone.url, { scope: 'list' });
  expect(page.text).toContain('No recibirá más correos de «Boletín»');
  expect(page.text).toContain('Sigue suscrito a otras listas nuestras');
  expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Prensa: 'confirmed' });
  const undone = await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
  expect(undone.status).toBe(200);
  expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'confirmed' });
  expect((await consents(someone)).slice(-2)).toMatchObject([
    { action: 'revoked', channel: 'unsubscribe-page' },
    { action: 'confirmed', channel: 'unsubscribe-page' },
  ]);
});

test('from everything: every list, and the page afterwards has nothing left to ask', async () => {
  const someone = await person();
  const page = await post(someone.url, { scope: 'all' });
  expect(page.text).toContain('No recibirá más correos de Instituto de Prueba');
  expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Prensa: 'unsubscribed' });
  const again = await app.visitor.get(someone.url);
  expect(again.text).toContain('Ya está de baja');
  expect(again.text).not.toContain('name="scope"');
  await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
  expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'confirmed' });
});

describe('undo', () => {
  test.each(['list', 'all'])('a second press, or coming back, still offers it: %s', async (scope) => {
    const someone = await person();
    const before = await stateOf(someone);
    await post(someone.url, { scope });
    const records = (await consents(someone)).length;
    const second = await post(someone.url, { scope });
    const back = await app.visitor.get(someone.url);
    expect(proofIn(back.text)).not.toBe('');
    expect(await consents(someone)).toHaveLength(records);
    await post(someone.url, { action: 'undo', proof: proofIn(second.text) });
    expect(await stateOf(someone)).toEqual(before);
    expect(proofIn((await app.visitor.get(someone.url)).text)).toBe('');
  });

  test('is offered for what this very link left within a day, and was not asked for since', async () => {
    const [elsewhere, early] = [await person(), await person()];
    const offered = async ({ url }: Person) => proofIn((await app.visitor.get(url)).text) !== '';
    await subscriptionsOf(app.strapi).unsubscribe([elsewhere.contactId], null, {
      channel: 'unsubscribe-page',
      campaignId: CAMPAIGN + 1,
    });
    expect(await offered(elsewhere)).toBe(false);
    await post(early.url, ONE_CLICK);
    expect(await offered(early)).toBe(true);
    await subscriptionsOf(app.strapi).request({
      email: early.email,
      language: 'es',
      listSlugs: ['boletin'],
      notice: 'Acepto',
      ip: null,
      userAgent: null,
    });
    expect(await offered(early)).toBe(false);
    const late = await person();
    await post(late.url, { scope: 'list' });
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 25 * 3_600_000));
    expect(await offered(late)).toBe(false);
  });

  test('does not bring back what was left before, elsewhere or later', async () => {
    const someone = await person();
    await subscriptionsOf(app.strapi).unsubscribe([someone.contactId], press, {
      channel: 'unsubscribe-page',
    });
    const page = await post(someone.url, { scope: 'all' });
    await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'unsubscribed' });
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 1000));
    await subscriptionsOf(app.strapi).unsubscribe([someone.contactId], bulletin, {
      channel: 'unsubscribe-page',
    });
    const late = await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
    expect(late.status).toBe(400);
    expect(await stateOf(someone)).toEqual({ Boletín: 'unsubscribed', Prensa: 'unsubscribed' });
  });

  test('does not confirm what was only asked for', async () => {
    const someone = await person();
    await app.strapi.db
      .getConnection('mail_campaigns_subscriptions')
      .where({ contact_id: someone.contactId, list_id: press })
      .update({ status: 'pending' });
    const page = await post(someone.url, { scope: 'all' });
    await post(someone.url, { action: 'undo', proof: proofIn(page.text) });
    expect(await stateOf(someone)).toEqual({ Boletín: 'confirmed', Prensa: 'unsubscribed' });
  });

  test('takes no proof of another e-mail, no forged one, none of yesterday', async () => {
    const [someone, other] = [await person(), await person()];
    const page = await post(someone.url, { scope: 'list' });
    const proof = proofIn(page.text);
    await post(other.url, { scope: 'list' });
    const before = await dump(app.strapi);
    for (const forged of [tokens.sign('unsubscribe', someone.deliveryId), ...tampered(proof).slice(0, 40)]) {
      expect((await post(someone.url, { action: 'undo', proof: forged })).status).toBe(400);
    }
    expect((await post(other.url, { action: 'undo', proof })).status).toBe(400);
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 25 * 3_600_000));
    expect((await post(someone.url, { action: 'undo', proof })).status).toBe(400);
    expect(await dump(app.strapi)).toEqual(before);
  });
});

test('a test e-mail says that it was one, whatever is pressed', async () => {
  const before = await dump(app.strapi);
  const url = `${PUBLIC}/unsubscribe/${tokens.sign('unsubscribe', 0)}`;
  for (const answer of [
    await app.visitor.get(url),
    await post(url, ONE_CLICK),
    await post(url, { scope: 'all' }),
  ]) {
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Este correo era una prueba');
  }
  expect(await dump(app.strapi)).toEqual(before);
});

test('an erased person meets a kind page', async () => {
  const someone = await person();
  await admin.delete(`/contacts/${someone.contactId}`);
  for (const answer of [await app.visitor.get(someone.url), await post(someone.url, ONE_CLICK)]) {
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Ya no tenemos sus datos');
  }
});

test('the token cannot be forged: every changed byte and every other purpose are one 404', async () => {
  const someone = await person();
  const before = await dump(app.strapi);
  const token = tokens.sign('unsubscribe', someone.deliveryId);
  const wrong = [
    ...tampered(token),
    tokens.sign('open', someone.deliveryId),
    tokens.sign('view', someone.deliveryId),
    tokens.sign('unsubscribe', 999_999),
    tokens.sign('unsubscribe', someone.deliveryId, 1),
  ];
  const answers = new Set<string>();
  for (const forged of wrong) {
    const { status, text, headers } = await post(`${PUBLIC}/unsubscribe/${forged}`, ONE_CLICK);
    answers.add(JSON.stringify([status, text, { ...headers, date: '' }]));
    expect(status).toBe(404);
  }
  expect(answers.size).toBe(1);
  expect(await dump(app.strapi)).toEqual(before);
});

test('a campaign that starts afterwards does not write to who has just left', async () => {
  const someone = await person();
  const reachable = async () => (await ledgerOf(app.strapi).audience([bulletin])).recipients;
  const before = await reachable();
  await post(someone.url, ONE_CLICK);
  expect(await reachable()).toBe(before - 1);
});
