import { simpleParser } from 'mailparser';

import { institutionOf, saveInstitution } from '../../server/config';
import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { clock } from '../../server/lib/clock';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { formTime } from '../support/forms';
import { addContacts, makeInstitution } from '../support/institution';
import { dump, PUBLIC, tampered, tokens } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';

const LIMIT = 120;
const URL = `${PUBLIC}/subscribe`;

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, subscribe: { perIpPerHour: LIMIT } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  await admin.post('/lists', { name: 'Interna', optIn: 'double', visibility: 'private' });
  time = await formTime(app);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
});
afterEach(() => jest.restoreAllMocks());

const settled = () => backgroundOf(app.strapi).drain();
/** Of a form that was open for a minute; it lasts the whole file. */
let time: string;
const form = (fields: Record<string, unknown>) =>
  app.visitor
    .post(URL)
    .type('form')
    .send({ time, ...fields });
const json = (fields: object) =>
  app.visitor.post(URL).send(Array.isArray(fields) ? fields : { time, ...fields });

async function statusOf(email: string): Promise<string[]> {
  const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
  if (!contact) return [];
  const standing = await subscriptionsOf(app.strapi).standing(contact.id);
  return standing?.subscriptions.map(({ listName, status }) => `${listName}: ${status}`) ?? [];
}

/** As if an editor's system had asked for a list that is not offered to visitors. @returns its id. */
async function pendingTo(name: string, email: string): Promise<number> {
  const query = (model: string) => app.strapi.db.query(`plugin::mail-campaigns.${model}`);
  const list = await query('list').findOne({ where: { name } });
  const contact = await query('contact').findOne({ where: { email } });
  await app.strapi.db.getConnection('mail_campaigns_subscriptions').insert({
    contact_id: contact.id,
    list_id: list.id,
    status: 'pending',
    created_at: new Date(),
    updated_at: new Date(),
  });
  return list.id;
}

/** Subscribes and returns the token of the confirmation e-mail. */
async function confirmTokenOf(email: string): Promise<string> {
  sink.mails.length = 0;
  await json({ email, lists: ['boletin'] });
  await settled();
  const mail = await simpleParser(sink.mails[0]?.raw ?? Buffer.from(''));
  return /confirm\/(\S+)/.exec(mail.text ?? '')?.[1] ?? '';
}

describe('the form', () => {
  test('shows public lists only, preselects, and speaks the language of the browser', async () => {
    const english = await app.visitor.get(`${URL}?list=boletin`).set('Accept-Language', 'en-GB');
    expect(english.status).toBe(200);
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toMatch(/value="boletin"\s+checked/);
    expect(english.text).not.toContain('Interna');
    const spanish = await app.visitor.get(URL).set('Accept-Language', 'es-CO');
    expect(spanish.text).toContain('Suscríbase a nuestros correos');
    const asked = await app.visitor.get(`${URL}?lang=es`).set('Accept-Language', 'en');
    expect(asked.headers['content-language']).toBe('es');
  });

  test('comes with headers that beat Strapi’s own', async () => {
    const { headers, text } = await app.visitor.get(URL);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).not.toMatch(/<script|\son\w+=|style=/i);
  });

  test('what a visitor, an editor or an institution wrote is text and nothing else', async () => {
    const evil = `"><img src=x onerror=alert(1)>'<script>alert(2)</script>`;
    const institution = await institutionOf(app.strapi);
    await saveInstitution(app.strapi, {
      ...institution,
      name: evil,
      postalAddress: evil,
      websiteUrl: 'javascript:alert(3)',
      color: `red}</style>${evil}`,
    });
    const { body } = await admin.post('/lists', {
      name: evil,
      description: evil,
      optIn: 'double',
      visibility: 'public',
    });
    const pages = [
      await app.visitor.get(`${URL}?list=${encodeURIComponent(evil)}&lang=${encodeURIComponent(evil)}`),
      await form({ email: evil, firstName: evil, lastName: evil, lists: evil, language: evil }),
      await app.visitor.get(`${PUBLIC}/confirm/${encodeURIComponent(evil)}`),
    ];
    for (const { text } of pages) {
      expect(text).not.toMatch(/<img|<script|javascript:/i);
      expect(text.match(/<\/style>/g)).toHaveLength(1);
    }
    expect(pages[1]?.text).toContain('value="&quot;&gt;&lt;img');
    await admin.delete(`/lists/${body.data.id}`);
    await saveInstitution(app.strapi, institution);
  });

  test('says what to correct, keeps what was written, and changes nothing', async () => {
    const before = await dump(app.strapi);
    const page = await form({ email: 'no-address', firstName: 'Luz', language: 'en' });
    await settled();
    expect(page.status).toBe(400);
    expect(page.text).toContain('Choose at least one list.');
    expect(page.text).toContain('id="email-problem"');
    expect(page.text).toContain('value="Luz"');
    expect(page.text).toContain('role="alert"');
    expect(await dump(app.strapi)).toEqual(before);
  });
});

