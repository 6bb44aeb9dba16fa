import { ACTIONS, actionUid, type Action } from '../../contracts';
import plugin from '../../server';
import { startApp, type AdminClient, type TestApp } from '../support/app';

/**
 * Every admin route that the plugin really has, against a role with exactly one action each, a role with none, and
 * no session. Nothing is listed here: a new route is walked as soon as it exists.
 */
const HAS_ANY_ACTION = 'plugin::mail-campaigns.has-any-action';
const KNOWN = new Set(ACTIONS.map(actionUid));
const MISSING_ID = '999999999';

type Policy = string | { name: string; config: { actions: string[] } };
interface Route {
  method: string;
  path: string;
  config?: { policies?: Policy[] };
}

const routes = plugin.routes.admin.routes as Route[];
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

/** Groups of actions; a person needs one of each group. */
const groupsOf = (route: Route): string[][] =>
  (route.config?.policies ?? []).flatMap((policy) =>
    typeof policy !== 'string' && policy.name === HAS_ANY_ACTION ? [policy.config.actions] : [],
  );
const lets = (route: Route, actions: readonly Action[]): boolean =>
  groupsOf(route).every((group) => actions.some((action) => group.includes(actionUid(action))));

let app: TestApp;
const people = new Map<string, AdminClient>();

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
  for (const action of ACTIONS) people.set(action, await app.admin(action));
  const nobody = await app.admin('campaigns.read');
  const user = await app.strapi.db
    .query('admin::user')
    .findOne({ where: { id: nobody.userId }, populate: ['roles'] });
  await (app.strapi.service('admin::role') as any).assignPermissions(user.roles[0].id, []);
  people.set('none', nobody);
});
afterAll(() => app.stop());

const url = ({ path }: Route) => `/mail-campaigns${path.replace(/:\w+/g, MISSING_ID)}`;
const call = (route: Route, token?: string) => {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
  const request = app.visitor[method](url(route));
  return token ? request.set('Authorization', `Bearer ${token}`) : request;
};

test('there are routes of every room to walk', () => {
  const areas = new Set(routes.map(({ path }) => path.split('/')[1]));
  for (const area of [
    'contacts',
    'lists',
    'imports',
    'templates',
    'content',
    'campaigns',
    'senders',
    'settings',
    'sending',
    'reports',
    'health',
  ]) {
    expect([...areas]).toContain(area);
  }
});

test.each(named)('%s asks for a session and for actions that exist', (_, route) => {
  expect(route.config?.policies).toContain('admin::isAuthenticatedAdmin');
  expect(groupsOf(route).length).toBeGreaterThan(0);
  for (const group of groupsOf(route)) {
    expect(group.length).toBeGreaterThan(0);
    expect(group.filter((action) => !KNOWN.has(action))).toEqual([]);
  }
});

test.each(named)('%s: nobody without a session or an action', async (_, route) => {
  // Strapi answers 401 without a session, or 403 where its policy is what notices.
  expect([401, 403]).toContain((await call(route)).status);
  expect([401, 403]).toContain((await call(route, 'not-a-token')).status);
  expect((await call(route, people.get('none')!.token)).status).toBe(403);
});

test.each(named)('%s: exactly those whose one action is declared', async (_, route) => {
  const answers: Record<string, boolean> = {};
  for (const action of ACTIONS) {
    const { status } = await call(route, people.get(action)!.token);
    expect(status).not.toBe(401);
    expect(status).not.toBe(405);
    answers[action] = status !== 403;
  }
  expect(answers).toEqual(Object.fromEntries(ACTIONS.map((action) => [action, lets(route, [action])])));
});

test('a route that needs two actions lets in whoever has both', async () => {
  const pairs = routes.filter((route) => groupsOf(route).length > 1);
  expect(pairs.length).toBeGreaterThan(0);
  for (const route of pairs) {
    const actions = groupsOf(route).map(
      ([action]) => ACTIONS.find((name) => actionUid(name) === action) as Action,
    );
    const both = await app.admin(...(actions as [Action, ...Action[]]));
    expect((await call(route, both.token)).status).not.toBe(403);
  }
});
