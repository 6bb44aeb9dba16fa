import type { Action, MergeTag, Preview, Template } from '../../contracts';
import { saveInstitution } from '../../server/config/institution';
import { templatesOf } from '../../server/content';
import { startApp, type AdminClient, type TestApp } from '../support/app';

let app: TestApp;
let boss: AdminClient;
beforeAll(async () => {
  app = await startApp();
  boss = await app.admin();
  await saveInstitution(app.strapi, {
    name: 'Instituto',
    postalAddress: 'Calle 26',
    websiteUrl: null,
    color: '#000000',
    language: 'es',
    timeZone: 'America/Bogota',
  });
});
afterAll(() => app.stop());

const mjml = (content = 'Hola {{ contact.firstName }}') =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const rows = () => app.strapi.db.query('plugin::mail-campaigns.template');
const shipped = async (): Promise<Template> =>
  (await rows().findOne({ where: { shipped: 'event-invitation' } })) as Template;

describe('rights', () => {
  const routes: [string, string, Action[]][] = [
    ['get', '/templates', ['templates.read']],
    ['get', '/templates/1', ['templates.read']],
    ['post', '/templates', ['templates.manage']],
    ['put', '/templates/1', ['templates.manage']],
    ['delete', '/templates/1', ['templates.manage']],
    ['post', '/templates/1/duplicate', ['templates.manage']],
    ['post', '/content/preview', ['campaigns.read', 'templates.read']],
    ['get', '/content/merge-tags', ['campaigns.read', 'templates.read']],
  ];
  let stranger: AdminClient;
  beforeAll(async () => {
    stranger = await app.admin('contacts.read', 'campaigns.send', 'settings.manage');
  });

  test.each(routes)('%s %s: 401 without a session, 403 without the right', async (method, path) => {
    const verb = method as 'get' | 'post' | 'put' | 'delete';
    expect((await app.visitor[verb](`/mail-campaigns${path}`)).status).toBe(401);
    expect((await stranger[verb](path)).status).toBe(403);
  });

  test('each right opens its routes, reading opens no writing', async () => {
    const reader = await app.admin('templates.read');
    expect((await reader.get('/templates')).status).toBe(200);
    expect((await reader.post('/templates', { name: 'x', mjml: mjml() })).status).toBe(403);
    const writer = await app.admin('templates.manage');
    expect((await writer.post('/templates', { name: 'x', mjml: mjml() })).status).toBe(201);
    for (const action of ['campaigns.read', 'templates.read'] as const) {
      const person = await app.admin(action);
      expect((await person.post('/content/preview', { mjml: mjml() })).status).toBe(200);
      expect((await person.get('/content/merge-tags')).status).toBe(200);
    }
  });
});

