import { simpleParser, type ParsedMail } from 'mailparser';

import { consentOf } from '../../server/consent';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { preferenceTools, type Reader } from '../support/preferences';
import { dump, makeDelivery, PUBLIC, tampered, tokens } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';

const HOUR_MS = 3_600_000;

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;

const { reader, post, preferences, consents } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, subscribe: { perIpPerHour: 60 } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
});
const settled = () => backgroundOf(app.strapi).drain();
afterEach(async () => {
  await settled();
  jest.restoreAllMocks();
});

const sentTo = () => sink.mails.flatMap(({ to }) => to);
const ask = async ({ url }: Reader, email: string) => {
  const answer = await post(url, { action: 'address', email });
  await settled();
  return answer;
};
const lastMail = async (): Promise<ParsedMail> => simpleParser(sink.mails.at(-1)?.raw ?? Buffer.from(''));
const confirmUrl = async () =>
  `${PUBLIC}/address/${/address\/(\S+)/.exec((await lastMail()).text ?? '')?.[1] ?? ''}`;
const later = (hours: number) =>
  jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + hours * HOUR_MS));

test('the new address is asked, the former one told; lists stay, proof follows, old links die but to unsubscribe', async () => {
  const someone = await reader();
  const answer = await ask(someone, '  Nueva.Direccion@Personas.example ');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('Revise el correo de la dirección nueva');
  expect(sentTo()).toEqual(['nueva.direccion@personas.example']);
  const mail = await lastMail();
  expect(mail.subject).toBe('Confirme su dirección nueva con Instituto de Prueba');
  expect(mail.text).not.toContain(someone.email);
  expect(mail.text).not.toContain('Ana');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  const url = await confirmUrl();
  expect(url).not.toContain('personas.example');

  const before = await dump(app.strapi);
  expect((await app.visitor.get(url)).text).toContain('Confirme su dirección nueva');
  expect((await app.visitor.head(url)).status).toBe(200);
  expect(await dump(app.strapi)).toEqual(before);

  sink.mails.length = 0;
  const done = await post(url, {});
  expect(done.text).toContain('Su dirección cambió');
  const fresh = /href="([^"]+\/preferences\/[^"]+)"/.exec(done.text)?.[1] ?? '';
  expect((await app.visitor.get(fresh)).text).toContain('n•••@personas.example');
  await settled();
  expect((await preferences(someone))?.email).toBe('nueva.direccion@personas.example');
  expect(sentTo()).toEqual([someone.email]);
  const notice = await lastMail();
  expect(notice.subject).toBe('Su dirección con Instituto de Prueba cambió');
  expect(`${notice.text}${notice.html}`).not.toContain('nueva.direccion');
  expect(await consents('nueva.direccion@personas.example')).toMatchObject([
    {
      action: 'confirmed',
      channel: 'preferences-page',
      listId,
      notice: expect.stringContaining('Confirmó desde la dirección nueva'),
      source: `address-hash:${consentOf(app.strapi).addressHash(someone.email)}`,
    },
  ]);

  const view = `${PUBLIC}/view/${tokens.sign('view', someone.deliveryId)}`;
  for (const old of [someone.url, `${someone.url}/erase`, view, url]) {
    expect((await app.visitor.get(old)).status).toBe(410);
  }
  expect((await post(someone.url, { action: 'leave' })).status).toBe(410);
  const second = await post(url, {});
  expect(second.status).toBe(410);
  expect(second.text).toContain('Su dirección ya cambió');
  expect(second.text).not.toContain('Nada cambió');
  expect((await preferences(someone))?.lists[0]?.status).toBe('confirmed');
  await post(someone.unsubscribeUrl, { 'List-Unsubscribe': 'One-Click' });
  expect((await preferences(someone))?.lists[0]?.status).toBe('unsubscribed');
});

test('a running campaign goes on to the new address', async () => {
  const someone = await reader();
  const waiting = await makeDelivery(app.strapi, {
    campaignId: 8001,
    contactId: someone.contactId,
    listId,
    email: someone.email,
    status: 'pending',
    acceptedAt: null,
  });
  const twice = await makeDelivery(app.strapi, {
    campaignId: 8002,
    contactId: someone.contactId,
    listId,
    email: someone.email,
    status: 'deferred',
    acceptedAt: null,
  });
  await makeDelivery(app.strapi, {
    campaignId: 8002,
    contactId: null,
    listId,
    email: 'mudanza@personas.example',
  });
  await ask(someone, 'mudanza@personas.example');
  await post(await confirmUrl(), {});
  const rowOf = (id: number) => ledgerOf(app.strapi).row(id);
  expect(await rowOf(waiting)).toMatchObject({ address: 'mudanza@personas.example', status: 'pending' });
  expect(await rowOf(twice)).toMatchObject({ address: someone.email, status: 'excluded' });
  expect(await rowOf(someone.deliveryId)).toMatchObject({ address: someone.email, status: 'accepted' });
});

