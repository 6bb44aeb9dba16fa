import { connect, type Connection, type Envelope, type SmtpOptions } from './connection';
import { outcomeOfFailure, type SendOutcome } from './outcome';

export interface Transport {
  /** Never throws: what went wrong is the outcome. Waits while all connections are busy. */
  send(envelope: Envelope, message: Buffer): Promise<SendOutcome>;
  /** Connects, signs in and leaves. @returns the relay's words where it refuses. */
  verify(): Promise<{ ok: boolean; reply: string }>;
  /** Ends all sessions; waits for nobody. */
  close(): void;
}

/** Idle sessions are ended before the relay does it (RFC 5321 §4.5.3.2.7 lets it after five minutes). */
const IDLE_MILLISECONDS = 30_000;

/** A pool of at most `connections` SMTP sessions, opened when needed. */
export function createPool(options: SmtpOptions): Transport {
  const idle: { connection: Connection; timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  const acquire = async (): Promise<void> => {
    if (busy < options.connections) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  const take = (): Connection | undefined => {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.connection.usable) return entry.connection;
    }
    return undefined;
  };
  const keep = (connection: Connection): void => {
    if (!connection.usable) return connection.close();
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((entry) => entry.connection === connection),
        1,
      );
      connection.close();
    }, IDLE_MILLISECONDS).unref();
    idle.push({ connection, timer });
  };

  /** A session kept idle may have been ended by the relay without our knowing: then a fresh one, once. */
  const attempt = async (envelope: Envelope, message: Buffer): Promise<SendOutcome> => {
    for (let kept = take(); ; kept = undefined) {
      let connection: Connection;
      try {
        connection = kept ?? (await connect(options));
      } catch (error) {
        return outcomeOfFailure(error as Error, { session: true, flowing: false });
      }
      const outcome = await connection.send(envelope, message);
      keep(connection);
      if (outcome.kind !== 'unavailable' || !kept) return outcome;
    }
  };

  return {
    async send(envelope, message) {
      await acquire();
      try {
        return await attempt(envelope, message);
      } finally {
        release();
      }
    },
    async verify() {
      try {
        const connection = await connect(options);
        connection.close();
        return { ok: true, reply: `${options.host}:${options.port}` };
      } catch (error) {
        const { reply } = outcomeOfFailure(error as Error, { session: true, flowing: false });
        return { ok: false, reply };
      }
    },
    close() {
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer);
        connection.close();
      }
    },
  };
}
