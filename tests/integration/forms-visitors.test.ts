import { simpleParser } from 'mailparser';

import { emptyDefinition, type FormDefinition } from '../../contracts';
import { consentOf } from '../../server/consent';
import { clock } from '../../server/lib/clock';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { formTime } from '../support/forms';
import { makeInstitution } from '../support/institution';
import { dump, PUBLIC } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';

const SITE = 'https://www.instituto.example';
const DAY_MS = 86_400_000;

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: sink.config,
      subscribe: { perIpPerHour: 1000, perAddressPerHour: 3, perDomainPerHour: 6, origins: [SITE] },
    },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  await admin.post('/lists', { name: 'Interna', optIn: 'double', visibility: 'private' });
  await admin.post('/lists', { name: 'Eventos', optIn: 'double', visibility: 'public' });
  await admin.post('/contacts', { email: 'someone@known.example', attributes: { city: 'Bogotá' } });
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
const definition = (changes: Partial<FormDefinition> = {}): FormDefinition => ({
  ...emptyDefinition(),
  lists: [{ listId, preselected: true }],
  ...changes,
});

async function makeForm(name: string, changes: Partial<FormDefinition> = {}): Promise<string> {
  const { status, body } = await admin.post('/forms', { name, definition: definition(changes) });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data.slug as string;
}

const post = (slug: string, fields: object) => app.visitor.post(`${PUBLIC}/subscribe/${slug}`).send(fields);
const subscribe = async (slug: string, email: string, fields: object = {}) => {
  const answer = await post(slug, { email, lists: ['boletin'], time: await formTime(app, slug), ...fields });
  await settled();
  return answer;
};
const contactOf = (email: string) =>
  app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
const subscriptionsOf = async (email: string) => {
  const contact = await contactOf(email);
  return app.strapi.db
    .query('plugin::mail-campaigns.subscription')
    .findMany({ where: { contactId: contact?.id ?? 0 } });
};
const recordsOf = async (email: string) =>
  consentOf(app.strapi).recordsOf({
    addressHash: consentOf(app.strapi).addressHash(email),
    contactId: (await contactOf(email)).id,
  });
async function confirmUrl(): Promise<string> {
  const mail = await simpleParser(sink.mails.at(-1)?.raw ?? Buffer.from(''));
  return `${PUBLIC}/confirm/${/confirm\/(\S+)/.exec(mail.text ?? '')?.[1] ?? ''}`;
}

