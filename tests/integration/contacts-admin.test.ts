import { consentOf } from '../../server/consent';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';

const CONTACT = 'plugin::mail-campaigns.contact';

let app: TestApp;
let editor: AdminClient;
let reader: AdminClient;
const lists: Record<string, number> = {};

beforeAll(async () => {
  app = await startApp();
  editor = await app.admin(
    'contacts.read',
    'contacts.manage',
    'contacts.export',
    'lists.read',
    'lists.manage',
  );
  reader = await app.admin('contacts.read');
  for (const name of ['Boletín', 'Eventos']) {
    const { body } = await editor.post('/lists', { name, optIn: 'double', visibility: 'public' }).expect(201);
    lists[name] = body.data.id;
  }
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

const create = async (email: string, more: object = {}) =>
  (await editor.post('/contacts', { email, ...more }).expect(201)).body.data;
const emails = async (query: string) =>
  (await reader.get(`/contacts?${query}`).expect(200)).body.data.map((contact: any) => contact.email);
const consented = { consentNote: 'Firmó la planilla del evento' };

describe('whoever writes', () => {
  test('three spellings of an address are one contact', async () => {
    const ana = await create(' Ana.Rojas@Example.ORG ');
    expect(ana.email).toBe('ana.rojas@example.org');
    for (const spelling of ['ana.rojas@example.org', 'ANA.ROJAS@EXAMPLE.ORG']) {
      const { body } = await editor.post('/contacts', { email: spelling }).expect(400);
      expect(body.error.details.code).toBe('email-taken');
    }
    await expect(
      app.strapi.db.query(CONTACT).create({ data: { email: 'ANA.rojas@example.org' } }),
    ).rejects.toMatchObject({ details: { code: 'email-taken' } });
    expect(await app.strapi.db.query(CONTACT).count({ where: { domain: 'example.org' } })).toBe(1);
  });

  test('query layer, documents and many at once are normalised, with hash and domain', async () => {
    const query = app.strapi.db.query(CONTACT);
    await query.create({ data: { email: 'Uno@MÜNCHEN.example', emailHash: 'forged', domain: 'forged' } });
    await app.strapi
      .documents(CONTACT as any)
      .create({ data: { email: 'DOS@Example.net', language: 'es' } as any });
    await query.createMany({ data: [{ email: ' TRES@example.net', language: 'en' }] });
    const { id } = await query.create({ data: { email: 'cuatro@example.net' } });
    await query.update({ where: { id }, data: { email: 'Cinco@Example.net', emailHash: 'forged' } });
    const rows = await query.findMany({
      where: { domain: { $in: ['example.net', 'xn--mnchen-3ya.example'] } },
    });
    expect(rows.map((row: any) => row.email).sort()).toEqual([
      'cinco@example.net',
      'dos@example.net',
      'tres@example.net',
      'uno@xn--mnchen-3ya.example',
    ]);
    for (const row of rows) expect(row.emailHash).toBe(consentOf(app.strapi).addressHash(row.email));
  });

  test('an invalid address is refused, a person keeps their own', async () => {
    const query = app.strapi.db.query(CONTACT);
    const invalid = { details: { code: 'email-invalid' } };
    await expect(query.create({ data: { email: 'a@b@c.example' } })).rejects.toMatchObject(invalid);
    await expect(query.createMany({ data: [{ email: 'ok@example.net' }, {}] })).rejects.toMatchObject(
      invalid,
    );
    expect(await query.count({ where: { email: 'ok@example.net' } })).toBe(0);
    const { body } = await editor.post('/contacts', { email: 'ana@' }).expect(400);
    expect(body.error.details.code).toBe('email-invalid');
    const luz = await create('luz@example.com');
    await editor.put(`/contacts/${luz.id}`, { email: 'LUZ@example.com', firstName: 'Luz' }).expect(200);
  });
});

describe('one contact', () => {
  test('is created with lists and consent, read, changed', async () => {
    const attributes = { entidad: 'Instituto', edad: 41, vip: true, nota: null };
    const created = await create('marta@example.com', {
      firstName: ' Marta ',
      lastName: 'Peña',
      language: 'en',
      attributes,
      listIds: [lists['Boletín']],
      ...consented,
    });
    expect(created).toMatchObject({
      email: 'marta@example.com',
      firstName: 'Marta',
      lastName: 'Peña',
      language: 'en',
      attributes,
      tracking: null,
      suppression: null,
      subscriptions: [
        { listId: lists['Boletín'], listName: 'Boletín', status: 'confirmed', unsubscribedAt: null },
      ],
    });
    expect(created.subscriptions[0].confirmedAt).toMatch(/^\d{4}-.*Z$/);
    expect((await reader.get(`/contacts/${created.id}`).expect(200)).body.data).toEqual(created);
    const changed = (
      await editor
        .put(`/contacts/${created.id}`, {
          email: 'marta.p@example.com',
          firstName: '',
          attributes: { edad: 42 },
        })
        .expect(200)
    ).body.data;
    expect(changed).toMatchObject({
      email: 'marta.p@example.com',
      firstName: null,
      lastName: 'Peña',
      attributes: { edad: 42 },
    });
    const proof = await consentOf(app.strapi).verify(
      consentOf(app.strapi).addressHash('marta.p@example.com'),
    );
    expect(proof).toMatchObject({ valid: true, records: 1 });
  });

  test.each<[string, object, string]>([
    ['an unknown field', { suppressed: true }, 'suppressed'],
    ['the hash', { emailHash: 'x' }, 'emailHash'],
    ['an attribute key that no merge tag could name', { attributes: { 'dos palabras': 1 } }, 'attributes'],
    ['an attribute that is no plain value', { attributes: { a: { b: 1 } } }, 'attributes.a'],
    [
      'more than 50 attributes',
      { attributes: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`a${i}`, 1])) },
      'attributes',
    ],
    ['an unknown language', { language: 'fr' }, 'language'],
    ['lists without a note', { listIds: [1] }, 'consentNote'],
  ])('%s is refused', async (_what, more, path) => {
    const { body } = await editor.post('/contacts', { email: 'nadie@example.com', ...more }).expect(400);
    expect(body.error.details).toMatchObject({ code: 'invalid-input' });
    expect(JSON.stringify(body.error.details.fields)).toContain(path);
  });

  test('an unknown list creates nobody', async () => {
    await editor
      .post('/contacts', { email: 'sin-lista@example.com', listIds: [99999], ...consented })
      .expect(404);
    expect(await emails('search=sin-lista')).toEqual([]);
  });

  test('joins and leaves a list; an unsubscribed person comes back with a note', async () => {
    const { id } = await create('viaje@example.com');
    const url = `/contacts/${id}/subscriptions`;
    const status = ({ body }: any) => body.data.subscriptions[0]?.status;
    const listId = lists.Eventos;
    await editor.post(url, { listId }).expect(400);
    await editor.post(url, { listId: 99999, ...consented }).expect(404);
    expect(status(await editor.post(url, { listId, ...consented }).expect(200))).toBe('confirmed');
    expect(status(await editor.delete(`${url}/${listId}`).expect(200))).toBe('unsubscribed');
    expect(status(await editor.post(url, { listId, ...consented }).expect(200))).toBe('confirmed');
  });

  test('is suppressed and freed by hand; after a bounce with a note only, after a complaint not at all', async () => {
    const { id } = await create('alto@example.com');
    const url = `/contacts/${id}/suppression`;
    const now = new Date('2026-12-01T10:00:00.000Z');
    jest.spyOn(clock, 'now').mockReturnValue(now);
    const { body } = await editor.put(url, { suppressed: true, note: 'Llamó' }).expect(200);
    expect(body.data.suppression).toMatchObject({
      reason: 'manual',
      since: now.toISOString(),
      until: null,
      evidence: 'Llamó',
    });
    const lift = (fields: object) => editor.put(url, { suppressed: false, ...fields });
    const code = async (fields: object) => (await lift(fields).expect(400)).body.error.details.code;
    expect((await lift({}).expect(200)).body.data.suppression).toBeNull();
    await lift({}).expect(200);
    const addressHash = consentOf(app.strapi).addressHash('alto@example.com');
    await consentOf(app.strapi).suppress([{ addressHash, reason: 'hard_bounce', evidence: '550 5.1.1' }]);
    expect(await code({})).toBe('suppression-note-missing');
    expect(await code({ note: '  ' })).toBe('suppression-note-missing');
    expect((await lift({ note: 'Su correo funciona' }).expect(200)).body.data.suppression).toBeNull();
    await consentOf(app.strapi).suppress([{ addressHash, reason: 'complaint' }]);
    expect(await code({ note: 'Da igual' })).toBe('suppression-complaint');
    const records = await consentOf(app.strapi).suppressionHistory(addressHash);
    expect(records.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'suppressed manual',
      'lifted manual',
      'suppressed hard_bounce',
      'lifted hard_bounce',
      'suppressed complaint',
    ]);
    expect(records[3]).toMatchObject({ rule: 'admin', note: 'Su correo funciona', actorId: editor.userId });
  });

  test('is erased; a second time there is nobody', async () => {
    const { id } = await create('borrar@example.com', { listIds: [lists.Eventos], ...consented });
    await editor.delete(`/contacts/${id}`).expect(200);
    await reader.get(`/contacts/${id}`).expect(404);
    await editor.delete(`/contacts/${id}`).expect(404);
    expect(await app.strapi.db.connection('mail_campaigns_subscriptions').where({ contact_id: id })).toEqual(
      [],
    );
  });

  test('rights: reading is not writing, nobody is nobody', async () => {
    await reader.post('/contacts', { email: 'x@example.com' }).expect(403);
    await reader.delete('/contacts/1').expect(403);
    await reader.get('/contacts/export').expect(403);
    await app.visitor.get('/mail-campaigns/contacts').expect(401);
  });
});

