/** The measured thing: real Strapi processes with the plugin, on a database of their own. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { HOST, temporaryFolder } from '../scripts/lib/servers.mjs';
import { atEnd } from '../scripts/lib/teardown.mjs';
import senders from '../tests/support/sender.js';
import { NEWSLETTER } from './newsletter.mjs';
import { CONNECTIONS, startCatchingSink } from './sinks.mjs';

const TASKS = path.join(import.meta.dirname, 'tasks.js');
/** Signs the links in the e-mails. */
export const SECRET = 'bench-secret-0123456789-0123456789-0123456789';
const POLL_MILLISECONDS = 200;
/** Nothing runs so long; whoever waits longer waits in vain. */
const PATIENCE_SECONDS = 1200;

let databases = 0;

const sqlite = () => ({
  client: 'sqlite',
  connection: { filename: path.join(temporaryFolder('bench'), 'bench.db') },
  useNullAsDefault: true,
});

/**
 * @param options.database `sqlite`, or a PostgreSQL of `startPostgres`
 * @param options.port of the sink
 * @param options.redis with it the process plans only, and `addWorkers` starts others that send
 * @param options.config more of the plugin's configuration
 * @param options.tasks what its processes can be asked
 * @param options.env more environment variables
 */
export async function startSystem({ database, port, redis, config = {}, tasks = TASKS, env = {} }) {
  databases += 1;
  const prefix = `bench-${databases}`;
  const connection = database === 'sqlite' ? sqlite() : await database.database(`bench_${databases}`);
  const processes = [];
  const start = async (role) => {
    const process = await senders.startSender({
      connection,
      tasks,
      env,
      config: {
        secret: SECRET,
        smtp: { host: HOST, port, secure: false, connections: CONNECTIONS },
        ...(redis && { queue: { driver: 'bull', redisUrl: redis.url, prefix, role } }),
        ...config,
      },
    });
    atEnd(process.kill);
    processes.push(process);
    return process;
  };
  const { run } = await start(redis ? 'web' : 'both');
  await run('makeInstitution');
  return {
    run,
    addWorkers: (count) => Promise.all(Array.from({ length: count }, () => start('worker'))),
    stop: () => Promise.all(processes.map((process) => process.stop())),
  };
}

let audiences = 0;

async function makeCampaign(system, recipients) {
  audiences += 1;
  const listId = await system.run('makeAudience', { slug: `bench-${audiences}`, recipients });
  await system.run('analyze');
  return system.run('makeCampaign', { listId, mjml: NEWSLETTER });
}

/**
 * Sends the newsletter to so many people who have not had it.
 * @param profile file for a CPU profile of the first process
 * @returns `seconds` from the order to send to the end of the campaign, freeze and last commit included;
 *   `acceptedSeconds` from the first to the last accepted one
 * @throws Error where not everybody was accepted
 */
export async function sendCampaign(system, recipients, { profile } = {}) {
  const id = await makeCampaign(system, recipients);
  if (profile) await system.run('startProfile');
  const start = Date.now();
  await system.run('send', id);
  const finishedAt = await finished(system, id);
  if (profile) await system.run('stopProfile', profile);
  const { totals, addsUp } = await system.run('balance', id);
  if (!addsUp || totals.byStatus.accepted !== recipients) {
    throw new Error(`Not everybody was accepted: ${JSON.stringify(totals)}`);
  }
  const [first, last] = await system.run('acceptedBetween', id);
  return { seconds: (finishedAt - start) / 1000, acceptedSeconds: (last - first) / 1000 };
}

async function finished(system, id) {
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const { status, statusReason, finishedAt } = await system.run('state', id);
    if (status === 'sent') return new Date(finishedAt).getTime();
    if (status !== 'sending' || Date.now() > end) {
      throw new Error(`The campaign is ${status} (${statusReason}) instead of sent`);
    }
    await wait(POLL_MILLISECONDS);
  }
}

/**
 * One e-mail of the newsletter as it leaves.
 * @returns its `bytes`, and the frozen `content` that it was made of
 */
export async function takeSample(config) {
  const { port, message } = await startCatchingSink();
  const system = await startSystem({ database: 'sqlite', port, config });
  const id = await makeCampaign(system, 1);
  await system.run('send', id);
  const bytes = await message;
  const content = await system.run('content', id);
  await system.stop();
  return { bytes, content };
}
