import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import mysql from 'mysql2/promise';
import { Client } from 'pg';

/** A database of a test's own. */
export interface TestDatabase {
  /** What `config/database` hands to Strapi. */
  connection: object;
  drop(): Promise<void>;
}

/** Which database the suites run on: `TEST_DATABASE` = sqlite (default), postgres or mysql. */
export const testDatabaseKind = (process.env.TEST_DATABASE ?? 'sqlite') as 'sqlite' | 'postgres' | 'mysql';

const pgUrl = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const mysqlUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/';

async function sqlite(): Promise<TestDatabase> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-'));
  return {
    connection: {
      client: 'sqlite',
      connection: { filename: path.join(folder, 'test.db') },
      useNullAsDefault: true,
    },
    drop: () => fs.promises.rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(name: string): Promise<TestDatabase> {
  const run = async (sql: string) => {
    const client = new Client({ connectionString: pgUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  // Only a server that loses its power could lose what was committed, and no test takes that away.
  await run(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  const url = new URL(pgUrl);
  url.pathname = `/${name}`;
  return {
    connection: { client: 'postgres', connection: { connectionString: url.href }, pool: { min: 0, max: 10 } },
    drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function mariadb(name: string): Promise<TestDatabase> {
  const run = async (sql: string) => {
    const connection = await mysql.createConnection(mysqlUrl);
    await connection.query(sql).finally(() => connection.end());
  };
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const url = new URL(mysqlUrl);
  return {
    connection: {
      client: 'mysql',
      connection: {
        host: url.hostname,
        port: Number(url.port || 3306),
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        database: name,
      },
      pool: { min: 0, max: 10 },
    },
    drop: () => run(`DROP DATABASE IF EXISTS ${name}`),
  };
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `mail_campaigns_test_${randomBytes(6).toString('hex')}`;
  if (testDatabaseKind === 'postgres') return postgres(name);
  return testDatabaseKind === 'mysql' ? mariadb(name) : sqlite();
}
