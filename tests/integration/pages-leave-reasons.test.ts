import { contactsOf } from '../../server/contacts';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeInstitution } from '../support/institution';
import { dump, makeDelivery, PUBLIC, tokens } from '../support/recipient';

const CAMPAIGN = 7;

let app: TestApp;
let admin: AdminClient;
let listId: number;
let people = 0;

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  listId = (await makeInstitution(admin)).listId;
});
afterAll(() => app.stop());
afterEach(() => app.strapi.db.query('plugin::mail-campaigns.leave-reason').deleteMany({}));

async function person() {
  people += 1;
  const email = `leaver${people}@example.org`;
  const [contactId = 0] = await addContacts(admin, listId, [email]);
  const id = await makeDelivery(app.strapi, { campaignId: CAMPAIGN, contactId, listId, email });
  return { contactId, url: `${PUBLIC}/unsubscribe/${tokens.sign('unsubscribe', id)}` };
}
const post = (url: string, fields: object) => app.visitor.post(url).type('form').send(fields);
const reasons = async () => (await admin.get(`/reports/${CAMPAIGN}/reasons`).expect(200)).body.data;
const countOf = async (reason: string) =>
  (await reasons()).counts.find((one: { reason: string }) => one.reason === reason).count;

test('the reason is asked after leaving only, is optional, and is kept once per e-mail', async () => {
  const { url } = await person();
  expect((await app.visitor.get(url)).text).not.toContain('name="reason"');
  const goodbye = await post(url, { scope: 'list' });
  expect(goodbye.text).toContain('name="reason" value="too_many"');
  expect(await reasons()).toMatchObject({ answers: [] });
  const thanks = await post(url, { action: 'reason', reason: 'too_many', words: 'One\r\na day\u0000!' });
  expect(thanks.status).toBe(200);
  expect(await countOf('too_many')).toBe(1);
  expect((await reasons()).answers).toMatchObject([{ reason: 'too_many', words: 'One\na day !' }]);
  await post(url, { action: 'reason', reason: 'not_asked', words: '' });
  expect([await countOf('too_many'), await countOf('not_asked')]).toEqual([0, 1]);
  expect((await reasons()).answers).toEqual([]);
});

test('a form that is sent twelve times at once is thanked each time and kept once', async () => {
  const { url } = await person();
  await post(url, { scope: 'all' });
  const answer = { action: 'reason', reason: 'too_many', words: 'Uno al día' };
  const thanks = await Promise.all(Array.from({ length: 12 }, () => post(url, answer)));
  expect(new Set(thanks.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await countOf('too_many')).toBe(1);
});

test('whoever is still on the list gives no reason, and nothing but the form is understood', async () => {
  const { url } = await person();
  expect((await post(url, { action: 'reason', reason: 'other' })).status).toBe(400);
  await post(url, { scope: 'all' });
  const before = await dump(app.strapi);
  const wrong = [
    { action: 'reason', reason: 'bored' },
    { action: 'reason', reason: 'other', words: 'x'.repeat(501) },
    { action: 'reason', reason: 'other', campaignId: 8 },
    { action: 'reason', reason: ['other', 'too_many'] },
  ];
  for (const body of wrong) expect((await post(url, body)).status).toBe(400);
  expect((await app.visitor.post(url).send({ action: 'reason', reason: 'other' })).status).toBe(400);
  await app.visitor.get(`${url}?action=reason&reason=other`);
  expect(await dump(app.strapi)).toEqual(before);
});

test('undoing takes the reason back', async () => {
  const { url } = await person();
  const { text } = await post(url, { scope: 'list' });
  await post(url, { action: 'reason', reason: 'other', words: 'a slip' });
  const proof = /name="proof" value="([^"]+)"/.exec(text)?.[1];
  expect((await post(url, { action: 'undo', proof })).status).toBe(200);
  expect(await countOf('other')).toBe(0);
});

test('an erased person leaves a count and not a word', async () => {
  const { url, contactId } = await person();
  await post(url, { scope: 'all' });
  await post(url, { action: 'reason', reason: 'not_relevant', words: 'Soy Ana, de Cali' });
  await contactsOf(app.strapi).erase([contactId], null);
  expect(await countOf('not_relevant')).toBe(1);
  expect((await reasons()).answers).toEqual([]);
  const rows = await app.strapi.db.query('plugin::mail-campaigns.leave-reason').findMany({});
  expect(rows).toMatchObject([{ contactId: null, words: null }]);
});

test('the file carries every answer, and no formula', async () => {
  const { url } = await person();
  await post(url, { scope: 'all' });
  await post(url, { action: 'reason', reason: 'other', words: '=HYPERLINK("https://evil.example")' });
  const file = await admin.get(`/reports/${CAMPAIGN}/reasons/csv?language=en`).expect(200);
  expect(file.headers['content-type']).toContain('text/csv');
  expect(file.text).toContain(`"Another reason","'=HYPERLINK(""https://evil.example"")"`);
});
