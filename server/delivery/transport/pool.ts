import { clock } from '../../lib/clock';
import type { Circuit } from './circuit';
import { unavailable, type SendOutcome } from './outcome';
import { openSession, type Session, type SmtpOptions } from './session';
import type { Envelope } from './transaction';

export interface OutgoingMail {
  envelope: Envelope;
  /** RFC 5322 message with CRLF line ends, not dot-stuffed. */
  bytes: Buffer;
}

/** The sessions with one SMTP server: at most `connections`, fewer where it lets in fewer, opened when needed. */
export interface Pool {
  /**
   * Waits while all connections are busy.
   * @param prepare called when a session stands, right before the e-mail leaves, and again if that session turns out
   * to be over; null: it is not wanted any more, and the outcome is null too. @throws only what `prepare` throws.
   */
  send(prepare: () => Promise<OutgoingMail | null>): Promise<SendOutcome | null>;
  /** Sessions that are being opened or sending. */
  readonly busy: number;
  /** Ends all sessions; waits for nobody. */
  close(): void;
}

/** Idle sessions are ended before the relay does it (RFC 5321 §4.5.3.2.7 lets it after five minutes). */
const IDLE_MILLISECONDS = 30_000;
/** So long a server that let in fewer sessions than we wanted is not asked for more. */
const CROWDED_MILLISECONDS = 60_000;
const STOPPED = 'Sending has stopped.';

/** @param circuit is told what becomes of sessions, and keeps e-mails away while it is open. */
export function createPool(options: SmtpOptions, circuit: Circuit): Pool {
  const idle: { session: Session; timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let standing = 0;
  let crowded = { room: Infinity, until: 0 };
  let closed = false;
  let pipelining = true;

  const hasRoom = (): boolean =>
    busy < options.connections && (busy < crowded.room || clock.now().getTime() >= crowded.until);
  const acquire = async (): Promise<void> => {
    if (hasRoom()) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const release = (): void => {
    busy -= 1;
    while (waiting.length > 0 && hasRoom()) {
      busy += 1;
      waiting.shift()?.();
    }
  };

  const leave = (session: Session): void => {
    standing -= 1;
    session.close();
  };
  const take = (): Session | undefined => {
    for (let entry = idle.pop(); entry; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.session.usable) return entry.session;
      leave(entry.session);
    }
    return undefined;
  };
  const keep = (session: Session): void => {
    if (!session.usable || closed) return leave(session);
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((entry) => entry.session === session),
        1,
      );
      leave(session);
    }, IDLE_MILLISECONDS).unref();
    idle.push({ session, timer });
  };

  /** A fresh session; where the server lets in no more, one of those that stand, when its turn has come. */
  const open = async (): Promise<Session> => {
    for (;;) {
      if (closed) throw new Error(STOPPED);
      try {
        const session = await openSession(options, pipelining);
        standing += 1;
        return session;
      } catch (error) {
        if (standing === 0) throw error;
      }
      crowded = { room: standing, until: clock.now().getTime() + CROWDED_MILLISECONDS };
      release();
      await acquire();
      const kept = take();
      if (kept) return kept;
    }
  };

  const over = async (
    session: Session,
    prepare: () => Promise<OutgoingMail | null>,
  ): Promise<SendOutcome | null> => {
    try {
      const mail = await prepare();
      return mail && (await session.send(mail.envelope, mail.bytes));
    } finally {
      if (session.pipeliningFailed) pipelining = false;
      keep(session);
    }
  };

  /**
   * A session kept idle may have been ended by the server without our knowing, and one that takes no commands together
   * works when they come one by one: then a fresh session, once.
   */
  const attempt = async (prepare: () => Promise<OutgoingMail | null>): Promise<SendOutcome | null> => {
    for (let kept = take(), again = false; ; kept = undefined, again = true) {
      let session: Session;
      try {
        session = kept ?? (await open());
      } catch (error) {
        return unavailable((error as Error).message);
      }
      const outcome = await over(session, prepare);
      if (outcome?.kind !== 'unavailable' || again) return outcome;
      if (!kept && !session.pipeliningFailed) return outcome;
    }
  };

  return {
    get busy() {
      return busy;
    },
    async send(prepare) {
      await acquire();
      try {
        if (closed || !circuit.enter()) return unavailable(circuit.lastError?.reply ?? STOPPED);
        const outcome = await attempt(prepare);
        if (outcome?.kind === 'unavailable' || outcome?.kind === 'unknown') circuit.failed(outcome.reply);
        else if (outcome) circuit.succeeded();
        return outcome;
      } finally {
        release();
      }
    },
    close() {
      closed = true;
      for (const { session, timer } of idle.splice(0)) {
        clearTimeout(timer);
        leave(session);
      }
    },
  };
}
