import type { Core } from '@strapi/strapi';

import type { AccessTroubleReason } from '../../../contracts';
import { clock } from '../../lib/clock';
import { isUniqueViolation, table, toCount, toInstant, toJson } from '../../lib/database';
import type { Memory } from './mailbox';
import { mailbox } from './models';

/** A process that died holds a mailbox for so long; one that reads it says so three times as often. */
export const LEASE_MS = 60_000;

/** Most ids that are remembered: what POP3 servers hold beyond that is looked at again after a restart. */
const MOST_STAYING = 5000;
const LONGEST_TROUBLE = 300;

export interface MailboxState {
  lastReadAt: string | null;
  taken: number;
  troubleSince: string | null;
  trouble: string | null;
  troubleReason: AccessTroubleReason | null;
}

export type MailboxKeeper = ReturnType<typeof createMailboxState>;

/** What is known of one mailbox, in the database: one process at a time reads it. */
export function createMailboxState(strapi: Core.Strapi, name: string, holder: string) {
  const rows = () => table(strapi, mailbox.table).where({ name });
  const until = () => new Date(clock.now().getTime() + LEASE_MS);

  const memory: Memory = {
    async known() {
      const row: { staying: unknown } | undefined = await rows().first('staying');
      return new Set(toJson<string[]>(row?.staying) ?? []);
    },
    async keep(ids) {
      await rows().update({ staying: JSON.stringify(ids.slice(-MOST_STAYING)) });
    },
  };

  return {
    memory,
    /** Makes the row, where there is none yet. */
    async prepare(): Promise<void> {
      if (await rows().first('id')) return;
      await table(strapi, mailbox.table)
        .insert({ name, taken: 0 })
        .catch((error: unknown) => {
          if (!isUniqueViolation(error)) throw error;
        });
    },
    /** Takes the mailbox, or holds it longer. @returns whether this process has it. */
    async hold(): Promise<boolean> {
      const held = await rows()
        .where((row) =>
          row.whereNull('held_until').orWhere('held_until', '<=', clock.now()).orWhere({ holder }),
        )
        .update({ holder, held_until: until() });
      return toCount(held) > 0;
    },
    /** Another process may take it at once. */
    async release(): Promise<void> {
      await rows().where({ holder }).update({ holder: null, held_until: null });
    },
    async read(count: number): Promise<void> {
      await rows()
        .where({ holder })
        .update({ last_read_at: clock.now(), trouble_since: null, trouble: null, trouble_reason: null })
        .increment('taken', count);
    },
    async failed(why: string, reason: AccessTroubleReason | null = null): Promise<void> {
      const trouble = why.slice(0, LONGEST_TROUBLE);
      await rows().update({ trouble, trouble_reason: reason });
      await rows().whereNull('trouble_since').update({ trouble_since: clock.now() });
    },
  };
}

/** The states by name, of those that a process has read or tried to. */
export async function mailboxStates(strapi: Core.Strapi): Promise<Map<string, MailboxState>> {
  const rows: Record<string, unknown>[] = await table(strapi, mailbox.table).select(
    'name',
    'last_read_at',
    'taken',
    'trouble_since',
    'trouble',
    'trouble_reason',
  );
  return new Map(
    rows.map((row) => [
      String(row.name),
      {
        lastReadAt: toInstant(row.last_read_at),
        taken: toCount(row.taken),
        troubleSince: toInstant(row.trouble_since),
        trouble: (row.trouble as string | null) ?? null,
        troubleReason: (row.trouble_reason as AccessTroubleReason | null) ?? null,
      },
    ]),
  );
}
