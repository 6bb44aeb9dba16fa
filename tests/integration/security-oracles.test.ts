import { actionUid, ACTIONS, type Action } from '../../contracts';
import plugin from '../../server';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { preferenceTools } from '../support/preferences';
import { PUBLIC } from '../support/recipient';
import { listen, type Wire, type WireAnswer } from '../support/wire';

/**
 * Strapi's query language reaches through relations: `where[updatedBy][resetPasswordToken][$startsWith]` told a stranger
 * the token of an administrator, one guess at a time (CVE-2026-27886). Whatever is asked in it, a right guess looks like
 * a wrong one, on every route of the plugin; and no spelling of a route's path gets past its rights.
 */

const SECRET = 'canary-reset-token';
const ADDRESS = 'canario@personas.example';

/** What is asked, a guess that is right, one that is wrong. */
const ORACLES: [string, string, string][] = [
  ['filters[updatedBy][resetPasswordToken][$startsWith]', 'canary', 'zzz'],
  ['where[updatedBy][resetPasswordToken][$startsWith]', 'canary', 'zzz'],
  ['filters[$or][0][createdBy][password][$startsWith]', '$2', 'zz'],
  ['filters[contact][email][$startsWith]', 'canario', 'zzz'],
  ['filters[email][$startsWith]', 'canario', 'zzz'],
  ['filters[emailHash][$notNull]', 'true', 'false'],
  ['filters[definition][$contains]', 'texts', 'zzz'],
  ['filters[id][$gt]', '0', '99999'],
  ['_where[updatedBy.resetPasswordToken_contains]', 'canary', 'zzz'],
  ['sort', 'updatedBy.resetPasswordToken:asc', 'updatedBy.resetPasswordToken:desc'],
  ['sort[0][updatedBy][resetPasswordToken]', 'asc', 'desc'],
  ['orderBy[updatedBy][resetPasswordToken]', 'asc', 'desc'],
  ['populate', '*', 'nothing'],
  ['populate', 'deep', 'nothing'],
  ['populate[updatedBy][fields][0]', 'resetPasswordToken', 'id'],
  ['populate[updatedBy][filters][resetPasswordToken][$startsWith]', 'canary', 'zzz'],
  ['fields[0]', 'emailHash', 'id'],
  ['select[0]', 'resetPasswordToken', 'id'],
  ['_q', 'canary', 'zzz'],
  ['pagination[withCount]', 'true', 'false'],
];

let app: TestApp;
let admin: AdminClient;
let wire: Wire;
let nobody: string;
let listId: number;
let campaignId: number;

const { reader } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

/** A role without a single action. */
async function makeNobody(): Promise<string> {
  const client = await app.admin('campaigns.read');
  const user = await app.strapi.db
    .query('admin::user')
    .findOne({ where: { id: client.userId }, populate: ['roles'] });
  await (app.strapi.service('admin::role') as any).assignPermissions(user.roles[0].id, []);
  return client.token;
}

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 }, subscribe: { perIpPerHour: 100_000 } } });
  wire = await listen(app);
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  campaignId = await makeCampaign(admin, listId);
  await addContacts(admin, listId, [ADDRESS]);
  nobody = await makeNobody();
  // Strapi's own handler of static files tells the log about paths that climb.
  jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);

  const users = app.strapi.db.query('admin::user');
  await users.update({ where: { id: admin.userId }, data: { resetPasswordToken: SECRET } });
  for (const { schema } of Object.values(plugin.contentTypes) as { schema: { collectionName: string } }[]) {
    await app.strapi.db
      .getConnection(schema.collectionName)
      .update({ created_by_id: admin.userId, updated_by_id: admin.userId });
  }
});
afterAll(() => app.stop());

const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

const withQuery = (path: string, name: string, value: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** Without what differs from one moment to the next: signed times, dates. */
const shape = ({ status, headers, text }: WireAnswer): string =>
  JSON.stringify([
    status,
    { ...headers, etag: '', 'last-modified': '' },
    String(headers['content-type']).includes('pdf')
      ? 'pdf'
      : text.replace(/\d+~\d+~[0-9a-f]{32}/g, 'time').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'date'),
  ]);

describe('what a stranger can reach', () => {
  const routes = plugin.routes.public.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);

  test.each(routes)('GET %s answers the same whatever is asked, and as without', async (path) => {
    const person = await reader();
    const token = (page: string) =>
      page === 'unsubscribe' ? person.unsubscribeUrl.split('/').at(-1) : person.url.split('/').at(-1);
    const url =
      PUBLIC + path.replace(':slug', 'default').replace(':token', token(path.split('/')[1] ?? '') ?? '');
    const plain = shape(await wire.send(url));
    expect([200, 404]).toContain(JSON.parse(plain)[0]);
    for (const [name, right, wrong] of ORACLES) {
      for (const guess of [right, wrong]) {
        const answer = await wire.send(withQuery(url, name, guess));
        expect([name, guess, shape(answer)]).toEqual([name, guess, plain]);
        expect(answer.text).not.toContain(SECRET);
      }
    }
  });

  test('no content type is open to the content API, not even to a token that may do everything', async () => {
    const { accessKey } = await (app.strapi.service('admin::api-token') as any).create({
      name: 'everything',
      type: 'full-access',
      description: '',
      lifespan: null,
    });
    for (const name of Object.keys(plugin.contentTypes)) {
      for (const path of [`/api/${name}s`, `/api/mail-campaigns/${name}s`, `/api/mail-campaigns/${name}`]) {
        for (const headers of [{}, as(accessKey).headers] as Record<string, string>[]) {
          for (const url of [path, `${path}/1`, withQuery(path, 'populate', '*')]) {
            const answer = await wire.send(url, { headers });
            expect([url, answer.status]).toEqual([url, 404]);
          }
        }
      }
    }
  });
});

