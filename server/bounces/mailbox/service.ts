import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { MailboxStatus } from '../../../contracts';
import { configOf } from '../../config';
import { AccessTrouble, createAccess, type Access } from './access/access';
import { createRefreshTokens } from './access/refresh-tokens';
import { createImapReader } from './imap';
import type { MailboxOptions, MailboxReader, Memory } from './mailbox';
import { pause } from './pause';
import { createPop3Reader } from './pop3';
import { createMailboxState, LEASE_MS, mailboxStates, type MailboxKeeper } from './state';
import { takeInMessage } from './take-in';
import { wordsOf } from './words';
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

const readerOf = (options: MailboxOptions, access: Access, memory: Memory): MailboxReader =>
  options.protocol === 'imap' ? createImapReader(options, access) : createPop3Reader(options, access, memory);

const secretsIn = ({ password, oauth2 }: MailboxOptions): string[] =>
  [password, oauth2?.clientSecret, oauth2?.refreshToken].filter((secret) => secret !== undefined);

export const mailboxService =
  (bouncesOf: (strapi: Core.Strapi) => BouncesService) =>
  ({ strapi }: { strapi: Core.Strapi }): MailboxService => {
    const { mailboxes } = configOf(strapi);
    const holder = randomUUID();
    const stopping = new AbortController();
    let running: Promise<void>[] = [];

    /** Reads while the lease holds: a process that cannot say that it lives must not go on reading. */
    const read = async (reader: MailboxReader, state: MailboxKeeper) => {
      const lost = new AbortController();
      const renewal = setInterval(() => {
        state.hold().then(
          (held) => !held && lost.abort(),
          () => lost.abort(),
        );
      }, LEASE_MS / 3);
      try {
        await reader.watch(
          ({ raw }) => takeInMessage(bouncesOf(strapi), raw, 'mailbox'),
          (count) => state.read(count),
          AbortSignal.any([stopping.signal, lost.signal]),
        );
      } finally {
        clearInterval(renewal);
      }
    };

    const tell = async (options: MailboxOptions, state: MailboxKeeper, error: unknown) => {
      const wordsFor = (what: unknown) => wordsOf(what, secretsIn(options));
      const trouble = error instanceof AccessTrouble ? error : null;
      strapi.log.error(`[mail-campaigns] mailbox ${options.name}: ${wordsFor(error)}`);
      await state
        .failed(wordsFor(trouble ? trouble.words : error), trouble?.reason ?? null)
        .catch(() => undefined);
    };

    const run = async (options: MailboxOptions): Promise<void> => {
      const state = createMailboxState(strapi, options.name, holder);
      const access = createAccess(options, createRefreshTokens(strapi, options));
      const reader = readerOf(options, access, state.memory);
      let wait = FIRST_WAIT;
      while (!stopping.signal.aborted) {
        try {
          await state.prepare();
          if (await state.hold()) {
            await read(reader, state);
            wait = FIRST_WAIT;
          } else await pause(LEASE_MS / 2, stopping.signal);
        } catch (error) {
          await tell(options, state, error);
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
          troubleReason: null,
          ...states.get(name),
        }));
      },
    };
  };