describe('a request', () => {
  test('from the form makes a pending subscription and one e-mail to confirm it', async () => {
    const name = 'Gane dinero en https://evil.example';
    const page = await form({
      email: 'Luz@Example.org',
      firstName: name,
      lastName: name,
      lists: 'boletin',
      language: 'en',
    });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Check your e-mail');
    await settled();
    expect(await statusOf('luz@example.org')).toEqual(['Boletín: pending']);
    expect(sink.mails.map(({ to }) => to)).toEqual([['luz@example.org']]);
    const raw = sink.mails[0]?.raw ?? Buffer.from('');
    const mail = await simpleParser(raw);
    expect(mail.subject).toBe('Confirm your subscription to Instituto de Prueba');
    expect(mail.from?.text).toBe('"Instituto de Prueba" <boletin@instituto.example>');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(raw.toString()).toContain('multipart/alternative');
    for (const part of [mail.text, String(mail.html)]) {
      expect(part).toContain('Boletín');
      expect(part).toContain('/confirm/');
      expect(part).not.toMatch(/dinero|evil|luz@/i);
    }
  });

  test('in JSON is answered in JSON', async () => {
    const answer = await json({ email: 'json@example.org', lists: ['boletin'], language: 'es' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { status: 'received' } });
    await settled();
    expect((await simpleParser(sink.mails[0]?.raw ?? '')).subject).toBe(
      'Confirme su suscripción a Instituto de Prueba',
    );
  });

  test.each([
    ['status', 'confirmed'],
    ['confirmedAt', '2020-01-01'],
    ['id', 1],
    ['contactId', 1],
    ['listIds', [1]],
    ['notice', 'x'],
    ['createdBy', 1],
    ['attributes', { a: 1 }],
  ])('with a field that is none of its business (%s) is refused whole', async (field, value) => {
    const before = await dump(app.strapi);
    const answer = await json({ email: 'mass@example.org', lists: ['boletin'], [field]: value });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe('invalid-input');
    expect(
      (await form({ email: 'mass@example.org', lists: 'boletin', [field]: JSON.stringify(value) })).status,
    ).toBe(400);
    await settled();
    expect(await dump(app.strapi)).toEqual(before);
  });

  test.each([
    [{ email: { $ne: '' }, lists: ['boletin'] }],
    [{ email: 'a@example.org, b@example.org', lists: ['boletin'] }],
    [{ email: 'a@example.org\r\nBcc: b@example.org', lists: ['boletin'] }],
    [{ email: 'x@example.org', lists: [] }],
    [{ email: 'x@example.org', lists: [{ slug: 'boletin' }] }],
    [[]],
  ])('of the wrong shape is refused: %j', async (body) => {
    expect((await json(body)).status).toBe(400);
    await settled();
    expect(sink.mails).toEqual([]);
  });

  test('cannot join a private list, and is not told so', async () => {
    const open = await json({ email: 'private@example.org', lists: ['boletin'] });
    const closed = await json({ email: 'private2@example.org', lists: ['interna'] });
    const unknown = await json({ email: 'private3@example.org', lists: ['nothing'] });
    await settled();
    expect([closed.body, unknown.body]).toEqual([open.body, open.body]);
    expect(await statusOf('private2@example.org')).toEqual([]);
    expect(sink.mails.map(({ to }) => to[0])).toEqual(['private@example.org']);
  });

  test('of a robot that fills in the hidden field looks the same and does nothing', async () => {
    const before = await dump(app.strapi);
    const answer = await form({
      email: 'robot@example.org',
      lists: 'boletin',
      website: 'https://spam.example',
    });
    expect(answer.status).toBe(200);
    await settled();
    expect(await dump(app.strapi)).toEqual(before);
    expect(sink.mails).toEqual([]);
  });

  test('again within a day sends nothing more; after a day it does', async () => {
    for (let i = 0; i < 5; i += 1) await json({ email: 'again@example.org', lists: ['boletin'] });
    await settled();
    expect(sink.mails).toHaveLength(1);
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 24 * 3_600_000 + 1000));
    await json({ email: 'again@example.org', lists: ['boletin'], time: await formTime(app) });
    await settled();
    expect(sink.mails).toHaveLength(2);
  });

  test('whose e-mail the relay refuses can be made again, and the log names nobody', async () => {
    const lines: string[] = [];
    jest.spyOn(app.strapi.log, 'error').mockImplementation(((line: string) => lines.push(line)) as never);
    sink.answer = () => ({ code: 550, text: '5.1.1 <later@example.org> unknown' });
    expect((await json({ email: 'later@example.org', lists: ['boletin'] })).status).toBe(200);
    await settled();
    sink.answer = () => null;
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('later@');
    await json({ email: 'later@example.org', lists: ['boletin'] });
    await settled();
    expect(sink.mails.map(({ to }) => to[0])).toEqual(['later@example.org']);
  });

  test('gets the same answer whoever the address belongs to', async () => {
    await addContacts(admin, listId, ['confirmed@example.org', 'left@example.org', 'complained@example.org']);
    const left = await app.strapi.db
      .query('plugin::mail-campaigns.contact')
      .findOne({ where: { email: 'left@example.org' } });
    await subscriptionsOf(app.strapi).unsubscribe([left.id], null, { channel: 'unsubscribe-page' });
    const hash = (email: string) => consentOf(app.strapi).addressHash(email);
    await consentOf(app.strapi).suppress([
      { addressHash: hash('complained@example.org'), reason: 'complaint' },
      { addressHash: hash('bounced@example.org'), reason: 'hard_bounce' },
    ]);
    await json({ email: 'pending@example.org', lists: ['boletin'] });
    await settled();
    const kinds = ['unknown', 'pending', 'confirmed', 'left', 'complained', 'bounced'].map(
      (k) => `${k}@example.org`,
    );
    for (const send of [json, (fields: object) => form({ ...fields })]) {
      const seen = new Set<string>();
      for (const email of kinds) {
        const { status, text, headers } = await send({ email, lists: ['boletin'] });
        seen.add(JSON.stringify({ status, text, headers: { ...headers, date: '' } }));
      }
      expect(seen.size).toBe(1);
    }
    await settled();
    expect(await statusOf('confirmed@example.org')).toEqual(['Boletín: confirmed']);
    // A confirmation proves that the mailbox works again; like anybody, it is asked once a day.
    expect(await statusOf('bounced@example.org')).toEqual(['Boletín: pending']);
    const to = sink.mails.map((mail) => mail.to[0]);
    expect(to).not.toContain('confirmed@example.org');
    expect(to).not.toContain('complained@example.org');
    expect(to.filter((address) => address === 'bounced@example.org')).toHaveLength(1);
  });
});

