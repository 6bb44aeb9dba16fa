import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import type { LedgerTotals } from '../../contracts';
import { startApp, TEST_SECRET } from '../support/app';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/** What a crash may leave uncertain, as docs/delivery-guarantees.md promises. */
const GROUP_SIZE = 5;
const RECIPIENTS = 60;

let sink: SmtpSink;
let database: TestDatabase;
let sender: Sender | undefined;

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

interface State {
  status: string;
  totals: LedgerTotals;
}

interface Sender {
  ask(message: object): Promise<State>;
  kill(): Promise<void>;
}

/** Starts a process that sends; `kill` is SIGKILL: no handler of it runs. */
async function startSender(): Promise<Sender> {
  const child: ChildProcess = fork(path.resolve(__dirname, '../support/sending-process.js'), [], {
    env: {
      ...process.env,
      TEST_DATABASE_CONNECTION: JSON.stringify(database.connection),
      TEST_PLUGIN_CONFIG: JSON.stringify(config()),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answers = new Map<number, (state: State) => void>();
  const dead = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: { ready?: true; id?: number } & State) => {
      if (message.ready) resolve();
      else answers.get(message.id ?? 0)?.(message);
    });
    child.once('exit', (code) => reject(new Error(`the sending process ended with ${code}`)));
  });
  let id = 0;
  return {
    ask(message) {
      id += 1;
      const answer = new Promise<State>((resolve) => answers.set(id, resolve));
      child.send({ id, ...message });
      return answer;
    },
    async kill() {
      child.kill('SIGKILL');
      await dead;
    },
  };
}

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
    await sender.ask({ send: campaign });
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
    const { totals } = await waitFor('the campaign to end', async () => {
      const state = await (sender as Sender).ask({ campaign });
      return state.status === 'sent' ? state : null;
    });
    await sender.kill();

    const written = sink.mails.flatMap(({ to }) => to);
    const missing = everyone.filter((address) => !written.includes(address));
    expect(new Set(written).size).toBe(written.length);
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