describe('a form', () => {
  test('offers its lists, fields and words in the language asked for, and nothing else', async () => {
    const texts = emptyDefinition().texts;
    const slug = await makeForm('Boletín de prensa', {
      texts: {
        es: { ...texts.es, title: 'Prensa', button: 'Recibir', purposes: 'Enviar comunicados.' },
        en: { ...texts.en, title: 'Press' },
      },
      fields: [
        { key: 'city', use: 'required', labels: { es: 'Ciudad', en: 'City' } },
        { key: 'lastName', use: 'off', labels: { es: '', en: '' } },
      ],
      policyUrl: 'https://instituto.example/datos',
      style: { color: '#aa0000', corners: 'square', compact: false },
    });
    expect(slug).toBe('boletin-de-prensa');
    const page = await app.visitor.get(`${PUBLIC}/subscribe/${slug}?lang=es`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Prensa');
    expect(page.text).toContain('Al pulsar «Recibir»');
    expect(page.text).toContain('Finalidades: Enviar comunicados.');
    expect(page.text).toContain('href="https://instituto.example/datos"');
    expect(page.text).toContain('name="attributes[city]"');
    expect(page.text).toContain('#aa0000');
    expect(page.text).not.toMatch(/Eventos|Interna|name="lastName"|<script/);
    const json = await app.visitor.get(`${PUBLIC}/forms/${slug}?lang=en`);
    expect(json.body.data).toMatchObject({
      slug,
      title: 'Press',
      button: 'Subscribe',
      challenge: null,
      lists: [{ slug: 'boletin', preselected: true }],
      fields: [{ name: 'attributes[city]', label: 'City', required: true }],
    });
    expect(JSON.stringify(json.body)).not.toMatch(/redirect|origins|welcome/);
  });

  test('keeps the attribute of who is new, and asks for what is required', async () => {
    const slug = await makeForm('Ciudades', {
      fields: [{ key: 'city', use: 'required', labels: { es: '', en: '' } }],
    });
    const missing = await subscribe(slug, 'city@form.example');
    expect(missing.status).toBe(400);
    expect(missing.body.error.details.fields).toEqual([
      { path: 'attributes[city]', message: expect.stringContaining('city') },
    ]);
    expect(
      (await subscribe(slug, 'city@form.example', { attributes: { city: 'Cali', vip: '1' } })).status,
    ).toBe(400);
    expect(
      (await subscribe(slug, 'city@form.example', { attributes: { city: 'Cali\r\nX: y' } })).status,
    ).toBe(200);
    expect((await contactOf('city@form.example')).attributes).toEqual({ city: 'Cali X: y' });
    await subscribe(slug, 'someone@known.example', { attributes: { city: 'Pasto' } });
    expect((await contactOf('someone@known.example')).attributes).toEqual({ city: 'Bogotá' });
  });

  test('cannot be joined beyond what it offers, nor told what to do', async () => {
    const slug = await makeForm('Una lista');
    await subscribe(slug, 'more@form.example', { lists: ['boletin', 'eventos', 'interna'] });
    expect(await subscriptionsOf('more@form.example')).toMatchObject([{ listId, status: 'pending' }]);
    const before = await dump(app.strapi);
    for (const field of [
      'status',
      'confirmedAt',
      'redirectUrl',
      'welcome',
      'definition',
      'formId',
      'listIds',
      'origins',
    ]) {
      expect((await subscribe(slug, 'mass@form.example', { [field]: 'https://evil.example' })).status).toBe(
        400,
      );
    }
    expect(await dump(app.strapi)).toEqual(before);
  });

  test('whose list became private offers it no longer', async () => {
    const { body } = await admin.post('/lists', { name: 'Luego', optIn: 'double', visibility: 'public' });
    const slug = await makeForm('Luego', { lists: [{ listId: body.data.id, preselected: true }] });
    await admin.put(`/lists/${body.data.id}`, { name: 'Luego', optIn: 'double', visibility: 'private' });
    expect((await subscribe(slug, 'late@form.example', { lists: ['luego'] })).status).toBe(200);
    expect(await contactOf('late@form.example')).toBeNull();
    expect((await app.visitor.get(`${PUBLIC}/subscribe/${slug}`)).text).not.toContain('name="lists"');
  });

  test('that was deleted shows a kind page, and a stable code in JSON', async () => {
    const { body } = await admin.post('/forms', { name: 'Breve', definition: definition() });
    await admin.delete(`/forms/${body.data.id}`);
    const page = await app.visitor.get(`${PUBLIC}/subscribe/breve`).set('Accept-Language', 'en');
    expect(page.status).toBe(404);
    expect(page.text).toContain('This form is no longer here');
    expect(page.text).toContain('href="/api/mail-campaigns/subscribe"');
    const answers = [await app.visitor.get(`${PUBLIC}/forms/breve`), await post('breve', {})];
    for (const { status, body: refusal } of answers) {
      expect(status).toBe(404);
      expect(refusal.error.details.code).toBe('form-not-found');
    }
  });
});

describe('the time of a form', () => {
  const form = (fields: object) => app.visitor.post(`${PUBLIC}/subscribe`).type('form').send(fields);
  const fields = { email: 'time@form.example', firstName: 'Luz', lists: 'eventos', language: 'en' };

  test('too short: the usual answer, and nothing happens', async () => {
    const before = await dump(app.strapi);
    const answer = await form({ ...fields, time: await formTime(app, 'default', 1) });
    expect(answer.text).toContain('Check your e-mail');
    await settled();
    expect(await dump(app.strapi)).toEqual(before);
  });

  test.each([
    ['too old', () => formTime(app, 'default', DAY_MS / 1000 + 1)],
    ['of another form', async () => formTime(app, await makeForm('Otra'))],
    ['forged', () => Promise.resolve('1~1~00000000000000000000000000000000')],
    ['missing', () => Promise.resolve(undefined)],
  ])('%s: asked once more, with nothing lost, and then it works', async (name, timeOf) => {
    const email = `${name.replaceAll(' ', '')}@time${name.length}.example`;
    const first = await form({ ...fields, email, time: await timeOf() });
    expect(first.status).toBe(200);
    expect(first.text).toContain('press the button once more');
    expect(first.text).toContain(`value="${email}"`);
    expect(first.text).toContain('value="Luz"');
    expect(first.text).toMatch(/value="eventos"\s+checked/);
    expect(await contactOf(email)).toBeNull();
    const time = /name="time" value="([^"]+)"/.exec(first.text)?.[1];
    expect((await form({ ...fields, email, time })).text).toContain('Check your e-mail');
    await settled();
    expect(await contactOf(email)).toMatchObject({ firstName: 'Luz' });
  });

  test('in JSON comes with the definition, and with the refusal of an old one', async () => {
    const { body } = await app.visitor.get(`${PUBLIC}/forms/default`);
    const start = Date.now();
    jest.spyOn(clock, 'now').mockReturnValue(new Date(start + 3000));
    const email = 'json@time.example';
    expect((await post('default', { email, lists: ['boletin'], time: body.data.time })).status).toBe(200);
    await settled();
    expect(await contactOf(email)).not.toBeNull();
    const refused = await post('default', { email: 'again@time.example', lists: ['boletin'] });
    expect(refused.status).toBe(400);
    expect(refused.body.error.details.code).toBe('form-expired');
    const { time } = refused.body.error.details.values;
    expect((await post('default', { email: 'again@time.example', lists: ['boletin'], time })).status).toBe(
      200,
    );
    await settled();
  });
});

