import { createHash } from 'node:crypto';

import type { PublicPages } from '../../contracts';
import plugin from '../../server';
import { pagesLookOf, publicBaseUrl, savePagesLook } from '../../server/config';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { publicWalk, type Visit } from '../support/public-walk';
import { PUBLIC } from '../support/recipient';

/** How the institution makes the public pages its own, and what every public answer holds to, however it looks. */

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LOGO = `data:image/png;base64,${PNG}`;
const svg = (inside: string) =>
  `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`).toString('base64')}`;

let app: TestApp;
let admin: AdminClient;
let visits: Visit[];
let shipped: PublicPages;

beforeAll(async () => {
  app = await startApp({ config: { subscribe: { perIpPerHour: 10_000 } } });
  admin = await app.admin();
  const { listId } = await makeInstitution(admin);
  visits = await publicWalk(app, admin, listId);
  shipped = (await admin.get('/public-pages')).body.data.pages;
});
afterAll(() => app.stop());
beforeEach(() => save({}));

const save = (changes: Partial<PublicPages>) => admin.put('/public-pages', { ...shipped, ...changes });
const codeOf = (answer: { body: any }) => answer.body.error?.details.code;
const visit = ({ url, fields }: Visit) =>
  fields ? app.visitor.post(url).type('form').send(fields) : app.visitor.get(url);
const named = (name: string): Visit => visits.find((one) => one.name === name) as Visit;

/** Of machines to this server: no person ever sees an answer. */
const MACHINES = ['POST /webhooks/:provider', 'POST /intake'];

test('every public route is walked', () => {
  const routes = (plugin.routes.public.routes as { method: string; path: string }[]).map(
    ({ method, path }) => `${method} ${path}`,
  );
  const known = [...visits.map(({ route }) => route), ...MACHINES, 'GET /logo/:hash'];
  expect(routes.filter((route) => !known.includes(route))).toEqual([]);
});

test('every public answer keeps the link to itself, is kept by nobody, and lets nothing run', async () => {
  await save({ logo: LOGO });
  for (const one of visits) {
    expect(one.url).not.toMatch(/@|%40/);
    const { status, headers, text } = await visit(one);
    const policy = String(headers['content-security-policy']);
    expect([one.name, status]).toEqual([one.name, one.status]);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    if (one.other === 'script') continue;
    expect([one.name, headers['referrer-policy']]).toEqual([one.name, 'no-referrer']);
    expect(headers['x-frame-options']).toBe('DENY');
    // What the archive offers is for everybody.
    if (one.other === 'feed') continue;
    expect([one.name, headers['cache-control']]).toEqual([one.name, expect.stringContaining('no-store')]);
    expect(headers['x-robots-tag']).toBe('noindex, nofollow');
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    if (one.other === 'mail') {
      // Somebody's e-mail, with its inline styles: shut in a sandbox, with no script and no form.
      expect(policy).toMatch(/script-src 'none'.*form-action 'none'.*sandbox/);
      continue;
    }
    expect([one.name, policy]).toEqual([one.name, expect.not.stringMatching(/unsafe|data:|\*|https?:/)]);
    if (one.other) continue;
    const scripts = one.name === 'subscribe-challenge' ? "script-src 'self'" : "script-src 'none'";
    expect(policy).toContain(scripts);
    expect(policy).toContain("img-src 'self'");
    expect(text).not.toMatch(/\sstyle=|\son\w+=|<style[^>]+>/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    const targets = [...text.matchAll(/\s(?:src|href|action)="([^"]*)"/g)].map(([, target]) => target ?? '');
    for (const target of targets.filter((one) => !one.startsWith(publicBaseUrl(app.strapi)))) {
      expect(target).toMatch(/^(?:[/?#][^/]|https:\/\/example\.org\/$)/);
      expect(target).not.toMatch(/@|%40/);
    }
  }
}, 60_000);

describe('the institution’s own words', () => {
  test('stand on the page in their language, with what is filled in; the other language keeps ours', async () => {
    const answer = await save({
      texts: {
        es: { 'unsubscribe.title': '¿Nos deja?', 'unsubscribe.lead': 'Gracias por leer a {institution} <3' },
        en: { 'left.title': 'Goodbye', 'left.list': 'No more {list}.' },
      },
      footnote: { es: 'Dudas: oficina 301', en: 'Questions: room 301' },
    });
    expect(answer.body.data.pages.texts.en).toEqual({
      'left.title': 'Goodbye',
      'left.list': 'No more {list}.',
    });
    const spanish = await app.visitor.get(`${named('unsubscribe').url}?lang=es`);
    expect(spanish.text).toContain('<h1>¿Nos deja?</h1>');
    expect(spanish.text).toContain('Gracias por leer a Instituto de Prueba &lt;3');
    expect(spanish.text).toContain('Dudas: oficina 301');
    const english = await app.visitor.get(`${named('unsubscribe').url}?lang=en`);
    expect(english.text).toContain('<h1>Would you like to unsubscribe?</h1>');
    expect(english.text).toContain('Questions: room 301');
    const gone = await app.visitor.get(`${named('left-already').url}?lang=en`);
    expect(gone.text).toContain('<h1>Goodbye</h1>');
  });

  test('come back to ours when emptied', async () => {
    await save({ texts: { es: { 'unsubscribe.title': 'Otra' }, en: {} } });
    const answer = await save({ texts: { es: { 'unsubscribe.title': ' \n ' }, en: {} } });
    expect(answer.body.data.pages.texts.es).toEqual({});
    const page = await app.visitor.get(`${named('unsubscribe').url}?lang=es`);
    expect(page.text).toContain('<h1>¿Quiere darse de baja?</h1>');
  });

  test.each([
    ['a name that nothing fills', { es: { 'unsubscribe.title': 'Hola {email}' }, en: {} }],
    ['a heading that is too long', { es: { 'unsubscribe.title': 'a'.repeat(121) }, en: {} }],
    ['a sentence that is too long', { es: { 'unsubscribe.lead': 'a'.repeat(601) }, en: {} }],
    ['words of a button', { es: { 'unsubscribe.all': 'Quedarme' }, en: {} }],
    ['words of a consent', { es: {}, en: { 'preferences.consent': 'x' } }],
    ['another language', { es: {}, en: {}, fr: {} }],
  ])('are refused with %s', async (_, texts) => {
    expect(codeOf(await save({ texts: texts as PublicPages['texts'] }))).toBe('invalid-input');
  });
});

describe('the colours', () => {
  test('reach every page', async () => {
    await save({ color: '#0a7f5c', background: '#102030' });
    const { text } = await visit(named('preferences'));
    expect(text).toContain('--page:#102030');
    expect(text).toContain('--brand:#0a7f5c');
    expect((await admin.get('/settings')).body.data.institution.color).toBe('#0a7f5c');
  });

  test.each(['red', '#fff', '#12345g', '#123456;}</style>', 'url(https://x.example)'])(
    'refuses %p',
    async (color) => {
      expect(codeOf(await save({ color }))).toBe('invalid-input');
      expect(codeOf(await save({ background: color }))).toBe('invalid-input');
    },
  );
});

describe('the logo', () => {
  const addressOf = (text: string) => /<img src="([^"]+)"/.exec(text)?.[1] ?? '';

  test('comes from this server, under an address of its own for each picture', async () => {
    await save({ logo: LOGO });
    const address = addressOf((await visit(named('subscribe'))).text);
    expect(address).toMatch(new RegExp(`^${PUBLIC}/logo/[\\w-]{22}$`));
    const picture = await app.visitor.get(address);
    expect(picture.body.toString('base64')).toBe(PNG);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(picture.headers['set-cookie']).toBeUndefined();

    await save({ logo: svg('<circle r="4"/>') });
    const next = addressOf((await visit(named('subscribe'))).text);
    expect(next).not.toBe(address);
    const drawing = await app.visitor.get(next);
    expect(drawing.headers['content-type']).toBe('image/svg+xml');
    expect(drawing.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    expect((await app.visitor.get(address)).status).toBe(404);

    await save({ logo: null });
    expect(addressOf((await visit(named('subscribe'))).text)).toBe('');
    expect((await app.visitor.get(next)).status).toBe(404);
  });

  test('comes back as it was given', async () => {
    const { body } = await save({ logo: LOGO });
    expect(body.data.pages.logo).toBe(LOGO);
    expect((await admin.get('/public-pages')).body.data.pages.logo).toBe(LOGO);
  });

  test.each([
    ['logo-type', 'https://cdn.example.org/logo.png'],
    ['logo-type', 'data:text/html;base64,PGI+'],
    ['logo-type', 'data:image/png,plain'],
    ['logo-unreadable', `data:image/jpeg;base64,${PNG}`],
    ['logo-unreadable', `data:image/svg+xml;base64,${Buffer.from('<html><svg>').toString('base64')}`],
    ['logo-unsafe', svg('<script>alert(1)</script>')],
    ['logo-unsafe', svg('<circle onload="alert(1)"/>')],
    ['logo-unsafe', svg('<foreignObject><p/></foreignObject>')],
    ['logo-too-large', `data:image/png;base64,${Buffer.alloc(201 * 1024).toString('base64')}`],
  ])('is refused: %s', async (code, logo) => {
    expect(codeOf(await save({ logo }))).toBe(code);
    expect((await admin.get('/public-pages')).body.data.pages.logo).toBeNull();
  });
});

describe('a layout of the institution’s own', () => {
  const REQUIRED =
    '{{ content }}<p>{{ institution.name }}</p><p>{{ institution.address }}</p><p>{{ languages }}</p>';
  const STYLE = '<style>\n.ours > p { color: var(--accent) }\n</style>';
  const ours = (mark: string) => `${STYLE}<div class="ours"><p>${mark}</p>${REQUIRED}</div>`;
  const bodyOf = (text: string) =>
    /<body>([^]*)<\/body>/
      .exec(text)?.[1]
      ?.replace(/name="time"[^>]*/, '')
      .replace(/\s+/g, ' ')
      .replace(/> </g, '><');

  test('stands around every page, and another one around the pages of leaving alone', async () => {
    await save({ layouts: { layout: ours('De todos'), unsubscribe: '' } });
    for (const one of visits.filter(({ other }) => !other)) {
      const { text, headers } = await visit(one);
      expect([one.name, text]).toEqual([one.name, expect.stringContaining('<p>De todos</p>')]);
      const policy = String(headers['content-security-policy']);
      for (const [, style = ''] of text.matchAll(/<style>([^<]*)<\/style>/g)) {
        expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
      }
      expect(policy).toContain("img-src 'self' data:;");
      expect(policy).not.toContain('unsafe');
    }
    await save({ layouts: { layout: ours('De todos'), unsubscribe: ours('De la baja') } });
    expect((await visit(named('unsubscribe'))).text).toContain('<p>De la baja</p>');
    expect((await visit(named('left-already'))).text).toContain('<p>De la baja</p>');
    expect((await visit(named('test'))).text).toContain('<p>De la baja</p>');
    expect((await visit(named('preferences'))).text).toContain('<p>De todos</p>');
  }, 60_000);

  test('written as ours makes the very page that ours makes', async () => {
    const { shippedLayout } = (await admin.get('/public-pages')).body.data;
    const names = ['subscribe', 'unsubscribe', 'preferences', 'erase', 'not-found'];
    const footnote = { es: 'Oficina 301', en: 'Room 301' };
    await save({ logo: LOGO, footnote });
    const before = await Promise.all(names.map(async (name) => bodyOf((await visit(named(name))).text)));
    const { status } = await save({
      logo: LOGO,
      footnote,
      layouts: { layout: shippedLayout, unsubscribe: '' },
    });
    expect(status).toBe(200);
    const after = await Promise.all(names.map(async (name) => bodyOf((await visit(named(name))).text)));
    expect(after).toEqual(before);
  });

  test('without a required part is refused, which names the part, and changes nothing', async () => {
    await save({ layouts: { layout: ours('Antes'), unsubscribe: '' } });
    const layouts = { layout: ours('Antes'), unsubscribe: REQUIRED.replace('{{ content }}', '') };
    const { status, body } = await save({ color: '#abcdef', layouts });
    expect(status).toBe(400);
    expect(body.error.details).toMatchObject({
      code: 'layout-broken',
      fields: [{ path: 'layouts.unsubscribe', message: expect.stringContaining('{{ content }}') }],
      problems: [{ code: 'layout-part-missing', values: { path: 'content' } }],
    });
    const { pages } = (await admin.get('/public-pages')).body.data;
    expect(pages).toMatchObject({
      color: shipped.color,
      layouts: { layout: ours('Antes'), unsubscribe: '' },
    });
    expect((await visit(named('unsubscribe'))).text).toContain('<p>Antes</p>');
  });

  test.each(['<script>alert(1)</script>', '{% if', '{{ content | nothing }}', '\u0000'])(
    'that got into the database broken takes no page down: %p',
    async (piece) => {
      const told = jest.spyOn(app.strapi.log, 'error');
      const look = await pagesLookOf(app.strapi);
      await savePagesLook(app.strapi, { ...look, layouts: { layout: `x${piece}`, unsubscribe: '' } }, null);
      for (const name of ['subscribe', 'unsubscribe', 'not-found']) {
        const { status, text } = await visit(named(name));
        expect(status).toBe(named(name).status);
        expect(text).toContain('<div class="sheet">');
        expect(text).not.toContain('alert(1)');
      }
      expect(told.mock.calls.filter((call) => JSON.stringify(call).includes('layout'))).toHaveLength(1);
      told.mockRestore();
    },
  );
});

test('the preview shows what is not saved, and saves nothing', async () => {
  const texts = { es: { 'left.title': 'Hasta pronto' }, en: {} };
  const pages = { ...shipped, color: '#aa0000', logo: LOGO, texts };
  const before = (await admin.get('/public-pages')).body;
  const shown = await admin.post('/public-pages/preview', { pages, page: 'left', language: 'es' });
  expect(shown.body.data.html).toContain('<h1>Hasta pronto</h1>');
  expect(shown.body.data.html).toContain(`<img src="${LOGO}"`);
  expect(shown.body.data.html).toContain('--brand:#aa0000');
  for (const page of ['unsubscribe', 'preferences', 'subscribe', 'confirm']) {
    const answer = await admin.post('/public-pages/preview', { pages, page, language: 'en' });
    expect(answer.body.data).toMatchObject({
      html: expect.stringContaining('<html lang="en">'),
      problems: { layout: [], unsubscribe: [] },
    });
  }
  const layouts = { layout: '<p>{{ content }}', unsubscribe: '' };
  const broken = await admin.post('/public-pages/preview', {
    pages: { ...pages, layouts },
    page: 'left',
    language: 'es',
  });
  expect(broken.body.data.html).toBe('');
  expect(broken.body.data.problems.layout).toContainEqual(
    expect.objectContaining({ code: 'layout-unclosed', line: 1, field: 'mjml' }),
  );
  expect((await admin.get('/public-pages')).body).toEqual(before);
});
