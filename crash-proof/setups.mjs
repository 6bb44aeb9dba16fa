/** The two ways to run the plugin that are proved: one process on SQLite, and several on PostgreSQL and Redis. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import {
  findPostgres,
  findProgram,
  HOST,
  startPostgres,
  startRedis,
  temporaryFolder,
} from '../scripts/lib/servers.mjs';
import { atEnd } from '../scripts/lib/teardown.mjs';
import senders from '../tests/support/sender.js';
import { startRelay } from './relay.mjs';

/** What a crash may leave uncertain per worker: `sending.groupSize`. */
export const GROUP_SIZE = 20;

const CONFIG = {
  secret: 'crash-proof-secret-0123456789-0123456789-0123',
  sending: { tickSeconds: 0.2, groupSize: GROUP_SIZE, lotSize: 30 },
};
const CONNECTIONS = 4;
const POLL_MILLISECONDS = 25;
const LAST_LINES = 30;

const TASKS = path.join(import.meta.dirname, 'tasks.js');

/** Name, the processes by what they do, and `start(parts)`, which gives connection, queue and the servers. */
const KINDS = {
  sqlite: {
    needs: {},
    processes: { process: 'both' },
    start: () => ({
      connection: {
        client: 'sqlite',
        connection: { filename: path.join(temporaryFolder('crash-proof'), 'crash-proof.db') },
        useNullAsDefault: true,
      },
    }),
  },
  bull: {
    needs: {
      "PostgreSQL's server programs (initdb, pg_ctl)": findPostgres,
      'redis-server': () => findProgram('redis-server'),
    },
    processes: { web: 'web', 'worker-1': 'worker', 'worker-2': 'worker' },
    async start() {
      const postgres = await startPostgres(findPostgres());
      const redis = await startRedis(findProgram('redis-server'));
      return {
        connection: await postgres.database('crash_proof'),
        queue: { driver: 'bull', redisUrl: redis.url },
        postgres,
        redis,
      };
    },
  },
};

export const SETUPS = Object.keys(KINDS);

/** @returns names of what a setup needs and this machine lacks */
export const missingFor = (name) =>
  Object.entries(KINDS[name].needs)
    .filter(([, find]) => !find())
    .map(([what]) => what);

/**
 * Starts a setup with all its processes.
 * @param random 0–1
 */
export async function startSetup(name, random) {
  const { processes: roles, start } = KINDS[name];
  const { connection, queue, ...servers } = await start();
  const relay = startRelay(random);
  const logFile = path.join(temporaryFolder('crash-proof-log'), `${name}.log`);
  const log = fs.openSync(logFile, 'a');
  let told = 0;
  const doors = {};
  /** @type {Map<string, import('../tests/support/sender.js').Sender & { worker: string | null }>} */
  const processes = new Map();

  const launch = async (slot) => {
    doors[slot] ??= await relay.openDoor(slot);
    const process = await senders.startSender({
      connection,
      tasks: TASKS,
      log,
      config: {
        ...CONFIG,
        smtp: { host: HOST, port: doors[slot], secure: false, connections: CONNECTIONS },
        ...(queue && { queue: { ...queue, role: roles[slot] } }),
      },
      onMessage: ({ kill }) => kill && process.kill(),
    });
    atEnd(process.kill);
    processes.set(slot, process);
    process.worker = null;
    while (process.alive && !process.worker) {
      process.worker = await process.run('workerId');
      await wait(POLL_MILLISECONDS);
    }
  };

  const slots = Object.keys(roles);
  // One after the other: the first one makes the tables.
  for (const slot of slots) await launch(slot);

  const setup = {
    name,
    relay,
    ...servers,
    slots,
    launch,
    process: (slot) => processes.get(slot),
    /** Slots of the processes that send, or of the one that starts and pauses campaigns. */
    slotsThat: (work) =>
      slots.filter((slot) => roles[slot] === 'both' || roles[slot] === (work === 'send' ? 'worker' : 'web')),
    /** Asks whatever process lives. @throws what the last one said */
    async ask(task, ...args) {
      let failure = new Error('No process lives');
      for (const process of processes.values()) {
        if (!process.alive) continue;
        try {
          return await process.run(task, ...args);
        } catch (error) {
          failure = error;
        }
      }
      throw failure;
    },
    /** What the processes have written since it was asked last, the end of it. */
    lastWords() {
      const words = fs.readFileSync(logFile, 'utf8');
      const fresh = words.slice(told).trim().split('\n').slice(-LAST_LINES);
      told = words.length;
      return fresh.join('\n');
    },
    stop: () => Promise.all([...processes.values()].map((process) => process.kill())),
  };
  await setup.ask('makeInstitution');
  return setup;
}