test('limits per address and per domain are silent: the same answer, and no more work', async () => {
  const answers = new Set<string>();
  const ask = async (email: string) => {
    const { status, text, headers } = await subscribe('default', email);
    answers.add(JSON.stringify({ status, text, headers: { ...headers, date: '' } }));
  };
  // The fourth of one address is not worked on, although the turn of the day is free again.
  for (let i = 0; i < 3; i += 1) await ask('often@one.example');
  await app.strapi.db.query('plugin::mail-campaigns.confirmation-mail').deleteMany({});
  await ask('often@one.example');
  expect(sink.mails).toHaveLength(1);
  for (let i = 0; i < 8; i += 1) await ask(`person${i}@two.example`);
  expect(sink.mails.filter(({ to }) => to[0]?.endsWith('@two.example'))).toHaveLength(6);
  expect(answers.size).toBe(1);
});

describe('after the confirmation', () => {
  test('the records tell the form and every word that was seen, and the form counts', async () => {
    const slug = await makeForm('Con política', {
      policyUrl: 'https://instituto.example/politica',
      texts: {
        ...emptyDefinition().texts,
        es: {
          ...emptyDefinition().texts.es,
          consent: 'Acepto recibir el boletín.',
          purposes: 'Divulgación.',
        },
      },
    });
    await subscribe(slug, 'proof@after.example', { language: 'es' });
    const [asked] = await recordsOf('proof@after.example');
    expect(asked).toMatchObject({ action: 'requested', source: `form:${slug}`, language: 'es' });
    expect(asked?.notice).toBe(
      'Acepto recibir el boletín.\nFinalidades: Divulgación.\nPolítica de tratamiento de datos personales: https://instituto.example/politica',
    );
    await app.visitor
      .post(await confirmUrl())
      .type('form')
      .send({});
    const [, confirmed] = await recordsOf('proof@after.example');
    expect(confirmed).toMatchObject({ action: 'confirmed', source: `form:${slug}`, formId: asked?.formId });
    expect(confirmed?.notice).toContain('Acepto recibir el boletín.');
    expect(confirmed?.notice).toContain('Confirmó su suscripción con el botón');
    const { body } = await admin.get(`/forms/${asked?.formId}`);
    expect(body.data.counts).toEqual({ requested: 1, confirmed: 1 });
    const hash = consentOf(app.strapi).addressHash('proof@after.example');
    expect(await consentOf(app.strapi).verify(hash)).toMatchObject({ valid: true });
  });

  test('one welcome e-mail with a way out, however often the button is pressed', async () => {
    const texts = emptyDefinition().texts;
    const slug = await makeForm('Bienvenida', {
      welcome: true,
      texts: {
        ...texts,
        es: {
          ...texts.es,
          welcomeSubject: '¡Hola!',
          welcomeBody: 'Uno.\n\nDos.',
          thanksTitle: 'Mil gracias',
        },
      },
    });
    await subscribe(slug, 'welcome@after.example', { language: 'es', firstName: 'https://spam.example' });
    const url = await confirmUrl();
    sink.mails.length = 0;
    const pages = await Promise.all([1, 2, 3].map(() => app.visitor.post(url).type('form').send({})));
    expect(pages.map(({ text }) => text.includes('Mil gracias'))).toEqual([true, true, true]);
    await settled();
    expect(sink.mails).toHaveLength(1);
    const mail = await simpleParser(sink.mails[0]?.raw ?? '');
    expect(mail.subject).toBe('¡Hola!');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.text).toContain('Uno.\n\nDos.');
    expect(mail.text).not.toContain('spam');
    const token = /preferences\/(\S+)/.exec(mail.text ?? '')?.[1] ?? '';
    expect((await app.visitor.get(`${PUBLIC}/preferences/${token}`)).status).toBe(200);
  });

  test('people land on the address of the settings, and on no other', async () => {
    const slug = await makeForm('Redirige', { redirectUrl: 'https://instituto.example/gracias?x=1' });
    await subscribe(slug, 'redirect@after.example');
    const url = await confirmUrl();
    const page = await app.visitor.get(`${url}?redirectUrl=https://evil.example`);
    expect(page.headers['content-security-policy']).toContain(
      "form-action 'self' https://instituto.example;",
    );
    const done = await app.visitor
      .post(`${url}?redirectUrl=https://evil.example`)
      .type('form')
      .send({ redirectUrl: 'https://evil.example', return: '//evil.example' });
    expect(done.status).toBe(303);
    expect(done.headers.location).toBe('https://instituto.example/gracias?x=1');
  });

  test('who confirmed stays so when somebody asks again', async () => {
    await subscribe('default', 'stays@after.example');
    await app.visitor
      .post(await confirmUrl())
      .type('form')
      .send({});
    await subscribe('default', 'stays@after.example');
    expect(await subscriptionsOf('stays@after.example')).toMatchObject([{ status: 'confirmed' }]);
  });
});

