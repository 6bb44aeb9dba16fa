import { simpleParser } from 'mailparser';

import { secretsOf } from '../../server/config';
import { createTokens } from '../../server/lib/tokens';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { inputOf, makeCampaign, makeList, MJML } from '../support/campaign';
import { startSmtpSink, type ReceivedMail, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

const people = ['ana@example.org', 'luis@example.org', 'eva@example.net'];

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: { smtp: sink.config, sending: { tickSeconds: 0.1, retryBaseSeconds: 0.1 } },
  });
  admin = await app.admin();
  listId = await makeList(app.strapi, 'docentes', people);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.answer = () => null;
});

const codeOf = (response: { body: any }) => response.body.error?.details?.code;
const recipients = () => sink.mails.flatMap(({ to }) => to).sort();
const read = ({ raw }: ReceivedMail) => simpleParser(raw);
const campaign = async (id: number) => (await admin.get(`/campaigns/${id}`)).body.data;
const inStatus = (id: number, status: string) =>
  waitFor(status, async () => {
    const found = await campaign(id);
    return found.status === status && found;
  });

test('a campaign that is sent reaches everyone once, and its ledger adds up', async () => {
  const { id } = await makeCampaign(admin, [listId], { replyTo: 'respuestas@example.edu.co' });
  await admin.post(`/campaigns/${id}/send`).expect(200);
  const sent = await inStatus(id, 'sent');
  expect(recipients()).toEqual([...people].sort());
  expect(sent).toMatchObject({
    statusReason: null,
    ledger: { candidates: 3, recipients: 3, byStatus: { accepted: 3 } },
    finishedAt: expect.any(String),
  });
  const mail = await read(sink.mails.find(({ to }) => to[0] === 'ana@example.org')!);
  expect(mail.subject).toBe('Noticias de hoy');
  expect(mail.from?.text).toBe('"Instituto" <boletin@example.edu.co>');
  expect(mail.replyTo?.text).toBe('respuestas@example.edu.co');
  expect(mail.html).toContain('Hola ana');
});

test('a scheduled one goes out when its time comes, and only then', async () => {
  const { id } = await makeCampaign(admin, [listId]);
  const later = { localTime: '2099-06-01T09:00', timeZone: 'America/Bogota' };
  await admin.post(`/campaigns/${id}/schedule`, later).expect(200);
  await app.strapi.db
    .query('plugin::mail-campaigns.campaign')
    .update({ where: { id }, data: { scheduledAt: new Date(Date.now() + 1000) } });
  expect((await campaign(id)).status).toBe('scheduled');
  expect(recipients()).toEqual([]);
  const sent = await inStatus(id, 'sent');
  expect(new Date(sent.startedAt).getTime()).toBeGreaterThanOrEqual(new Date(sent.scheduledAt).getTime());
  expect(recipients()).toEqual([...people].sort());
});

test('a paused one writes to nobody; what waited goes out after it resumes', async () => {
  sink.answer = (address) => (address === 'eva@example.net' ? { code: 451, text: '4.3.0 later' } : null);
  const { id } = await makeCampaign(admin, [listId]);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await waitFor('a deferred one', async () => (await campaign(id)).ledger?.byStatus.deferred === 1);
  await admin.post(`/campaigns/${id}/pause`).expect(200);
  await waitFor('nothing in flight', async () => (await campaign(id)).ledger.byStatus.in_flight === 0);
  sink.answer = () => null;
  const before = recipients();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(recipients()).toEqual(before);
  expect(before).not.toContain('eva@example.net');
  await admin.post(`/campaigns/${id}/resume`).expect(200);
  await inStatus(id, 'sent');
  expect(recipients()).toEqual([...people].sort());
});