test('an address that a contact has, or that is blocked, gets nothing, and the answer does not tell', async () => {
  const [someone, other, blocked] = [await reader(), await reader(), await reader()];
  await admin.put(`/contacts/${blocked.contactId}/suppression`, { suppressed: true });
  await admin
    .put(`/contacts/${blocked.contactId}`, { email: 'ya-no-bloqueada@personas.example' })
    .expect(200);
  const known = [other.email, blocked.email, someone.email];
  const answers: string[] = [];
  for (const email of [...known, 'nadie-la-conoce@personas.example']) {
    const { status, text, headers } = await ask(someone, email);
    answers.push(JSON.stringify([status, text, { ...headers, date: '' }]));
  }
  expect(new Set(answers).size).toBe(1);
  expect(sentTo()).toEqual(['nadie-la-conoce@personas.example']);
});

test('one e-mail a day to an address, whoever asks and however often; five wishes an hour of one person', async () => {
  const [someone, other] = [await reader(), await reader()];
  for (const reader of [someone, other, someone, someone, other, someone]) {
    expect((await ask(reader, 'popular@personas.example')).status).toBe(200);
  }
  expect(sentTo()).toEqual(['popular@personas.example']);
  expect((await ask(someone, 'otra@personas.example')).status).toBe(200);
  const refused = await ask(someone, 'otra-mas@personas.example');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(sentTo()).toEqual(['popular@personas.example', 'otra@personas.example']);
});

test('an address that is none is pointed out, and nothing is sent', async () => {
  const someone = await reader();
  const before = await dump(app.strapi);
  for (const email of ['ana@localhost', 'a@x.org, b@y.org', 'ana@x.org\r\nBcc: b@y.org', '<b>@x.org', '']) {
    const answer = await ask(someone, email);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Escriba una dirección completa');
    expect(answer.text).not.toContain('<b>');
  }
  expect(sentTo()).toEqual([]);
  expect(await dump(app.strapi)).toEqual(before);
});

describe('the link to confirm', () => {
  test('expires after 72 hours', async () => {
    const someone = await reader();
    await ask(someone, 'tarde@personas.example');
    const url = await confirmUrl();
    later(71.9);
    expect((await app.visitor.get(url)).status).toBe(200);
    later(72.1);
    const answer = await post(url, {});
    expect(answer.status).toBe(410);
    expect(answer.text).toContain('Nada cambió');
    expect((await preferences(someone))?.email).toBe(someone.email);
  });

  test('pressed four times at once changes the address once, tells the former one once, and never that it failed', async () => {
    const someone = await reader();
    await ask(someone, 'cuatro@personas.example');
    const url = await confirmUrl();
    sink.mails.length = 0;
    const pages = await Promise.all([1, 2, 3, 4].map(() => post(url, {})));
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    for (const { text } of pages) expect(text).toMatch(/Su dirección (ya )?cambió/);
    await settled();
    expect(sentTo()).toEqual([someone.email]);
    expect(await consents('cuatro@personas.example')).toHaveLength(1);
    // An editor who takes the change back gives the link no second life.
    await admin.put(`/contacts/${someone.contactId}`, { email: someone.email }).expect(200);
    expect((await post(url, {})).text).toContain('Nada cambió');
    expect((await preferences(someone))?.email).toBe(someone.email);
  });

  test('of an earlier wish dies with a later one', async () => {
    const someone = await reader();
    await ask(someone, 'primera@personas.example');
    const first = await confirmUrl();
    await ask(someone, 'segunda@personas.example');
    expect((await post(first, {})).status).toBe(410);
    await post(await confirmUrl(), {});
    expect((await preferences(someone))?.email).toBe('segunda@personas.example');
  });

  test('does nothing where somebody else got the address meanwhile', async () => {
    const someone = await reader();
    await ask(someone, 'disputada@personas.example');
    await admin.post('/contacts', { email: 'disputada@personas.example' }).expect(201);
    expect((await post(await confirmUrl(), {})).status).toBe(410);
    expect((await preferences(someone))?.email).toBe(someone.email);
  });

  test('does nothing where the person was erased, and no address of theirs is left', async () => {
    const someone = await reader();
    await ask(someone, 'olvidada@personas.example');
    const url = await confirmUrl();
    await admin.delete(`/contacts/${someone.contactId}`).expect(200);
    expect((await post(url, {})).status).toBe(410);
    const rows = await app.strapi.db
      .getConnection('mail_campaigns_address_changes')
      .where({ address: 'olvidada@personas.example' });
    expect(rows).toEqual([]);
  });

  test('cannot be forged', async () => {
    const someone = await reader();
    await ask(someone, 'firme@personas.example');
    const token = (await confirmUrl()).split('/').at(-1) ?? '';
    const before = await dump(app.strapi);
    const answers = new Set<string>();
    for (const forged of tampered(token)) {
      const answer = await post(`${PUBLIC}/address/${forged}`, {});
      answers.add(JSON.stringify([answer.status, answer.text]));
      expect(answer.status).toBe(404);
    }
    expect(answers.size).toBe(1);
    expect(await dump(app.strapi)).toEqual(before);
  });
});

test('no address, old or new, in the log', async () => {
  const lines: string[] = [];
  jest.spyOn(app.strapi.log, 'error').mockImplementation((line: any) => {
    lines.push(String(line));
    return app.strapi.log;
  });
  sink.answer = () => ({ code: 550, text: '5.1.1 <secreta@personas.example> unknown' });
  await ask(await reader(), 'secreta@personas.example');
  sink.answer = () => null;
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain('secreta');
});