test('a link that is too old brings a new e-mail on request: by POST, once a day, to the address we know', async () => {
  await subscribe('default', 'old@link.example');
  const url = await confirmUrl();
  sink.mails.length = 0;
  const start = Date.now();
  const now = jest.spyOn(clock, 'now').mockReturnValue(new Date(start + 3 * DAY_MS + 60_000));
  const page = await app.visitor.get(url);
  expect(page.status).toBe(410);
  expect(page.text).toMatch(/<form method="post" action="[^"]+\/again"/);
  await app.visitor.get(`${url}/again`);
  await settled();
  expect(sink.mails).toHaveLength(0);
  for (let i = 0; i < 3; i += 1) {
    const answer = await app.visitor.post(`${url}/again`).type('form').send({ email: 'evil@link.example' });
    expect(answer.status).toBe(200);
  }
  await settled();
  expect(sink.mails.map(({ to }) => to)).toEqual([['old@link.example']]);
  await app.visitor
    .post(await confirmUrl())
    .type('form')
    .send({});
  expect(await subscriptionsOf('old@link.example')).toMatchObject([{ status: 'confirmed' }]);
  now.mockReturnValue(new Date(start + 5 * DAY_MS));
  await app.visitor.post(`${url}/again`).type('form').send({});
  await settled();
  expect(sink.mails).toHaveLength(1);
});

