import { startApp, TEST_SECRET } from '../support/app';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSender as start } from '../support/sender';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/** What a crash may leave uncertain, as docs/delivery-guarantees.md promises. */
const GROUP_SIZE = 5;
const RECIPIENTS = 60;

let sink: SmtpSink;
let database: TestDatabase;
let sender: Awaited<ReturnType<typeof start>> | undefined;

beforeAll(async () => {
  sink = await startSmtpSink();
  database = await createTestDatabase();
});
afterEach(async () => {
  await sender?.kill();
});
afterAll(async () => {
  await sink.stop();
  await database.drop();
});

const config = () => ({
  secret: TEST_SECRET,
  smtp: sink.config,
  sending: { tickSeconds: 0.1, groupSize: GROUP_SIZE, lotSize: 20, workerTimeoutSeconds: 600 },
});

/** Starts a process that sends; `kill` is SIGKILL: no handler of it runs. */
const startSender = () => start({ connection: database.connection, config: config() });

test('kill -9 while sending: no one twice, no one dropped, what is unknown is uncertain', async () => {
  const app = await startApp({ config: config(), database });
  const admin = await app.admin();
  const { listId } = await makeInstitution(admin);
  const everyone = Array.from({ length: RECIPIENTS }, (_, i) => `persona${i}@personas.example`);
  await addContacts(admin, listId, everyone);
  const campaigns = [await makeCampaign(admin, listId), await makeCampaign(admin, listId)];
  await app.stop();

  /** Each campaign dies at another moment: as soon as the relay has taken so many. */
  const moments = [
    { kills: [1, 17, 44], stage: 'data' as const },
    { kills: [2, 31], stage: 'rcpt' as const },
  ];
  for (const [n, campaign] of campaigns.entries()) {
    sink.mails.length = 0;
    const { kills, stage } = moments[n] as (typeof moments)[number];
    sender = await startSender();
    await sender.run('send', campaign);
    for (const count of kills) {
      const reached = new Promise<void>((resolve) => {
        let seen = sink.mails.length;
        sink.answer = (_address, at) => {
          if (at === stage && (seen += 1) >= count) resolve();
          return null;
        };
      });
      if (sink.mails.length < count) await reached;
      await sender.kill();
      sender = await startSender();
    }
    sink.answer = () => null;
    const last = sender;
    await waitFor('the campaign to end', async () => (await last.run('state', campaign)).status === 'sent');
    const { totals, addsUp } = await last.run('balance', campaign);
    await last.kill();

    const written = sink.mails.flatMap(({ to }) => to);
    const missing = everyone.filter((address) => !written.includes(address));
    expect(new Set(written).size).toBe(written.length);
    expect(addsUp).toBe(true);
    expect(totals.byStatus).toMatchObject({
      pending: 0,
      in_flight: 0,
      deferred: 0,
      rejected: 0,
      excluded: 0,
    });
    expect(totals.byStatus.accepted + totals.byStatus.uncertain).toBe(RECIPIENTS);
    expect(totals.byStatus.uncertain).toBeLessThanOrEqual(GROUP_SIZE * kills.length);
    expect(missing.length).toBeLessThanOrEqual(totals.byStatus.uncertain);
    expect(totals.byStatus.accepted).toBeLessThanOrEqual(written.length);
  }
}, 400_000);