/** The path of a route with rows that exist where the plugin has some. */
const urlOf = (path: string): string =>
  `/mail-campaigns${path.replace(/:\w+/g, path.startsWith('/campaigns') ? String(campaignId) : '1')}`;

interface Route {
  method: string;
  path: string;
  config: { policies: (string | { config: { actions: string[] } })[] };
}
const adminRoutes = plugin.routes.admin.routes as unknown as Route[];
/** One action of each group that the route asks for: the least that opens it. */
const actionsFor = ({ config }: Route): Action[] =>
  config.policies.flatMap((policy) => {
    if (typeof policy === 'string') return [];
    const action = ACTIONS.find((name) => policy.config.actions.includes(actionUid(name)));
    return action ? [action] : [];
  });

describe('what somebody with a low role can reach', () => {
  const gets = adminRoutes.filter(({ method }) => method === 'GET');

  test.each(gets.map((route) => [route.path, route] as const))(
    'GET %s: a right guess looks like a wrong one',
    async (path, route) => {
      const request = as((await app.admin(...actionsFor(route))).token);
      expect((await wire.send(urlOf(path), request)).status).not.toBe(403);
      for (const [name, right, wrong] of ORACLES) {
        const answers = await Promise.all(
          [right, wrong].map((guess) => wire.send(withQuery(urlOf(path), name, guess), request)),
        );
        const [one = '', other = ''] = answers.map(shape);
        // A refusal repeats what was sent; that it did is no news.
        expect(one.replaceAll(right, wrong)).toBe(other.replaceAll(right, wrong));
        for (const { text } of answers) expect(text).not.toContain(SECRET);
      }
    },
  );

  test('the Content Manager shows none of the content types to whoever has all rights of the plugin and no more', async () => {
    const { token } = await app.admin(...ACTIONS);
    for (const uid of Object.keys(plugin.contentTypes).map((name) => `plugin::mail-campaigns.${name}`)) {
      for (const [name, right, wrong] of ORACLES) {
        for (const guess of [right, wrong]) {
          const path = withQuery(`/content-manager/collection-types/${uid}`, name, guess);
          expect([path, (await wire.send(path, as(token))).status]).toEqual([path, 403]);
        }
      }
    }
  });
});

/** Other spellings of a path that some servers take for the same. */
const SPELLINGS: [string, (path: string) => string][] = [
  ['a slash behind', (path) => `${path}/`],
  ['two slashes before', (path) => `/${path}`],
  ['two slashes inside', (path) => path.replace('/mail-campaigns/', '/mail-campaigns//')],
  ['capitals', (path) => path.toUpperCase()],
  ['a dot segment', (path) => path.replace('/mail-campaigns/', '/mail-campaigns/./')],
  ['an encoded dot segment', (path) => path.replace('/mail-campaigns/', '/mail-campaigns/%2e/')],
  ['an encoded dot segment up', (path) => `/api/mail-campaigns/%2e%2e/%2e%2e${path}`],
  ['an encoded slash', (path) => path.replace('/mail-campaigns/', '/mail-campaigns%2f')],
  ['an encoded letter', (path) => path.replace('/m', '/%6d')],
  ['a semicolon', (path) => `${path};.css`],
  [
    'a dot segment with a semicolon',
    (path) => path.replace('/mail-campaigns/', '/mail-campaigns/..;/mail-campaigns/'),
  ],
  ['a suffix', (path) => `${path}.json`],
  ['a NUL', (path) => `${path}%00`],
  ['under the public prefix', (path) => `/api${path}`],
  ['under the prefix of the panel', (path) => `/admin${path}`],
];

test.each(adminRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s opens to nobody, however it is spelled',
  async (_, { method, path }) => {
    const plain = urlOf(path);
    const override = { 'X-HTTP-Method-Override': method, 'X-Original-URL': plain, 'X-Rewrite-URL': plain };
    for (const [spelling, spell] of [['as it is', (same: string) => same] as const, ...SPELLINGS]) {
      for (const headers of [override, as(nobody).headers]) {
        for (const verb of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
          const { status, text } = await wire.send(spell(plain), { method: verb, headers });
          const closed = [400, 401, 403, 404, 405].includes(status) ? 'closed' : status;
          expect([spelling, verb, closed]).toEqual([spelling, verb, 'closed']);
          expect(text).not.toContain(ADDRESS);
        }
      }
    }
  },
);
