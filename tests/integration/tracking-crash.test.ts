import path from 'node:path';

import { startApp, TEST_SECRET } from '../support/app';
import { makeList } from '../support/campaign';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { killUnderLoad } from '../support/hits';
import { tokens } from '../support/recipient';
import { startSender } from '../support/sender';

const ROUNDS = 2;
const LINKS = 4;
const PEOPLE = 60;

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startSender>> | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await server?.kill();
  await database.drop();
});

test('kill -9 under load: what was answered is stored, once, and the ledger counts what is stored', async () => {
  const app = await startApp({ database });
  const people = Array.from({ length: PEOPLE }, (_, n) => `persona${n}@personas.example`);
  const listId = await makeList(app.strapi, 'lectores', people);
  await app.stop();

  const tasks = path.resolve(__dirname, '../support/reading-tasks.js');
  const start = () =>
    startSender({ connection: database.connection, config: { secret: TEST_SECRET }, tasks });
  server = await start();
  const ids = (await server.run('sentCampaign', { campaignId: 1, listId, links: LINKS })) as number[];
  expect(ids).toHaveLength(PEOPLE);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const verdict = await killUnderLoad({
      ...{ server, start, random: Math.random, name: `round${round}` },
      ...{ ids, links: LINKS, tokens, connections: 24 },
    });
    server = verdict.server;
    expect(verdict.answered).toBeGreaterThan(49);
    expect({ missing: verdict.missing, twice: verdict.twice, wrong: verdict.wrong }).toEqual({
      missing: [],
      twice: [],
      wrong: [],
    });
  }
});
