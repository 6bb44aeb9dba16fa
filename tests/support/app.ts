import path from 'node:path';

import { createStrapi, type Core } from '@strapi/strapi';
import supertest from 'supertest';

import { actionUid, type Action } from '../../contracts';
import { createTestDatabase, type TestDatabase } from './database';

const appDir = path.resolve(__dirname, '../app');

export interface TestApp {
  strapi: Core.Strapi;
  /** Requests without a session: visitors and recipients. */
  visitor: ReturnType<typeof supertest>;
  /** Requests of a signed-in person who holds exactly these actions; none: a super admin. */
  admin(...actions: Action[]): Promise<AdminClient>;
  stop(): Promise<void>;
}

export interface AdminClient {
  userId: number;
  token: string;
  get(path: string): supertest.Test;
  post(path: string, body?: object): supertest.Test;
  put(path: string, body?: object): supertest.Test;
  delete(path: string): supertest.Test;
}

export const TEST_SECRET = 'test-secret-0123456789-0123456789-0123456789';

/** Nothing listens there: no test depends on the DNS of the machine. */
const NO_DNS = { servers: ['127.0.0.1:1'] };

/**
 * A Strapi app with the plugin from its TypeScript source, on a database of its own, not listening.
 * One per test file: Strapi keeps a global.
 */
export async function startApp({
  config = {},
  proxy = {},
  database: given,
}: {
  config?: object;
  /** `server.proxy` of Strapi's configuration. */ proxy?: object;
  /** Kept at the end; the caller drops it. */ database?: TestDatabase;
} = {}): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  process.env.TEST_DATABASE_CONNECTION = JSON.stringify(database.connection);
  process.env.TEST_SERVER_PROXY = JSON.stringify(proxy);
  process.env.TEST_PLUGIN_CONFIG = JSON.stringify({ secret: TEST_SECRET, dns: NO_DNS, ...config });
  const strapi = createStrapi({ appDir, distDir: appDir, autoReload: false, serveAdminPanel: false });
  await strapi.load();
  strapi.server.mount();
  const visitor = supertest(strapi.server.httpServer);
  return {
    strapi,
    visitor,
    admin: (...actions) => signIn(strapi, visitor, actions),
    async stop() {
      await strapi.destroy();
      if (!given) await database.drop();
    },
  };
}

let people = 0;

async function signIn(
  strapi: Core.Strapi,
  visitor: ReturnType<typeof supertest>,
  actions: Action[],
): Promise<AdminClient> {
  people += 1;
  const roles = strapi.service('admin::role') as any;
  const role = actions.length
    ? await roles.create({ name: `role-${people}`, description: 'made by a test' })
    : ((await roles.getSuperAdmin()) ??
      (await roles.create({ name: 'Super Admin', code: 'strapi-super-admin', description: '' })));
  if (actions.length) {
    await roles.assignPermissions(
      role.id,
      actions.map((action) => ({ action: actionUid(action), subject: null, conditions: [], properties: {} })),
    );
  }
  const user = await (strapi.service('admin::user') as any).create({
    email: `person-${people}@example.org`,
    password: 'Password-123',
    firstname: 'Person',
    lastname: String(people),
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  const sessions = (strapi as any).sessionManager('admin');
  const { token: refresh } = await sessions.generateRefreshToken(String(user.id), 'jest', {
    type: 'session',
  });
  const { token } = (await sessions.generateAccessToken(refresh)) as { token: string };
  const as = (test: supertest.Test) => test.set('Authorization', `Bearer ${token}`);
  const url = (suffix: string) => `/mail-campaigns${suffix}`;
  return {
    userId: user.id,
    token,
    get: (suffix) => as(visitor.get(url(suffix))),
    post: (suffix, body = {}) => as(visitor.post(url(suffix))).send(body),
    put: (suffix, body = {}) => as(visitor.put(url(suffix))).send(body),
    delete: (suffix) => as(visitor.delete(url(suffix))),
  };
}
