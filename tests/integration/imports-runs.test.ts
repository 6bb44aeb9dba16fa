import { readFileSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

import { consentOf } from '../../server/consent';
import { subscriptionsOf } from '../../server/contacts';
import { createImportService, type ImportService } from '../../server/contacts/import/service';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { waitFor } from '../support/wait-for';

const RUNS = 'mail_campaigns_import_runs';
const SUBSCRIPTIONS = 'mail_campaigns_subscriptions';
const RECORDS = 'mail_campaigns_consent_records';

let app: TestApp;
let editor: AdminClient;
let listId: number;

beforeAll(async () => {
  app = await startApp({ config: { imports: { maxFileMegabytes: 2, maxRows: 5000 } } });
  editor = await app.admin(
    'contacts.import',
    'contacts.read',
    'contacts.manage',
    'lists.read',
    'lists.manage',
  );
  const { body } = await editor
    .post('/lists', { name: 'Boletín', optIn: 'double', visibility: 'public' })
    .expect(201);
  listId = body.data.id;
});
afterAll(() => app.stop());

const db = () => app.strapi.db.connection;
const upload = (content: string | Buffer, name = 'contactos.csv') =>
  app.visitor
    .post('/mail-campaigns/imports')
    .set('Authorization', `Bearer ${editor.token}`)
    .attach('file', Buffer.isBuffer(content) ? content : Buffer.from(content), name);
const uploaded = async (content: string | Buffer, name?: string) =>
  (await upload(content, name).expect(201)).body.data;
const consentNote = 'Convenio con la entidad, 2026';
const startBody = (run: any, more: object = {}) => ({
  targets: run.columns.map(({ target }: any) => target),
  listIds: [listId],
  updateExisting: true,
  consentNote,
  ...more,
});
const ended = (id: number) =>
  waitFor(`import ${id} ends`, async () => {
    const { body } = await editor.get(`/imports/${id}`).expect(200);
    return ['done', 'failed'].includes(body.data.status) && body.data;
  });
const imported = async (content: string | Buffer, more: object = {}, name?: string) => {
  const run = await uploaded(content, name);
  await editor.post(`/imports/${run.id}/start`, startBody(run, more)).expect(202);
  return ended(run.id);
};
const contactOf = (email: string) =>
  app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
const statusOf = async (email: string) => {
  const { id } = await contactOf(email);
  return (await db()(SUBSCRIPTIONS).where({ contact_id: id, list_id: listId }).first('status'))?.status;
};
const files = () => {
  const folder = path.join(app.strapi.dirs.app.root, '.tmp/mail-campaigns/imports');
  return readdirSync(folder);
};

describe('reading a file', () => {
  const latin1 = Buffer.from(
    'Correo;Nombre;Entidad\r\nnandu@example.org;Ñandú Peñà “x” €;Cía.\r\n'
      .replace('€', '')
      .replace(/[“”]/g, '"'),
    'latin1',
  );
  const rows = 'Correo;Nombre\r\nutf@example.org;José Ñáñez\r\n';

  test.each<[string, Buffer, object]>([
    ['UTF-8', Buffer.from(rows), { encoding: 'utf-8', separator: ';' }],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${rows}`), { encoding: 'utf-8', separator: ';' }],
    [
      'UTF-16 as Excel writes it',
      Buffer.from(`\ufeff${rows}`, 'utf16le'),
      { encoding: 'utf-16le', separator: ';' },
    ],
    ['Latin-1', Buffer.from(rows, 'latin1'), { encoding: 'windows-1252', separator: ';' }],
    ['tabs', Buffer.from(rows.replaceAll(';', '\t')), { encoding: 'utf-8', separator: '\t' }],
    ['commas', Buffer.from(rows.replaceAll(';', ',')), { encoding: 'utf-8', separator: ',' }],
    ['a separator line', Buffer.from(`sep=;\r\n${rows}`), { encoding: 'utf-8', separator: ';' }],
  ])('%s', async (_what, bytes, expected) => {
    const run = await uploaded(bytes);
    expect(run).toMatchObject({
      ...expected,
      fileName: 'contactos.csv',
      format: 'csv',
      status: 'uploaded',
      totalRows: 1,
      processedRows: 0,
      columns: [
        { header: 'Correo', samples: ['utf@example.org'], target: 'email' },
        { header: 'Nombre', samples: ['José Ñáñez'], target: 'firstName' },
      ],
    });
  });

  test('accents of Latin-1 and the extra characters of Windows-1252 arrive right', async () => {
    const bytes = Buffer.concat([
      latin1,
      Buffer.from('b@example.org;'),
      Buffer.from([0x93, 0x80, 0x94]),
      Buffer.from(';x\r\n'),
    ]);
    expect((await imported(bytes)).created).toBe(2);
    expect((await contactOf('nandu@example.org')).firstName).toBe('Ñandú Peñà "x"');
    expect((await contactOf('b@example.org')).firstName).toBe('“€”');
  });

  test('an Excel file: dates, numbers, blank rows, whatever its name', async () => {
    const run = await imported(
      readFileSync(path.join(__dirname, '../fixtures/contactos.xlsx')),
      {},
      'lista.csv',
    );
    expect(run).toMatchObject({
      format: 'xlsx',
      encoding: null,
      separator: null,
      totalRows: 3,
      created: 2,
      refused: 1,
      columns: [
        { header: 'Correo electrónico', target: 'email' },
        { header: 'Nombres', target: 'firstName' },
        { header: 'Apellidos', target: 'lastName' },
        { header: 'Entidad', target: 'attributes.entidad' },
        { header: 'Fecha de ingreso', target: 'attributes.fecha_de_ingreso' },
        { header: 'Edad', target: 'attributes.edad' },
        { header: 'Activo', target: 'attributes.activo' },
      ],
    });
    expect(await contactOf('ana.rojas@example.org')).toMatchObject({
      firstName: 'Ana María',
      lastName: 'Rojas Peña',
      attributes: {
        entidad: 'Instituto Caro y Cuervo',
        fecha_de_ingreso: '2024-03-01',
        edad: '41',
        activo: 'true',
      },
    });
    const { text } = await editor.get(`/imports/${run.id}/refused?language=es`).expect(200);
    expect(text).toContain('5;"email-invalid"');
  });

  /** A zip of one deflated entry. */
  const zip = (name: string, data: Buffer) => {
    const packed = deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(10, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(10, 24);
    central.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(46 + name.length, 12);
    end.writeUInt32LE(30 + name.length + packed.length, 16);
    return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
  };

  test.each<[string, string | Buffer, number, string]>([
    ['nothing', '', 400, 'import-empty'],
    ['blank lines', '\n\n;;\n', 400, 'import-empty'],
    ['a header alone', 'correo;nombre\n', 400, 'import-empty'],
    ['no header', 'ana@example.org;Ana\nb@example.org;Eva\n', 400, 'import-no-header'],
    ['bytes', Buffer.from([1, 2, 3, 0, 255]), 400, 'import-encoding-unknown'],
    ['a PDF', '%PDF-1.7\n', 400, 'import-format-unknown'],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 400, 'import-format-unknown'],
    ['another zip', zip('word/document.xml', Buffer.from('x')), 400, 'import-format-unknown'],
    ['a broken zip', Buffer.from('PK\x03\x04 and no more'), 400, 'import-format-unknown'],
    ['a zip bomb', zip('xl/workbook.xml', Buffer.alloc(110 * 1024 * 1024)), 413, 'file-too-large'],
    ['an endless line', `correo\n"${'x'.repeat(1_100_000)}`, 400, 'import-line-too-long'],
    ['an open quote', 'correo;nombre\n"a@example.org;Ana\n', 400, 'import-csv-broken'],
    ['too many rows', `correo\n${'a@example.org\n'.repeat(5001)}`, 400, 'import-too-many-rows'],
    ['more than the limit', Buffer.alloc(2 * 1024 * 1024 + 1, 'x'), 413, 'file-too-large'],
  ])('refuses %s', async (_what, content, status, code) => {
    const before = await db()(RUNS).count({ total: '*' });
    const { body } = await upload(content).expect(status);
    expect(body.error.details.code).toBe(code);
    expect(await db()(RUNS).count({ total: '*' })).toEqual(before);
  });

  test('refuses a request without a file, and people without the right', async () => {
    const { body } = await editor.post('/imports', {}).expect(400);
    expect(body.error.details.code).toBe('import-no-file');
    const reader = await app.admin('contacts.read');
    await reader.get('/imports').expect(403);
    await reader.post('/imports', {}).expect(403);
  });
});

describe('starting', () => {
  test.each<[string, (run: any) => object, number, string]>([
    ['without the address', () => ({ targets: [null, 'firstName'] }), 400, 'import-no-email-column'],
    ['with a column too few', () => ({ targets: ['email'] }), 400, 'import-targets-mismatch'],
    ['with one place twice', () => ({ targets: ['email', 'email'] }), 400, 'import-no-email-column'],
    ['into an unknown field', () => ({ targets: ['email', 'emailHash'] }), 400, 'invalid-input'],
    [
      'into an attribute that cannot be named',
      () => ({ targets: ['email', 'attributes.a b'] }),
      400,
      'invalid-input',
    ],
    ['with lists and no note', () => ({ consentNote: ' ' }), 400, 'invalid-input'],
    ['on an unknown list', () => ({ listIds: [99999] }), 404, 'list-not-found'],
  ])('%s is refused', async (_what, more, status, code) => {
    const run = await uploaded('correo,nombre\nx@inicio.example,X\n');
    const { body } = await editor.post(`/imports/${run.id}/start`, startBody(run, more(run))).expect(status);
    expect(body.error.details.code).toBe(code);
    expect((await editor.get(`/imports/${run.id}`)).body.data.status).toBe('uploaded');
    expect(await contactOf('x@inicio.example')).toBeNull();
  });

  test('twice is refused, and so is an unknown import', async () => {
    const run = await uploaded('correo\ndosveces@example.org\n');
    const start = () => editor.post(`/imports/${run.id}/start`, startBody(run));
    const answers = await Promise.all([start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 400]);
    await ended(run.id);
    expect((await start().expect(400)).body.error.details.code).toBe('import-already-started');
    await editor.post('/imports/99999/start', startBody(run)).expect(404);
  });
});

describe('what becomes of the people', () => {
  test('created, confirmed, proven; the file is gone afterwards', async () => {
    const run = await imported(
      'correo;nombre completo;idioma;entidad\nmar@gente.example;Mar Díaz Ruiz;en;ICC\n',
    );
    expect(run).toMatchObject({
      status: 'done',
      created: 1,
      processedRows: 1,
      error: null,
      listIds: [listId],
    });
    expect(run.finishedAt).not.toBeNull();
    expect(await contactOf('mar@gente.example')).toMatchObject({
      firstName: 'Mar',
      lastName: 'Díaz Ruiz',
      language: 'en',
      domain: 'gente.example',
      emailHash: consentOf(app.strapi).addressHash('mar@gente.example'),
      documentId: expect.stringMatching(/^[a-z0-9]{24}$/),
    });
    expect(await statusOf('mar@gente.example')).toBe('confirmed');
    const address_hash = consentOf(app.strapi).addressHash('mar@gente.example');
    expect(await consentOf(app.strapi).verify(address_hash)).toMatchObject({ valid: true, records: 1 });
    const { file_hash } = await db()(RUNS).where({ id: run.id }).first();
    expect(await db()(RECORDS).where({ address_hash }).first()).toMatchObject({
      action: 'imported',
      channel: 'import',
      notice: consentNote,
      source: `contactos.csv sha256:${file_hash} row 2`,
      actor_id: editor.userId,
      list_id: listId,
    });
    expect(files()).not.toContain(file_hash);
  });

  test('one address in three spellings is one contact; the first row wins', async () => {
    const run = await imported(
      'correo,nombre\nTres@Formas.example,Uno\n tres@formas.example ,Dos\nTRES@FORMAS.EXAMPLE,Tres\n',
    );
    expect(run).toMatchObject({ created: 1, duplicates: 2, refused: 0, processedRows: 3 });
    expect(await contactOf('tres@formas.example')).toMatchObject({ firstName: 'Uno' });
  });

  test('who unsubscribed is not written to again, who is suppressed neither', async () => {
    const content =
      'correo,nombre\nfuera@vuelta.example,F\nqueja@vuelta.example,Q\nespera@vuelta.example,E\n';
    await imported(content, { listIds: [], consentNote: '' });
    const fuera = await contactOf('fuera@vuelta.example');
    await subscriptionsOf(app.strapi).add([fuera.id], [listId], 'nota', null);
    await subscriptionsOf(app.strapi).unsubscribe([fuera.id], listId, { channel: 'one-click' });
    const addressHash = consentOf(app.strapi).addressHash('queja@vuelta.example');
    await consentOf(app.strapi).suppress([{ addressHash, reason: 'complaint' }]);
    await subscriptionsOf(app.strapi).request({
      email: 'espera@vuelta.example',
      language: 'es',
      listSlugs: ['boletin'],
      notice: 'x',
      ip: null,
      userAgent: null,
    });
    const run = await imported(content);
    expect(run).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
    expect(await statusOf('fuera@vuelta.example')).toBe('unsubscribed');
    expect(await statusOf('queja@vuelta.example')).toBeUndefined();
    expect([...(await consentOf(app.strapi).suppressionsOf([addressHash])).values()]).toMatchObject([
      { reason: 'complaint' },
    ]);
    expect(await statusOf('espera@vuelta.example')).toBe('confirmed');
  });

  test('people who exist are overwritten only when asked, and never by empty cells', async () => {
    const first =
      'correo,nombre,apellido,zona\nya@existe.example,Ana,Rojas,Norte\nigual@existe.example,Eva,Paz,Sur\n';
    await imported(first);
    const second =
      'correo,nombre,apellido,cargo\nya@existe.example,Anita,,Jefa\nigual@existe.example,Eva,Paz,\n';
    expect(await imported(second, { updateExisting: false })).toMatchObject({ updated: 0, unchanged: 2 });
    expect(await contactOf('ya@existe.example')).toMatchObject({ firstName: 'Ana' });
    expect(await imported(second)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await contactOf('ya@existe.example')).toMatchObject({
      firstName: 'Anita',
      lastName: 'Rojas',
      attributes: { zona: 'Norte', cargo: 'Jefa' },
    });
  });

  test('refused rows keep their number, reason and cells, in both languages', async () => {
    const run = await imported(
      [
        'correo;nombre;idioma;nota',
        'bien@rechazo.example;B;es;x',
        '',
        'mal@;"=cmd";es;"con ; y',
        'salto"',
        ';Sin;es;',
        `largo@rechazo.example;${'x'.repeat(201)};es;`,
        'lengua@rechazo.example;L;tlh;',
      ].join('\n'),
    );
    expect(run).toMatchObject({ totalRows: 5, processedRows: 5, created: 1, refused: 4 });
    const csv = async (language: string) =>
      (await editor.get(`/imports/${run.id}/refused?language=${language}`).expect(200)).text;
    const es = await csv('es');
    expect(es.slice(1).split('\r\n')[0]).toBe('"Fila";"Código";"Motivo";"correo";"nombre";"idioma";"nota"');
    expect(es).toContain(
      `4;"email-invalid";"Corrija la dirección de correo: no es válida.";"mal@";"'=cmd";"es";"con ; y\nsalto"`,
    );
    expect(es).toMatch(/^5;"email-missing"/m);
    expect(es).toMatch(/^6;"value-too-long"/m);
    expect(es).toMatch(/^7;"language-unknown"/m);
    expect(await csv('en')).toContain('"Correct the e-mail address: it is not valid."');
    await editor.get(`/imports/${run.id}/refused?language=fr`).expect(400);
  });

  test('erasing a person takes their refused rows too', async () => {
    const run = await imported('correo,idioma\nborrada@rechazo.example,tlh\n');
    const { body } = await editor.post('/contacts', { email: 'borrada@rechazo.example' }).expect(201);
    await editor.delete(`/contacts/${body.data.id}`).expect(200);
    expect((await editor.get(`/imports/${run.id}/refused`)).text).not.toContain('borrada');
  });
});

describe('many rows', () => {
  const content = (domain: string, count: number) =>
    `correo;nombre;entidad\n${Array.from({ length: count }, (_, i) => `p${i}@${domain};Persona ${i};Entidad ${i % 7}`).join('\n')}\n`;
  const countAll = async (domain: string) => {
    const ids = (await db()('mail_campaigns_contacts').where({ domain }).pluck('id')) as number[];
    const subscriptions = await db()(SUBSCRIPTIONS).whereIn('contact_id', ids).count({ total: '*' }).first();
    const records = await db()(RECORDS).whereIn('contact_id', ids).count({ total: '*' }).first();
    return [ids.length, Number(subscriptions?.total), Number(records?.total)];
  };

  test('a second import of 2,000 rows changes nothing', async () => {
    expect(await imported(content('dosmil.example', 2000))).toMatchObject({ created: 2000, status: 'done' });
    expect(await imported(content('dosmil.example', 2000))).toMatchObject({ created: 0, unchanged: 2000 });
    expect(await countAll('dosmil.example')).toEqual([2000, 2000, 2000]);
  });

  test('an import that stopped on the way goes on at the next start, without doubles', async () => {
    const run = await uploaded(content('parada.example', 1700));
    const other: ImportService = createImportService({ strapi: app.strapi });
    await other.begin(run.id, startBody(run), editor.userId);
    await other.stop();
    const stopped = await db()(RUNS).where({ id: run.id }).first();
    expect(stopped).toMatchObject({ status: 'running', processed_rows: 500, heartbeat_at: null });
    expect(await countAll('parada.example')).toEqual([500, 500, 500]);
    const imports = app.strapi.plugin('mail-campaigns').service<ImportService>('import');
    expect(await imports.resume()).toEqual([run.id]);
    expect(await ended(run.id)).toMatchObject({
      status: 'done',
      created: 1700,
      processedRows: 1700,
      duplicates: 0,
    });
    expect(await countAll('parada.example')).toEqual([1700, 1700, 1700]);
  });

  test('a killed import is taken up by one process after its silence, not before', async () => {
    const text = content('muerta.example', 1200).replace('p700@', 'P3@');
    const run = await uploaded(text);
    const other: ImportService = createImportService({ strapi: app.strapi });
    await other.begin(run.id, startBody(run), editor.userId);
    await other.stop();
    const mark = (heartbeat_at: Date) =>
      db()(RUNS).where({ id: run.id }).update({ status: 'running', heartbeat_at });
    const imports = app.strapi.plugin('mail-campaigns').service<ImportService>('import');
    await mark(new Date());
    expect(await imports.resume()).toEqual([]);
    await mark(new Date(Date.now() - 120_000));
    const third: ImportService = createImportService({ strapi: app.strapi });
    const taken = await Promise.all([imports.resume(), third.resume()]);
    expect(taken.flat()).toEqual([run.id]);
    expect(await ended(run.id)).toMatchObject({ created: 1199, duplicates: 1, processedRows: 1200 });
    expect(await countAll('muerta.example')).toEqual([1199, 1199, 1199]);
    await third.stop();
  });

  test('a second one waits for the first', async () => {
    const runs = [
      await uploaded(content('cola1.example', 600)),
      await uploaded(content('cola2.example', 600)),
    ];
    for (const run of runs) await editor.post(`/imports/${run.id}/start`, startBody(run)).expect(202);
    const [first, second] = [await ended(runs[0].id), await ended(runs[1].id)];
    expect([first, second]).toMatchObject([{ created: 600 }, { created: 600 }]);
    expect(first.finishedAt <= second.finishedAt).toBe(true);
    const { body } = await editor.get('/imports?pageSize=2').expect(200);
    expect(body.data.map(({ id }: any) => id)).toEqual([runs[1].id, runs[0].id]);
  });

  test('a file that nobody started to import is removed after a week, others stay', async () => {
    const [old, fresh] = [
      await uploaded('correo\nvieja@example.org\n'),
      await uploaded('correo\nnueva@example.org\n'),
    ];
    const hashOf = async (id: number) => (await db()(RUNS).where({ id }).first()).file_hash as string;
    const long = new Date(Date.now() - 8 * 24 * 3600_000);
    const folder = path.join(app.strapi.dirs.app.root, '.tmp/mail-campaigns/imports');
    for (const { id } of [old, fresh]) utimesSync(path.join(folder, await hashOf(id)), long, long);
    await db()(RUNS).where({ id: old.id }).update({ created_at: long });
    const imports = app.strapi.plugin('mail-campaigns').service<ImportService>('import');
    await imports.resume();
    expect(files()).toContain(await hashOf(fresh.id));
    expect(files()).not.toContain(await hashOf(old.id));
    expect((await editor.get(`/imports/${old.id}`)).body.data).toMatchObject({
      status: 'failed',
      error: 'import-file-gone',
    });
  });

  test('a file that is gone fails the import, and says so', async () => {
    const run = await uploaded(content('sinarchivo.example', 3));
    await db()(RUNS)
      .where({ id: run.id })
      .update({
        status: 'queued',
        file_hash: 'f'.repeat(64),
        targets: JSON.stringify(['email', null, null]),
      });
    const imports = app.strapi.plugin('mail-campaigns').service<ImportService>('import');
    await imports.resume();
    expect(await ended(run.id)).toMatchObject({ status: 'failed', error: 'import-file-gone', created: 0 });
  });
});