describe('a test', () => {
  const send = (id: number, body: object, client = admin) => client.post(`/campaigns/${id}/test`, body);

  test('goes out at once, is marked, and stands in no ledger', async () => {
    const { id } = await makeCampaign(admin, [listId], { subject: 'Para {{ contact.firstName }}' });
    const { body } = await send(id, {
      addresses: ['Jefa@example.org', 'jefa@example.org', 'otra@example.org'],
    });
    expect(body.data.results).toEqual([
      { address: 'jefa@example.org', accepted: true, reply: expect.stringMatching(/^250/) },
      { address: 'otra@example.org', accepted: true, reply: expect.stringMatching(/^250/) },
    ]);
    expect(recipients()).toEqual(['jefa@example.org', 'otra@example.org']);
    const mail = await read(sink.mails[0]!);
    expect(mail.subject).toBe('[Prueba] Para Ana');
    expect(await campaign(id)).toMatchObject({ status: 'draft', ledger: null });
  });

  test('carries links that belong to nobody, and true targets', async () => {
    const { id } = await makeCampaign(admin, [listId]);
    await send(id, { addresses: ['jefa@example.org'] }).expect(200);
    const { html } = await read(sink.mails[0]!);
    const tokens = createTokens(secretsOf(app.strapi));
    expect(html).toContain('href="https://example.org/noticias"');
    expect(html).toContain(`/api/mail-campaigns/unsubscribe/${tokens.sign('unsubscribe', 0)}`);
    expect(html).toContain(`/api/mail-campaigns/view/${tokens.sign('view', 0)}`);
    expect(html).not.toContain('/open/');
    expect(html).not.toContain('/click/');
  });

  test('is filled with a contact’s data for those who may read contacts', async () => {
    const { id } = await makeCampaign(admin, [listId]);
    const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').create({
      data: { email: 'nora@example.org', firstName: '<b>Nora</b>', lastName: 'Díaz', language: 'es' },
    });
    await send(id, { addresses: ['jefa@example.org'], contactId: contact.id }).expect(200);
    const { html } = await read(sink.mails[0]!);
    expect(html).toContain('Hola &lt;b&gt;Nora&lt;/b&gt;');
    const tester = await app.admin('campaigns.test');
    const refused = await send(id, { addresses: ['jefa@example.org'], contactId: contact.id }, tester).expect(
      403,
    );
    expect(codeOf(refused)).toBe('contacts-not-allowed');
    expect(sink.mails).toHaveLength(1);
    await send(id, { addresses: ['jefa@example.org'] }, tester).expect(200);
    await send(id, { addresses: ['jefa@example.org'], contactId: 999_999 }).expect(404);
  });

  test('gives the relay’s own words, address by address', async () => {
    sink.answer = (address) =>
      address.startsWith('nadie') ? { code: 550, text: '5.1.1 no such user' } : null;
    const { id } = await makeCampaign(admin, []);
    const { body } = await send(id, { addresses: ['nadie@example.org', 'jefa@example.org'] }).expect(200);
    expect(body.data.results).toEqual([
      {
        address: 'nadie@example.org',
        accepted: false,
        reply: expect.stringContaining('550 5.1.1 no such user'),
      },
      { address: 'jefa@example.org', accepted: true, reply: expect.stringMatching(/^250/) },
    ]);
  });

  test('is refused while content or sender are wrong', async () => {
    const { id } = await makeCampaign(admin, [listId], { mjml: MJML.replace('contact.', 'contacto.') });
    expect(codeOf(await send(id, { addresses: ['jefa@example.org'] }).expect(400))).toBe(
      'campaign-not-ready',
    );
    expect(sink.mails).toEqual([]);
  });

  test.each<[string, object]>([
    ['nobody', { addresses: [] }],
    ['eleven', { addresses: Array.from({ length: 11 }, (_, i) => `p${i}@example.org`) }],
    ['two in one', { addresses: ['a@example.org, b@example.org'] }],
    ['a header', { addresses: ['a@example.org\r\nBcc: b@example.org'] }],
    ['something else', { addresses: ['a@example.org'], subject: 'x' }],
  ])('to %s is refused', async (_, body) => {
    const { id } = await makeCampaign(admin, [listId]);
    expect(codeOf(await send(id, body).expect(400))).toBe('invalid-input');
    expect(sink.mails).toEqual([]);
  });

  test('speaks the language of the institution', async () => {
    const { body } = await admin.get('/settings');
    await admin.put('/settings', { ...body.data.institution, language: 'en' }).expect(200);
    const draft = await makeCampaign(admin, [listId]);
    await send(draft.id, { addresses: ['boss@example.org'] }).expect(200);
    expect((await read(sink.mails[0]!)).subject).toBe('[Test] Noticias de hoy');
    const copy = await admin.post(`/campaigns/${draft.id}/duplicate`).expect(201);
    expect(inputOf(copy.body.data)).toEqual({ ...inputOf(draft), name: 'Boletín (copy)' });
  });
});