test('who is on a list and lost by a hard bounce comes back by a new confirmation only, which is proven', async () => {
  const email = 'vuelve@bounce.example';
  const addressHash = consentOf(app.strapi).addressHash(email);
  const isSuppressed = async () => (await consentOf(app.strapi).suppressionsOf([addressHash])).size === 1;
  const press = (url: string) => app.visitor.post(url).type('form').send({});
  const start = Date.now();
  await subscribe('default', email);
  const first = await confirmUrl();
  await press(first);
  const now = jest.spyOn(clock, 'now').mockReturnValue(new Date(start + 3_600_000));
  await consentOf(app.strapi).suppress([{ addressHash, reason: 'hard_bounce' }]);
  expect((await press(first)).status).toBe(410);
  expect(await isSuppressed()).toBe(true);

  now.mockReturnValue(new Date(start + DAY_MS + 60_000));
  sink.mails.length = 0;
  await subscribe('default', email);
  await subscribe('default', email);
  expect(sink.mails.map(({ to }) => to)).toEqual([[email]]);
  const second = await confirmUrl();
  expect((await app.visitor.get(second)).text).toContain('<button type="submit">');
  expect(await isSuppressed()).toBe(true);
  const pages = await Promise.all([press(second), press(second)]);
  expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  expect(await isSuppressed()).toBe(false);
  expect(await subscriptionsOf(email)).toMatchObject([{ status: 'confirmed' }]);
  expect((await recordsOf(email)).map(({ action }) => action)).toEqual([
    'requested',
    'confirmed',
    'requested',
    'confirmed',
  ]);
});

describe('scripts of other sites', () => {
  const OWN = 'https://own.example';
  const preflight = (slug: string, origin: string) =>
    app.visitor
      .options(`${PUBLIC}/subscribe/${slug}`)
      .set('Origin', origin)
      .set('Access-Control-Request-Method', 'POST')
      .set('Access-Control-Request-Headers', 'content-type');

  test('may use a form only where its editor or the configuration says so', async () => {
    const slug = await makeForm('CORS', { origins: [OWN] });
    for (const [origin, form, allowed] of [
      [OWN, slug, true],
      [SITE, slug, true],
      [SITE, 'default', true],
      [OWN, 'default', false],
      ['https://evil.example', slug, false],
      [`${OWN}.evil.example`, slug, false],
      ['null', slug, false],
    ] as const) {
      const asked = await preflight(form, origin);
      const read = await app.visitor.get(`${PUBLIC}/forms/${form}`).set('Origin', origin);
      expect(asked.status).toBe(204);
      for (const { headers } of [asked, read]) {
        expect(headers['access-control-allow-origin']).toBe(allowed ? origin : undefined);
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        expect(headers.vary).toContain('Origin');
      }
      expect(asked.headers['access-control-allow-methods']).toBe(allowed ? 'GET, POST' : undefined);
    }
  });

  test('can read refusals, too', async () => {
    const answer = await post('default', { email: 'x' }).set('Origin', SITE);
    expect(answer.status).toBe(400);
    expect(answer.headers['access-control-allow-origin']).toBe(SITE);
  });

  test('get our script from everywhere, once', async () => {
    const first = await app.visitor.get(`${PUBLIC}/forms/script.js`);
    expect(first.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(first.text).toContain('data-mail-campaigns-form');
    const again = await app.visitor
      .get(`${PUBLIC}/forms/script.js`)
      .set('If-None-Match', String(first.headers.etag));
    expect(again.status).toBe(304);
  });
});
