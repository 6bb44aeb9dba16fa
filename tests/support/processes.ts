import { createTestDatabase, testDatabaseKind, type TestDatabase } from './database';
import { startSender } from './sender';
import { startSmtpSink, type SmtpSink } from './smtp-sink';

type Sender = Awaited<ReturnType<typeof startSender>>;

/** SQLite is a file of one process. */
export const hasSeveralProcesses = testDatabaseKind !== 'sqlite';

/** For a file of tests: a relay, a database, and processes that send; all gone at the end. */
export function useProcesses() {
  const senders: Sender[] = [];
  const parts = {} as { sink: SmtpSink; database: TestDatabase };
  beforeAll(async () => {
    parts.sink = await startSmtpSink();
    parts.database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(senders.map((sender) => sender.stop()));
    await parts.sink.stop();
    await parts.database.drop();
  });
  return {
    parts,
    /** Starts so many at once, with the same configuration of the plugin. */
    async start(count: number, config: object): Promise<[Sender, ...Sender[]]> {
      const { connection } = parts.database;
      const started = await Promise.all(
        Array.from({ length: count }, () => startSender({ connection, config })),
      );
      senders.push(...started);
      return started as [Sender, ...Sender[]];
    },
  };
}
