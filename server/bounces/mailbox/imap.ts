import { once } from 'node:events';

import { ImapFlow } from 'imapflow';

import { clock } from '../../lib/clock';
import type { Access, Credentials } from './access/access';
import {
  SignInRefused,
  type FoundMessage,
  type MailboxOptions,
  type MailboxReader,
  type TakeIn,
} from './mailbox';
import { pause } from './pause';
import { wordsOf } from './words';

/**
 * On messages that were looked at and stay. A keyword (RFC 9051 §2.3.2), so that people's own flags are left alone and
 * another process, or this one after its end, does not look again; a new UIDVALIDITY takes nothing of it away.
 */
const SEEN_BY_US = '$MailCampaigns';

const MEGABYTE = 1024 * 1024;

interface Session {
  client: ImapFlow;
  /** What went wrong while nobody was asking. */
  broken: Error[];
  /** When another one has to be opened. */
  over: AbortSignal;
}

/** A mailbox by IMAP (RFC 9051, RFC 3501), told of new messages by IDLE (RFC 2177). */
export function createImapReader(options: MailboxOptions, access: Access): MailboxReader {
  const clientFor = (credentials: Credentials) =>
    new ImapFlow({
      host: options.host,
      port: options.port ?? (options.secure ? 993 : 143),
      secure: options.secure,
      ...(options.requireTls && { doSTARTTLS: true }),
      auth: {
        user: options.user,
        ...('password' in credentials
          ? { pass: credentials.password }
          : { accessToken: credentials.accessToken }),
      },
      tls: { rejectUnauthorized: options.rejectUnauthorized, ...(options.ca && { ca: options.ca }) },
      logger: false,
      disableAutoIdle: true,
      maxIdleTime: options.pollSeconds * 1000,
      socketTimeout: Math.max(5 * 60_000, options.pollSeconds * 2000),
    });

  const open = async (credentials: Credentials): Promise<Session> => {
    const client = clientFor(credentials);
    const broken: Error[] = [];
    // Without a listener Node ends the process.
    client.on('error', (error: Error) => broken.push(error));
    try {
      await client.connect();
    } catch (error) {
      client.close();
      const isRefused = (error as { authenticationFailed?: boolean }).authenticationFailed;
      throw isRefused ? new SignInRefused(wordsOf(error)) : error;
    }
    return { client, broken, over: endOf(credentials) };
  };

  /** Ids of messages that nobody has looked at yet, the oldest first. */
  const waiting = async (client: ImapFlow): Promise<number[]> => {
    const found = await client.search({ unKeyword: SEEN_BY_US }, { uid: true });
    return found ? found.sort((a, b) => a - b) : [];
  };

  const fetch = async (client: ImapFlow, uid: number): Promise<FoundMessage | null> => {
    const maxLength = options.maxMegabytes * MEGABYTE;
    const message = await client.fetchOne(String(uid), { source: { maxLength } }, { uid: true });
    return message && message.source ? { id: String(uid), raw: message.source } : null;
  };

  const put = async (client: ImapFlow, uid: number, folder: string | null): Promise<void> => {
    const moved = folder !== null && (await client.messageMove(String(uid), folder, { uid: true }));
    if (!moved) await client.messageFlagsAdd(String(uid), [SEEN_BY_US], { uid: true });
  };

  const pass = async (client: ImapFlow, takeIn: TakeIn, signal: AbortSignal): Promise<number> => {
    let count = 0;
    for (const uid of await waiting(client)) {
      if (signal.aborted) break;
      const message = await fetch(client, uid);
      if (!message) continue;
      const fate = await takeIn(message);
      await put(client, uid, { done: options.doneFolder, poison: options.poisonFolder, left: null }[fate]);
      count += 1;
    }
    return count;
  };

  /** @returns when something may have arrived, or nothing has for `pollSeconds`. */
  const more = async (client: ImapFlow, signal: AbortSignal): Promise<void> => {
    const over = new AbortController();
    const end = AbortSignal.any([signal, over.signal]);
    const arrival = once(client, 'exists', { signal: end }).catch(() => undefined);
    const idle = client.idle().catch(() => undefined);
    await Promise.race([arrival, pause(options.pollSeconds * 1000, end)]);
    over.abort();
    // Ends the IDLE; throws where the connection is gone.
    await client.noop();
    await idle;
  };

  const read = async (
    { client, broken }: Session,
    takeIn: TakeIn,
    onRead: (count: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      for (const folder of [options.doneFolder, options.poisonFolder]) await client.mailboxCreate(folder);
      await client.mailboxOpen(options.folder);
      while (!signal.aborted) {
        await onRead(await pass(client, takeIn, signal));
        if (!signal.aborted) await more(client, signal);
        if (broken[0]) throw broken[0];
      }
      await client.logout();
    } finally {
      client.close();
    }
  };

  return {
    async watch(takeIn, onRead, stopping) {
      while (!stopping.aborted) {
        const session = await access.enter(open);
        await read(session, takeIn, onRead, AbortSignal.any([stopping, session.over]));
      }
    },
  };
}

/** Servers end a session whose token has run out, whatever it is doing: we end it before, in between two messages. */
const endOf = (credentials: Credentials): AbortSignal =>
  'password' in credentials
    ? new AbortController().signal
    : AbortSignal.timeout(Math.max(0, credentials.until.getTime() - clock.now().getTime()));
