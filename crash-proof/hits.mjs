/** Opens and clicks while their server is killed: what was answered has to be stored. */
import { createRequire } from 'node:module';
import path from 'node:path';

import { findPostgres, startPostgres, temporaryFolder } from '../scripts/lib/servers.mjs';
import { atEnd } from '../scripts/lib/teardown.mjs';
import hits from '../tests/support/hits.js';
import senders from '../tests/support/sender.js';

const require = createRequire(import.meta.url);
require('../tests/support/typescript');
const { createTokens } = require('../server/lib/tokens.ts');

const SECRET = 'crash-proof-secret-0123456789-0123456789-0123';
const TASKS = path.join(import.meta.dirname, '..', 'tests/support/reading-tasks.js');
const RECIPIENTS = 400;
const LINKS = 6;
const CONNECTIONS = 32;

const sqlite = () => ({
  client: 'sqlite',
  connection: { filename: path.join(temporaryFolder('crash-proof-hits'), 'hits.db') },
  useNullAsDefault: true,
});

/** Name, what it needs, and its database. */
const KINDS = {
  'hits-sqlite': { lacks: () => [], connect: sqlite },
  'hits-postgres': {
    lacks: () => (findPostgres() ? [] : ["PostgreSQL's server programs (initdb, pg_ctl)"]),
    connect: async () => (await startPostgres(findPostgres())).database('crash_proof_hits'),
  },
};

export const HITS = Object.keys(KINDS);
export const missingForHits = (name) => KINDS[name].lacks();

/**
 * Kills a server under load, round after round, always on the same database.
 * @param random 0–1
 * @param onRound hears of each round `{ number, answered, missing, twice, wrong }`, the last three as counts
 */
export async function proveHits(name, { rounds, random, onRound }) {
  const connection = await KINDS[name].connect();
  const start = async () => {
    const server = await senders.startSender({ connection, tasks: TASKS, config: { secret: SECRET } });
    atEnd(server.kill);
    return server;
  };
  let server = await start();
  const listId = await server.run('makeAudience', { slug: 'readers', recipients: RECIPIENTS });
  const ids = await server.run('sentCampaign', { campaignId: 1, listId, links: LINKS });
  for (let number = 1; number <= rounds; number += 1) {
    const { answered, missing, twice, wrong, ...next } = await hits.killUnderLoad({
      ...{ server, start, random, ids, links: LINKS, name: `round${number}` },
      ...{ tokens: createTokens([SECRET]), connections: CONNECTIONS },
    });
    server = next.server;
    onRound({ number, answered, missing: missing.length, twice: twice.length, wrong: wrong.length });
  }
  await server.kill();
}
