import { startApp, TEST_SECRET } from '../support/app';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/database';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSender } from '../support/sender';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const everyone = Array.from({ length: 60 }, (_, i) => `persona${i}@personas.example`).sort();

let sink: SmtpSink;
let database: TestDatabase;
type Sender = Awaited<ReturnType<typeof startSender>>;
const senders: Sender[] = [];

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
const onServer = testDatabaseKind === 'sqlite' ? test.skip : test;

onServer(
  'three processes find one due campaign: it starts once, everyone gets it once',
  async () => {
    const config = {
      secret: TEST_SECRET,
      smtp: sink.config,
      sending: { tickSeconds: 0.1, groupSize: 12, lotSize: 10 },
    };
    // Nobody ticks while the campaign is made.
    const app = await startApp({ config: { ...config, sending: { tickSeconds: 60 } }, database });
    const admin = await app.admin();
    const { listId } = await makeInstitution(admin);
    await addContacts(admin, listId, everyone);
    const id = await makeCampaign(admin, listId);
    await app.strapi.db
      .query('plugin::mail-campaigns.campaign')
      .update({ where: { id }, data: { status: 'scheduled', scheduledAt: new Date() } });
    await app.stop();

    const starts = [1, 2, 3].map(() => startSender({ connection: database.connection, config }));
    senders.push(...(await Promise.all(starts)));
    await waitFor('the campaign to be sent', async () => {
      const { status } = await senders[0]?.run('state', id);
      return status === 'sent';
    });

    expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
    const { totals, addsUp } = await senders[0]?.run('balance', id);
    expect(addsUp).toBe(true);
    expect(totals).toMatchObject({ candidates: 60, byStatus: { accepted: 60, uncertain: 0 } });
  },
  120_000,
);
