import { randomUUID } from 'node:crypto';

import { startApp, TEST_SECRET } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/database';
import { startSender } from '../support/sender';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const LIMIT = 10;
const everyone = Array.from({ length: 60 }, (_, i) => `persona${i}@personas.example`).sort();
const redisUrl = process.env.TEST_REDIS_URL;

let sink: SmtpSink;
let database: TestDatabase;
type Sender = Awaited<ReturnType<typeof startSender>>;
let senders: Sender[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  await sink.stop();
  await database.drop();
});

/** SQLite is a file of one process. */
const onServers = redisUrl && testDatabaseKind !== 'sqlite' ? test : test.skip;

onServers(
  `two processes send ${everyone.length} e-mails at ${LIMIT} a second together (TEST_REDIS_URL, PostgreSQL or MySQL)`,
  async () => {
    const config = {
      secret: TEST_SECRET,
      smtp: { ...sink.config, limits: { perSecond: LIMIT } },
      queue: { driver: 'bull', redisUrl, prefix: `test-${randomUUID()}` },
      sending: { tickSeconds: 0.1, groupSize: 20, lotSize: 10 },
    };
    const app = await startApp({ config: { ...config, sending: { tickSeconds: 60 } }, database });
    const admin = await app.admin();
    const { id } = await makeCampaign(admin, [await makeList(app.strapi, 'boletin', everyone)]);
    await app.stop();

    const starts = [1, 2].map(() => startSender({ connection: database.connection, config }));
    senders = await Promise.all(starts);
    const [first] = senders as [Sender, Sender];
    const arrivals: number[] = [];
    sink.answer = (_address, stage) => {
      if (stage === 'data') arrivals.push(performance.now() - start);
      return null;
    };
    const start = performance.now();
    await first.run('send', id);
    await waitFor('the campaign to be sent', async () => (await first.run('state', id)).status === 'sent');

    expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
    // At any moment no more has arrived than the seconds that had begun by then allow. An e-mail that takes its time
    // comes later, never earlier: this holds on a slow machine as well.
    for (const [before, at] of arrivals.entries()) {
      expect(before + 1).toBeLessThanOrEqual(LIMIT * (Math.floor(at / 1000) + 1));
    }
    const rows: { worker_id: string }[] = await first.run('ledgerRows', id);
    expect(new Set(rows.map(({ worker_id }) => worker_id)).size).toBe(2);
  },
  180_000,
);