describe('templates', () => {
  const create = async (name: string, description: string | null = null): Promise<Template> => {
    const response = await boss.post('/templates', { name, description, mjml: mjml(name) });
    expect(response.status).toBe(201);
    return response.body.data as Template;
  };

  test('a template is made, read, changed and deleted', async () => {
    const made = await create('  Mi plantilla ');
    expect(made).toEqual({
      id: expect.any(Number),
      name: 'Mi plantilla',
      description: null,
      mjml: mjml('  Mi plantilla '),
      shipped: null,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
    const change = { name: 'Otra', description: 'Para mayo', mjml: mjml('Mayo') };
    const changed = await boss.put(`/templates/${made.id}`, change);
    expect(changed.body.data).toMatchObject({ id: made.id, ...change });
    expect((await boss.get(`/templates/${made.id}`)).body.data).toEqual(changed.body.data);
    expect((await boss.delete(`/templates/${made.id}`)).status).toBe(200);
    const gone = await boss.get(`/templates/${made.id}`);
    expect([gone.status, gone.body.error.details.code]).toEqual([404, 'template-not-found']);
  });

  test('the list is searched, sorted and paged', async () => {
    await create('Zeta 100%');
    await create('Alfa', 'habla de ZETA');
    await create('Beta');
    const list = async (query: string) => (await boss.get(`/templates?${query}`)).body;
    const names = async (query: string) => (await list(query)).data.map(({ name }: Template) => name);
    expect(await names('search=zeta')).toEqual(['Alfa', 'Zeta 100%']);
    expect(await names('search=zeta&sort=name:desc')).toEqual(['Zeta 100%', 'Alfa']);
    expect(await names('search=zeta&pageSize=1&page=2')).toEqual(['Zeta 100%']);
    expect((await list('search=zeta&pageSize=1')).meta.pagination).toEqual({
      page: 1,
      pageSize: 1,
      pageCount: 2,
      total: 2,
    });
    expect((await boss.get('/templates?sort=mjml:asc')).status).toBe(400);
    expect((await boss.get('/templates?filters[mjml][$contains]=a')).status).toBe(400);
  });

  test.each<[string, object]>([
    ['no name', { mjml: mjml() }],
    ['a blank name', { name: ' ', mjml: mjml() }],
    ['a long name', { name: 'x'.repeat(121), mjml: mjml() }],
    ['no MJML', { name: 'x' }],
    ['an unknown field', { name: 'x', mjml: mjml(), extra: 1 }],
    ['a shipped key', { name: 'x', mjml: mjml(), shipped: 'mine' }],
    ['an id', { name: 'x', mjml: mjml(), id: 1 }],
  ])('%s is refused', async (_, body) => {
    const response = await boss.post('/templates', body);
    expect([response.status, response.body.error.details.code]).toEqual([400, 'invalid-input']);
  });

  test('a shipped template is copied, never changed', async () => {
    const { id, name, mjml: source } = await shipped();
    for (const response of [
      await boss.put(`/templates/${id}`, { name: 'Mía', mjml: mjml() }),
      await boss.delete(`/templates/${id}`),
    ]) {
      expect([response.status, response.body.error.details.code]).toEqual([400, 'template-shipped']);
      expect(response.body.error.message).toContain('duplicate');
    }
    expect((await shipped()).mjml).toBe(source);
    const copy = await boss.post(`/templates/${id}/duplicate`);
    expect(copy.status).toBe(201);
    expect(copy.body.data).toMatchObject({ name: `${name} (2)`, mjml: source, shipped: null });
    expect((await boss.delete(`/templates/${copy.body.data.id}`)).status).toBe(200);
  });

  test('shipping twice, or two at once, changes nothing; an old version is brought up to date', async () => {
    const keys = async () => (await rows().findMany({ where: { shipped: { $notNull: true } } })).length;
    expect(await keys()).toBe(2);
    const before = await shipped();
    await templatesOf(app.strapi).ship();
    expect(await shipped()).toEqual(before);
    await rows().update({ where: { id: before.id }, data: { mjml: '<mjml></mjml>' } });
    await templatesOf(app.strapi).ship();
    expect(await shipped()).toMatchObject({ id: before.id, mjml: before.mjml });
    await rows().delete({ where: { id: before.id } });
    await Promise.all([templatesOf(app.strapi).ship(), templatesOf(app.strapi).ship()]);
    expect(await keys()).toBe(2);
  });
});

describe('preview', () => {
  const preview = async (person: AdminClient, body: object) => person.post('/content/preview', body);

  test('shows example data, the system parts and the size', async () => {
    const response = await preview(boss, {
      mjml: mjml('Hola {{ contact.firstName }} <a href="https://example.org/a">x</a>'),
      subject: 'Para {{ contact.firstName }}',
      preheader: 'Q&A',
    });
    const shown = response.body.data as Preview;
    expect(shown).toMatchObject({ subject: 'Para Ana', preheader: 'Q&A', problems: [] });
    expect(shown.html).toContain('Hola Ana');
    expect(shown.html).toContain('Darse de baja');
    expect(shown.html).toContain('Calle 26');
    expect(shown.html).toContain('href="https://example.org/a"');
    expect(shown.text).toContain('Hola Ana x (https://example.org/a)');
    expect(shown.htmlBytes).toBe(Buffer.byteLength(shown.html));
  });

  test('leaves out the parts that the campaign leaves out', async () => {
    const options = { viewInBrowser: false, unsubscribeLink: false };
    const { html } = (await preview(boss, { mjml: mjml(), options })).body.data as Preview;
    expect(html).not.toMatch(/Darse de baja|navegador/);
  });

  test('shows problems instead of HTML, and what of subject and preheader is right', async () => {
    const response = await preview(boss, { mjml: mjml('{{ nombre }}'), subject: '{{ x', preheader: 'Bien' });
    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({
      html: '',
      text: '',
      subject: '{{ x',
      preheader: 'Bien',
      htmlBytes: 0,
    });
    expect(response.body.data.problems.map(({ code }: { code: string }) => code)).toEqual([
      'liquid-syntax',
      'merge-tag-unknown',
    ]);
  });

  test("a contact's data fills the tags, only for who may read contacts, and is never run", async () => {
    const contact = await app.strapi.db.query('plugin::mail-campaigns.contact').create({
      data: {
        email: 'eva@example.org',
        firstName: '<img src=x onerror=alert(1)>{{ contact.email }}',
        language: 'en',
        attributes: { city: 'Cali' },
      },
    });
    const body = {
      mjml: mjml('{{ contact.firstName }}, {{ contact.attributes.city }}{{ contact.lastName }}'),
      contactId: contact.id,
    };
    const { html, text } = (await preview(boss, body)).body.data as Preview;
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;{{ contact.email }}, Cali');
    expect(html).not.toContain('eva@example.org');
    expect(text).toContain('<img src=x onerror=alert(1)>{{ contact.email }}, Cali');

    const editor = await app.admin('campaigns.read', 'campaigns.edit');
    const refusedResponse = await preview(editor, body);
    expect([refusedResponse.status, refusedResponse.body.error.details.code]).toEqual([
      403,
      'contacts-forbidden',
    ]);
    const reader = await app.admin('campaigns.read', 'contacts.read');
    expect((await preview(reader, body)).status).toBe(200);
    const unknown = await preview(reader, { ...body, contactId: 999_999 });
    expect([unknown.status, unknown.body.error.details.code]).toEqual([404, 'contact-not-found']);
  });

  test.each([
    [{}],
    [{ mjml: 1 }],
    [{ mjml: '', contactId: -1 }],
    [{ mjml: '', html: 'x' }],
    [{ mjml: { path: '/x' } }],
  ])('%j is refused', async (body) => {
    const response = await preview(boss, body);
    expect([response.status, response.body.error.details.code]).toEqual([400, 'invalid-input']);
  });
});

test('the merge tags come with examples', async () => {
  const tags = (await boss.get('/content/merge-tags')).body.data as MergeTag[];
  expect(tags).toContainEqual({ path: 'contact.firstName', example: 'Ana' });
  expect(tags).toContainEqual({ path: 'institution.name', example: 'Instituto' });
  expect(tags.every(({ path }) => path.includes('.'))).toBe(true);
});
