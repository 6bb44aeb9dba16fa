/** Servers of a script's own, in a temporary folder and on a free port, so that it may kill and empty them. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import Redis from 'ioredis';
import pg from 'pg';

import { mustRun } from './processes.mjs';
import { atEnd } from './teardown.mjs';

export const HOST = '127.0.0.1';

export async function freePort() {
  const server = net.createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** @returns a new folder that is gone at the end */
export function temporaryFolder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `mail-campaigns-${name}-`));
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const isProgram = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** Where a program is: in PATH or in one of these folders; null where it is not. */
export const findProgram = (name, folders = []) =>
  [...(process.env.PATH ?? '').split(path.delimiter), ...folders]
    .map((folder) => path.join(folder, name))
    .find(isProgram) ?? null;

/** Debian keeps the server's programs out of PATH; the newest version comes first. */
function postgresFolders() {
  const home = '/usr/lib/postgresql';
  const versions = fs.existsSync(home) ? fs.readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => path.join(home, version, 'bin'));
}

/** The folder with PostgreSQL's server programs, or null. */
export function findPostgres() {
  const initdb = findProgram('initdb', postgresFolders());
  return initdb && path.dirname(initdb);
}

/**
 * A PostgreSQL cluster as `initdb` makes it: every setting as delivered.
 * @param programs see `findPostgres`
 * @returns `database(name)` makes a database and gives its connection for Strapi; `restart()` is a crash, not an
 *   orderly end: sessions are cut and the write-ahead log is replayed.
 */
export async function startPostgres(programs) {
  const folder = temporaryFolder('postgres');
  const data = path.join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const run = (name, ...args) => {
    const command = [path.join(programs, name), ...args];
    return mustRun(
      `PostgreSQL's ${name}`,
      ...(isRoot ? ['runuser', ['-u', 'postgres', '--', ...command]] : [command[0], args]),
      {
        cwd: folder,
      },
    );
  };
  const control = (...args) => run('pg_ctl', '-w', '-D', data, '-l', path.join(folder, 'log'), ...args);
  const options = ['-o', `-p ${port} -k ${folder} -c listen_addresses=${HOST}`];

  await run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  await control(...options, 'start');
  atEnd(() => control('-m', 'immediate', 'stop'));
  const url = (name) => `postgres://postgres@${HOST}:${port}/${name}`;
  return {
    async database(name) {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return { client: 'postgres', connection: { connectionString: url(name) }, pool: { min: 0, max: 10 } };
    },
    restart: () => control('-m', 'immediate', ...options, 'restart'),
  };
}

/**
 * A Redis that keeps what it is told on the disk.
 * @param program path of redis-server
 * @returns `restart()` kills and starts it; `flush()` makes it forget everything.
 */
export async function startRedis(program) {
  const folder = temporaryFolder('redis');
  const port = await freePort();
  const url = `redis://${HOST}:${port}`;
  let server;
  const start = async () => {
    const args = ['--port', port, '--bind', HOST, '--dir', folder, '--appendonly', 'yes', '--save', ''];
    server = spawn(program, args.map(String), { stdio: 'ignore', detached: true });
    const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  await start();
  atEnd(kill);
  return {
    url,
    async restart() {
      await kill();
      await start();
    },
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
  };
}
