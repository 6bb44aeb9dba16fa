import { solveChallenge } from 'altcha-lib/v1';

import { emptyDefinition, type FormDefinition } from '../../contracts';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { formTime } from '../support/forms';
import { makeInstitution } from '../support/institution';
import { PUBLIC } from '../support/recipient';

let app: TestApp;
let admin: AdminClient;
let listId: number;
let privateId: number;

beforeAll(async () => {
  app = await startApp({ config: { subscribe: { perIpPerHour: 1000, challenge: { cost: 1000 } } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  const list = await admin.post('/lists', { name: 'Interna', optIn: 'double', visibility: 'private' });
  privateId = list.body.data.id;
});
afterAll(() => app.stop());

const definition = (changes: object = {}): FormDefinition => ({ ...emptyDefinition(), ...changes });
const create = (name: string, changes: object = {}) =>
  admin.post('/forms', { name, definition: definition(changes) });

test('there is a default form from the start, which can be changed and not deleted', async () => {
  const { body } = await admin.get('/forms');
  expect(body.data).toMatchObject([
    { slug: 'default', isDefault: true, counts: { requested: 0, confirmed: 0 } },
  ]);
  const [{ id }] = body.data;
  const refused = await admin.delete(`/forms/${id}`);
  expect(refused.body.error.details.code).toBe('form-default');
  const texts = emptyDefinition().texts;
  const changed = definition({ texts: { ...texts, es: { ...texts.es, title: 'Bienvenidos' } } });
  expect((await admin.put(`/forms/${id}`, { name: 'Principal', definition: changed })).status).toBe(200);
  expect((await app.visitor.get(`${PUBLIC}/subscribe?lang=es`)).text).toContain('<h1>Bienvenidos</h1>');
});

test('a slug is made once, with a number where it is taken, and survives a new name', async () => {
  const first = (await create('Fiesta del Libro')).body.data;
  const second = (await create('Fiesta del libro')).body.data;
  expect([first.slug, second.slug]).toEqual(['fiesta-del-libro', 'fiesta-del-libro-2']);
  const { id } = first;
  const renamed = await admin.put(`/forms/${id}`, { name: 'Otra cosa', definition: first.definition });
  expect(renamed.body.data).toMatchObject({ name: 'Otra cosa', slug: 'fiesta-del-libro' });
  const copy = await admin.post(`/forms/${id}/duplicate`);
  expect(copy.body.data).toMatchObject({ name: 'Otra cosa (2)', slug: 'otra-cosa-2', isDefault: false });
  const found = await admin.get('/forms?search=otra');
  expect(found.body.meta.pagination.total).toBe(2);
  expect((await admin.delete(`/forms/${copy.body.data.id}`)).status).toBe(200);
  expect((await admin.get(`/forms/${copy.body.data.id}`)).body.error.details.code).toBe('form-not-found');
});

test.each([
  ['form-list-private', () => ({ lists: [{ listId: privateId, preselected: false }] })],
  ['list-not-found', () => ({ lists: [{ listId: 99999, preselected: false }] })],
  [
    'form-attribute-unknown',
    () => ({ fields: [{ key: 'none', use: 'optional', labels: { es: '', en: '' } }] }),
  ],
])('is refused: %s', async (code, changes) => {
  const { body } = await create('Nunca', changes());
  expect(body.error.details.code).toBe(code);
});

test.each([
  ['redirectUrl', 'http://example.org'],
  ['redirectUrl', 'javascript:alert(1)'],
  ['redirectUrl', '//example.org'],
  ['redirectUrl', 'https://user@example.org/'],
  ['policyUrl', 'data:text/html,x'],
  ['origins', ['*']],
  ['origins', ['https://example.org/']],
  ['origins', ['null']],
  ['origins', ['https://*.example.org']],
  ['style', { color: 'red}</style>', corners: 'round', compact: false }],
  ['lists', []],
  ['language', 'fr'],
  ['extra', 1],
])('a definition with a wrong %s is refused and named: %j', async (field, value) => {
  const { status, body } = await create('Nunca', { [field]: value });
  expect(status).toBe(400);
  expect(body.error.details.code).toBe('invalid-input');
  expect(body.error.details.fields[0].path).toMatch(new RegExp(`^definition(\\.${field})?`));
});

test('the preview is the page itself, and what an editor wrote is text', async () => {
  const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
  const own = Object.fromEntries(Object.keys(emptyDefinition().texts.es).map((name) => [name, evil]));
  const evilDefinition = definition({
    texts: { es: own, en: own },
    fields: [{ key: 'firstName', use: 'required', labels: { es: evil, en: evil } }],
  });
  const { body } = await admin.post('/forms/preview', { definition: evilDefinition, language: 'es' });
  expect(body.data.html).toContain('<!doctype html>');
  expect(body.data.html).toContain('Boletín');
  expect(body.data.html).not.toMatch(/<img|<script/);
  const { id } = (await admin.post('/forms', { name: evil, definition: evilDefinition })).body.data;
  const snippets = (await admin.get(`/forms/${id}/snippets?language=es`)).body.data;
  expect(snippets.html).not.toMatch(/<img|<script/);
  expect(snippets.script).toMatch(/^<script src="http[^"]+\/forms\/script\.js" defer><\/script>$/);
});

test('the form to paste leads to our page with everything filled in, where one press is enough', async () => {
  const { id, slug } = (await create('Pegada', { lists: [{ listId, preselected: true }] })).body.data;
  const { html, link, json } = (await admin.get(`/forms/${id}/snippets?language=en`)).body.data;
  expect(link).toMatch(new RegExp(`/subscribe/${slug}$`));
  expect(json).toContain(`/forms/${slug}`);
  // Somebody pastes it: no line break inside of a tag, no indents of ours.
  expect(html).toMatch(/^<form method="post" action="[^"]+" data-mail-campaigns-form="[^"]+" lang="en">$/m);
  expect(html).not.toMatch(/^\s|<[^>]*\n/m);
  const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
  const answer = await app.visitor
    .post(new URL(action).pathname)
    .type('form')
    .set('Origin', 'https://elsewhere.example')
    .send({ email: 'paste@example.org', lists: 'boletin', language: 'en', website: '' });
  expect(answer.text).toContain('press the button once more');
  expect(answer.text).toContain('value="paste@example.org"');
});

describe('a form with a challenge', () => {
  let slug: string;
  beforeAll(async () => {
    ({ slug } = (
      await create('Con reto', { lists: [{ listId, preselected: true }], challenge: true })
    ).body.data);
  });

  const solve = async (): Promise<string> => {
    const { body } = await app.visitor.get(`${PUBLIC}/forms/${slug}`);
    const { algorithm, challenge, salt, signature, maxnumber } = body.data.challenge;
    const { number } = (await solveChallenge(challenge, salt, algorithm, maxnumber).promise)!;
    return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
  };
  const post = async (email: string, challenge?: string) =>
    app.visitor
      .post(`${PUBLIC}/subscribe/${slug}`)
      .send({ email, lists: ['boletin'], time: await formTime(app, slug), challenge });
  const exists = async (email: string) => {
    await backgroundOf(app.strapi).drain();
    return (await app.strapi.db.query('plugin::mail-campaigns.contact').count({ where: { email } })) > 0;
  };

  test('loads our script and nothing else, and says so without one', async () => {
    const { text, headers } = await app.visitor.get(`${PUBLIC}/subscribe/${slug}`);
    expect(text.match(/<script[^>]*>/g)).toEqual([
      '<script src="/api/mail-campaigns/forms/script.js" defer>',
    ]);
    expect(text).toContain('data-mail-campaigns-form="/api/mail-campaigns/forms/con-reto"');
    expect(text).toContain('<noscript>');
    expect(headers['content-security-policy']).toMatch(/; script-src 'self'; .*; connect-src 'self'$/);
  });

  test('takes a solution once, and refuses whoever has none', async () => {
    expect((await post('none@example.org')).body.error.details.code).toBe('challenge-failed');
    const answer = await solve();
    expect((await post('first@example.org', answer)).status).toBe(200);
    const rewritten = JSON.parse(Buffer.from(answer, 'base64').toString()) as object;
    const again = Buffer.from(JSON.stringify({ took: 3, ...rewritten })).toString('base64');
    for (const replay of [answer, again]) {
      expect((await post('second@example.org', replay)).body.error.details.code).toBe('challenge-failed');
    }
    expect(await exists('first@example.org')).toBe(true);
    expect(await exists('second@example.org')).toBe(false);
  });

  test('of two at the same moment takes one', async () => {
    const answer = await solve();
    const answers = await Promise.all([1, 2, 3, 4].map((n) => post(`race${n}@example.org`, answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  test('gives a page back with everything that was written', async () => {
    const page = await app.visitor
      .post(`${PUBLIC}/subscribe/${slug}`)
      .type('form')
      .send({ email: 'page@example.org', lists: 'boletin', language: 'es', time: await formTime(app, slug) });
    expect(page.status).toBe(400);
    expect(page.text).toContain('No pudimos comprobar');
    expect(page.text).toContain('value="page@example.org"');
  });
});