describe('many contacts', () => {
  const ids: number[] = [];
  beforeAll(async () => {
    const people = [
      ['1aa_1@buscar.example', 'José', 'Ñáñez', 'es'],
      ['2aab1@buscar.example', 'Ana María', 'Ávila Rojas', 'en'],
      ['bbb%@buscar.example', 'Ana', 'Pérez', 'es'],
    ];
    for (const [email, firstName, lastName, language] of people) {
      ids.push((await create(email as string, { firstName, lastName, language })).id);
    }
    await editor
      .post('/contacts/bulk', { action: 'subscribe', ids, listId: lists.Eventos, ...consented })
      .expect(200);
    await editor
      .post('/contacts/bulk', { action: 'unsubscribe', ids: [ids[2]], listId: lists.Eventos })
      .expect(200);
    await editor.put(`/contacts/${ids[0]}/suppression`, { suppressed: true }).expect(200);
  });

  test.each<[string, string[]]>([
    ['search=buscar.example', ['1aa_1', '2aab1', 'bbb%']],
    ['search=AA_1', ['1aa_1']],
    ['search=bbb%25', ['bbb%']],
    ['search=rojas%20mar%C3%ADa', ['2aab1']],
    ['search=avila%20maria', ['2aab1']],
    ['search=%C3%81VILA', ['2aab1']],
    ['search=nanez%20JOSE', ['1aa_1']],
    ['search=buscar.example%20ana', ['2aab1', 'bbb%']],
    ['search=buscar.example&language=es', ['1aa_1', 'bbb%']],
    ['search=buscar.example&suppressed=true', ['1aa_1']],
    ['search=buscar.example&suppressed=false', ['2aab1', 'bbb%']],
    ['search=buscar.example&status=unsubscribed', ['bbb%']],
    ['search=buscar.example&pageSize=2', ['1aa_1', '2aab1']],
    ['search=buscar.example&pageSize=2&page=2', ['bbb%']],
    ['search=buscar.example&pageSize=2&page=3', []],
    ["search=o'x\\", []],
  ])('%s', async (query, expected) => {
    expect(await emails(`sort=email:asc&${query}`)).toEqual(
      expected.map((local) => `${local}@buscar.example`),
    );
  });

  test('by list and status', async () => {
    const of = (more: string) =>
      emails(`sort=email:asc&search=buscar.example&listId=${lists.Eventos}${more}`);
    expect(await of('&status=confirmed')).toEqual(['1aa_1@buscar.example', '2aab1@buscar.example']);
    expect(await of('')).toHaveLength(3);
    expect(await emails(`search=buscar.example&listId=${lists['Boletín']}`)).toEqual([]);
  });

  test('pages are counted, unknown sorts and fields refused', async () => {
    const { body } = await reader.get('/contacts?search=buscar.example&pageSize=2').expect(200);
    expect(body.meta.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 2, total: 3 });
    await reader.get('/contacts?sort=emailHash:asc').expect(400);
    await reader.get('/contacts?pageSize=1000').expect(400);
    await reader.get('/contacts?where=1').expect(400);
  });

  test('bulk: counts what changed, needs note and list, at most 1,000', async () => {
    const bulk = (body: object) => editor.post('/contacts/bulk', body);
    const listId = lists['Boletín'];
    expect(
      (await bulk({ action: 'subscribe', ids: [...ids, ...ids, 999999], listId, ...consented })).body.data,
    ).toEqual({ changed: 3 });
    expect((await bulk({ action: 'unsubscribe', ids, listId })).body.data).toEqual({ changed: 3 });
    await bulk({ action: 'subscribe', ids, listId }).expect(400);
    await bulk({ action: 'delete', ids, listId }).expect(400);
    const many = await bulk({ action: 'delete', ids: Array.from({ length: 1001 }, (_, i) => i + 1) }).expect(
      413,
    );
    expect(many.body.error.details).toMatchObject({ code: 'too-many-contacts', values: { limit: 1000 } });
    const [a, b] = [await create('lote1@example.com'), await create('lote2@example.com')];
    expect((await bulk({ action: 'delete', ids: [a.id, b.id] })).body.data).toEqual({ changed: 2 });
  });

  test('attribute keys in use', async () => {
    await create('claves@example.com', { attributes: { zona: 'Norte', cargo: null } });
    const { body } = await reader.get('/contacts/attributes').expect(200);
    expect(body.data).toEqual(expect.arrayContaining(['cargo', 'edad', 'zona']));
    expect(body.data).toEqual([...new Set(body.data)].sort());
  });

  test('export: UTF-8 with BOM, filtered, formulas are text, nothing is lost in quotes', async () => {
    await create('formula@exportar.example', {
      firstName: '=HYPERLINK("http://evil.example")',
      lastName: '@x; "y"',
      attributes: { telefono: '+57 300', saldo: -5, zona: 'uno\ndos' },
      listIds: [lists.Eventos],
      ...consented,
    });
    const response = await editor
      .get('/contacts/export?search=exportar.example&separator=;')
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="contacts-.*\.csv"$/);
    const bytes = response.body as Buffer;
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...rest] = bytes.toString().slice(1).split('\r\n');
    expect(header).toMatch(/^"email";"firstName";"lastName";"language";.*"list:Eventos".*"attributes.zona"$/);
    const row = rest.join('\r\n');
    expect(row).toContain(`"'=HYPERLINK(""http://evil.example"")";"'@x; ""y"""`);
    expect(row).toContain(`"'+57 300"`);
    expect(row).toContain('-5');
    expect(row).toContain('"uno\ndos"');
    expect(row).toContain('"confirmed"');
    expect(row).not.toContain('buscar.example');
  });

  test('export reads more than one page', async () => {
    await app.strapi.db.query(CONTACT).createMany({
      data: Array.from({ length: 1001 }, (_, i) => ({ email: `m${i}@muchos.example`, language: 'es' })),
    });
    const { text } = await editor.get('/contacts/export?search=muchos.example&separator=,').expect(200);
    expect(new Set(text.match(/m\d+@muchos\.example/g)).size).toBe(1001);
  });
});
