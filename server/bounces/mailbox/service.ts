import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { MailboxStatus } from '../../../contracts';
import { configOf } from '../../config';
import { createImapReader } from './imap';
import type { MailboxOptions, MailboxReader, Memory } from './mailbox';
import { pause } from './pause';
import { createPop3Reader } from './pop3';
import { createMailboxState, LEASE_MS, mailboxStates } from './state';
import { wordsOf } from './words';
import { takeInMessage } from './take-in';
import type { BouncesService } from '../service';

/** Waits after a failure: the first, doubled each time, and the longest. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 5 * 60_000;

export interface MailboxService {
  /** Starts reading the configured mailboxes, each in one process at a time. */
  start(): void;
  /** Finishes the message in hand, lets go of the mailboxes. */
  stop(): Promise<void>;
  status(): Promise<MailboxStatus[]>;
}

const readerOf = (options: MailboxOptions, memory: Memory): MailboxReader =>
  options.protocol === 'imap' ? createImapReader(options) : createPop3Reader(options, memory);

export const mailboxService =
  (bouncesOf: (strapi: Core.Strapi) => BouncesService) =>
  ({ strapi }: { strapi: Core.Strapi }): MailboxService => {
    const { mailboxes } = configOf(strapi);
    const holder = randomUUID();
    const stopping = new AbortController();
    let running: Promise<void>[] = [];

    /** Reads while the lease holds: a process that cannot say that it lives must not go on reading. */
    const read = async (options: MailboxOptions, state: ReturnType<typeof createMailboxState>) => {
      const lost = new AbortController();
      const renewal = setInterval(() => {
        state.hold().then(
          (held) => !held && lost.abort(),
          () => lost.abort(),
        );
      }, LEASE_MS / 3);
      try {
        await readerOf(options, state.memory).watch(
          ({ raw }) => takeInMessage(bouncesOf(strapi), raw, 'mailbox'),
          (count) => state.read(count),
          AbortSignal.any([stopping.signal, lost.signal]),
        );
      } finally {
        clearInterval(renewal);
      }
    };

    const run = async (options: MailboxOptions): Promise<void> => {
      const state = createMailboxState(strapi, options.name, holder);
      let wait = FIRST_WAIT;
      while (!stopping.signal.aborted) {
        try {
          await state.prepare();
          if (await state.hold()) {
            await read(options, state);
            wait = FIRST_WAIT;
          } else await pause(LEASE_MS / 2, stopping.signal);
        } catch (error) {
          const why = wordsOf(error);
          strapi.log.error(`[mail-campaigns] mailbox ${options.name}: ${why}`);
          await state.failed(why).catch(() => undefined);
          await pause(wait, stopping.signal);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        }
      }
      await state.release().catch(() => undefined);
    };

    return {
      start() {
        running = mailboxes.map(run);
      },
      async stop() {
        stopping.abort();
        await Promise.all(running);
      },
      async status() {
        const states = await mailboxStates(strapi);
        return mailboxes.map(({ name, protocol, host, folder }) => ({
          name,
          protocol,
          host,
          folder: protocol === 'imap' ? folder : null,
          lastReadAt: null,
          taken: 0,
          troubleSince: null,
          trouble: null,
          ...states.get(name),
        }));
      },
    };
  };
