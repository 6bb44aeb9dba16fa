import Redis, { type RedisOptions } from 'ioredis';
import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { refused } from '../../lib/errors';
import { inTime } from './in-time';
import type { QueueTrouble } from './queue';

/** What `SendQueue` promises: so long may an answer take. */
const ANSWER_MILLISECONDS = 5_000;
const BEAT_MILLISECONDS = 2_000;
/** Time without a word after which the kernel asks whether the other side still exists. */
const KEEP_ALIVE_MILLISECONDS = 10_000;

/** The connections of one queue to Redis. They come back by themselves, however long Redis is away. */
export interface RedisLink {
  /** For all commands that do not block. */
  readonly commands: Redis;
  /** A connection of its own, for what blocks or listens. */
  open(purpose: string): Redis;
  /** @throws Error with the code `queue-unreachable`, within 5 seconds, where the command cannot be done. */
  ask<T>(command: () => Promise<T>): Promise<T>;
  trouble(): QueueTrouble | null;
  close(): void;
}

/**
 * @param url `redis://…` or `rediss://…`
 * @param prefix of all keys, also the name of the connections in `CLIENT LIST`.
 */
export function connectRedis(strapi: Core.Strapi, url: string, prefix: string): RedisLink {
  const connections: Redis[] = [];
  let trouble: QueueTrouble | null = null;
  let closed = false;

  const connect = (purpose: string, options: RedisOptions): Redis => {
    const connection = new Redis(url, {
      connectionName: `${prefix}:${purpose}`,
      connectTimeout: ANSWER_MILLISECONDS,
      keepAlive: KEEP_ALIVE_MILLISECONDS,
      // What was asked before Redis went is asked again when it is back.
      maxRetriesPerRequest: null,
      ...options,
    });
    // Without a listener ioredis prints each failure; that of `commands` tells for all.
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  // A replica that was the primary refuses to write: connected anew, its name leads to the new primary.
  const commands = connect('commands', { reconnectOnError: ({ message }) => message.startsWith('READONLY') });
  const { host, port, path } = commands.options;
  const place = path ?? `${host}:${port}`;

  const ill = (error: unknown): void => {
    if (closed) return;
    const reply = `${place}: ${wordsOf(error)}`;
    if (!trouble) {
      strapi.log.error(`[mail-campaigns] Redis does not answer, sending waits for it: ${reply}`);
    }
    trouble = { since: trouble?.since ?? clock.now(), reply };
  };
  const well = (): void => {
    if (!trouble) return;
    strapi.log.info(`[mail-campaigns] Redis at ${place} answers again, sending goes on`);
    trouble = null;
  };

  let beating = false;
  /** A write, because a Redis that is full or read-only still answers questions. */
  const beat = async (): Promise<void> => {
    if (beating || (trouble && commands.status !== 'ready')) return;
    beating = true;
    try {
      await inTime(commands.set(`${prefix}:beat`, clock.now().toISOString(), 'EX', 60), ANSWER_MILLISECONDS);
      well();
    } catch (error) {
      ill(error);
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(beat, BEAT_MILLISECONDS);
  commands.on('ready', beat);
  commands.on('error', ill);
  commands.on('close', () => {
    if (!trouble) ill(new Error('connection closed'));
  });

  return {
    commands,
    // Bull insists on both where a connection blocks or listens.
    open: (purpose) => connect(purpose, { enableReadyCheck: false, maxRetriesPerRequest: null }),
    async ask(command) {
      // What is asked of a Redis that is away would pile up and be asked when it is back.
      if (trouble) throw unreachable(trouble.reply);
      try {
        return await inTime(command(), ANSWER_MILLISECONDS);
      } catch (error) {
        throw unreachable(`${place}: ${wordsOf(error)}`);
      }
    },
    trouble: () => trouble,
    close() {
      closed = true;
      clearInterval(timer);
      for (const connection of connections) connection.disconnect();
    },
  };
}

const unreachable = (reply: string) =>
  refused('queue-unreachable', `Redis, where the send jobs wait, does not answer: ${reply}`);

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed',
  EPIPE: 'connection closed',
  EHOSTUNREACH: 'no way to this host',
  ENETUNREACH: 'no way to this network',
  ENOTFOUND: 'no host of this name',
  EAI_AGAIN: 'no host of this name',
  ETIMEDOUT: 'no answer',
};

/** Redis's own words where it spoke, plain ones for what the network says. */
function wordsOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return WORDS[code ?? ''] ?? message;
}