describe('the link in the confirmation e-mail', () => {
  test('confirms by the button only, and twice is kind', async () => {
    const url = `${PUBLIC}/confirm/${await confirmTokenOf('confirm@example.org')}`;
    const before = await dump(app.strapi);
    const page = await app.visitor.get(url).set('Accept-Language', 'en');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="es">');
    expect(page.text).toContain('Boletín');
    expect(page.text).not.toContain('confirm@example.org');
    await app.visitor.head(url);
    await app.visitor.options(url);
    expect(await dump(app.strapi)).toEqual(before);
    for (let i = 0; i < 2; i += 1) {
      const done = await app.visitor.post(url).type('form').send({});
      expect(done.status).toBe(200);
      expect(done.text).toContain('Su suscripción está confirmada');
    }
    expect(await statusOf('confirm@example.org')).toEqual(['Boletín: confirmed']);
    expect((await app.visitor.get(url)).text).toContain('Su suscripción está confirmada');
  });

  test('offers what else was asked for that day, unticked, and confirms what is ticked of it and nothing else', async () => {
    const { body } = await admin.post('/lists', { name: 'Becas', optIn: 'double', visibility: 'public' });
    const { id, slug } = body.data;
    const email = 'two@example.org';
    const url = `${PUBLIC}/confirm/${await confirmTokenOf(email)}`;
    expect((await app.visitor.get(url)).text).not.toContain('name="also"');
    await json({ email, lists: [slug] });
    await settled();
    expect(sink.mails).toHaveLength(1);
    const hidden = await pendingTo('Interna', email);
    const before = await dump(app.strapi);
    const page = (await app.visitor.get(url)).text;
    expect(page).toMatch(new RegExp(`type="checkbox" name="also" value="${id}" />`));
    expect(page.match(/name="also"/g)).toHaveLength(1);
    expect(await dump(app.strapi)).toEqual(before);
    // Whatever the form says: a private list, and one that was not asked for.
    await app.visitor.post(url).type('form').send(`also=${hidden}&also=999999`);
    expect(await statusOf(email)).toEqual(['Becas: pending', 'Boletín: confirmed', 'Interna: pending']);

    const other = 'both@example.org';
    const link = `${PUBLIC}/confirm/${await confirmTokenOf(other)}`;
    await json({ email: other, lists: [slug] });
    await settled();
    for (let i = 0; i < 2; i += 1) await app.visitor.post(link).type('form').send({ also: id }).expect(200);
    expect(await statusOf(other)).toEqual(['Becas: confirmed', 'Boletín: confirmed']);
    const proofs = await consentOf(app.strapi).recordsOf({
      addressHash: consentOf(app.strapi).addressHash(other),
      contactId: 0,
    });
    const given = proofs.filter(({ action }) => action === 'confirmed');
    expect(given).toHaveLength(2);
    const noticeOf = (list: number) => given.find((proof) => proof.listId === list)?.notice;
    expect(noticeOf(listId)).not.toContain('Marque lo que quiera recibir');
    expect(noticeOf(id)).toContain('Marque lo que quiera recibir');
    await admin.delete(`/lists/${id}`);
  });

  test('expires, says so, and offers the form again', async () => {
    const url = `${PUBLIC}/confirm/${await confirmTokenOf('expired@example.org')}`;
    jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + 73 * 3_600_000));
    for (const page of [await app.visitor.get(url), await app.visitor.post(url)]) {
      expect(page.status).toBe(410);
      expect(page.text).toContain('72 horas');
      expect(page.text).toContain('href="/api/mail-campaigns/subscribe"');
    }
    expect(await statusOf('expired@example.org')).toEqual(['Boletín: pending']);
  });

  test('dies when the address changes or the person is erased', async () => {
    const token = await confirmTokenOf('before@example.org');
    const contact = await app.strapi.db
      .query('plugin::mail-campaigns.contact')
      .findOne({ where: { email: 'before@example.org' } });
    await admin.put(`/contacts/${contact.id}`, { email: 'after@example.org' });
    expect((await app.visitor.post(`${PUBLIC}/confirm/${token}`)).status).toBe(410);
    expect(await statusOf('after@example.org')).not.toContain('Boletín: confirmed');
    await admin.delete(`/contacts/${contact.id}`);
    expect((await app.visitor.post(`${PUBLIC}/confirm/${token}`)).status).toBe(410);
  });

  test('cannot be forged: every changed byte, another purpose, another length are all one 404', async () => {
    const token = await confirmTokenOf('forged@example.org');
    const before = await dump(app.strapi);
    const answers = new Set<string>();
    const wrong = [
      ...tampered(token),
      tokens.sign('unsubscribe', 1),
      tokens.sign('confirm', 1, 1),
      'x',
      '~~~',
    ];
    for (const forged of wrong) {
      const { status, text, headers } = await app.visitor.post(`${PUBLIC}/confirm/${forged}`);
      answers.add(JSON.stringify([status, text, { ...headers, date: '' }]));
      expect(status).toBe(404);
    }
    expect(answers.size).toBe(1);
    expect(await dump(app.strapi)).toEqual(before);
  });
});

test('one address asks too often: a kind page and a stable code, whatever it writes or pretends', async () => {
  const seen: number[] = [];
  for (let i = 0; i <= LIMIT && !seen.includes(429); i += 1) {
    const answer = await json({ email: `flood${i}@example.org`, lists: ['interna'] }).set(
      'X-Forwarded-For',
      `198.51.100.${i}`,
    );
    seen.push(answer.status);
  }
  expect(seen.at(-1)).toBe(429);
  const refused = await json({ email: 'flood@example.org', lists: ['boletin'] });
  expect(refused.body.error.details.code).toBe('too-many-requests');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const page = await form({ email: 'flood@example.org', lists: 'boletin', language: 'en' });
  expect(page.status).toBe(429);
  expect(page.text).toContain('Too many attempts');
  await settled();
  expect(await statusOf('flood@example.org')).toEqual([]);
});
