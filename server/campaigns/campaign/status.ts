import { AsyncLocalStorage } from 'node:async_hooks';

import type { Core } from '@strapi/strapi';

import { CAMPAIGN_STATUSES, type CampaignStatus } from '../../../contracts';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { inTransaction } from '../../lib/database';
import { refused } from '../../lib/errors';
import { INITIAL, mayBeWritten, RULES, type Transition } from './state-machine';
import { CAMPAIGN_UID, campaignQuery } from './store';

/** Set by the plugin alone; from anyone else these fields are dropped. */
const OWN_FIELDS = ['statusReason', 'frozenAt', 'startedAt', 'finishedAt'];

const ownWrites = new AsyncLocalStorage<boolean>();
const isOwn = () => ownWrites.getStore() === true;

/** Lets `write` set the plugin's own fields. */
export const asPlugin = <T>(write: () => Promise<T>): Promise<T> => ownWrites.run(true, write);

type Fields = Record<string, unknown>;
interface Written {
  id: number;
  status: CampaignStatus;
  scheduledAt: unknown;
}
interface Event {
  params: { where?: object; data: Fields };
  state: { ids?: number[] };
  result?: { id?: number; count?: number };
}

/**
 * Changes the status by one guarded UPDATE; the lifecycle hook below does what follows from the new status.
 * @param fields further columns of the same UPDATE. @param guard further conditions of it.
 * @returns false where another was faster or the state machine does not allow it: nothing was changed.
 */
export async function writeStatus(
  strapi: Core.Strapi,
  id: number,
  transition: Transition,
  { fields = {}, guard = {} }: { fields?: Fields; guard?: object } = {},
): Promise<boolean> {
  const { from, to } = RULES[transition];
  const { count } = await asPlugin(() =>
    campaignQuery(strapi).updateMany({
      where: { ...guard, id, status: { $in: from } },
      data: { ...fields, status: to, updatedAt: clock.now() },
    }),
  );
  return count === 1;
}

/**
 * Lets nobody set a status that the state machine does not know, or delete what was sent, whoever writes (API,
 * Content Manager, another plugin), and starts what follows from a status. Raw SQL passes by: the tick finds such campaigns.
 * @param launch called after the commit for each campaign that is in status `sending`.
 * @param announce called after the commit for each campaign whose status was written.
 */
export function watchStatus(
  strapi: Core.Strapi,
  { launch, announce }: Record<'launch' | 'announce', (campaignId: number) => void>,
): void {
  const before = async (event: Event): Promise<void> => {
    const { where, data } = event.params;
    if (!isOwn()) for (const field of OWN_FIELDS) delete data[field];
    if (data.status === undefined) return;
    const to = statusFrom(data.status);
    const rows = (await campaignQuery(strapi).findMany({
      select: ['id', 'status', 'scheduledAt'],
      where,
    })) as Written[];
    if (!isOwn()) for (const row of rows) assertWritable(row, to, data);
    if (rows.some(({ status }) => status !== to)) complete(data, to);
    event.state.ids = rows.map(({ id }) => id);
  };

  const after = async (event: Event, ids: number[] = event.state.ids ?? []): Promise<void> => {
    const { status } = event.params.data;
    if (ids.length === 0 || event.result?.count === 0) return;
    await inTransaction(strapi, async (trx, onCommit) => {
      if (status === 'cancelled') for (const id of ids) await ledgerOf(strapi).cancel(id, trx);
      if (status === undefined) return;
      onCommit(() => {
        ids.forEach(announce);
        if (status === 'sending') ownWrites.run(false, () => ids.forEach(launch));
      });
    });
  };

  const beforeDelete = async ({ params: { where } }: Event): Promise<void> => {
    const kept = await campaignQuery(strapi).count({
      where: { $and: [where ?? {}, { status: { $ne: 'draft' } }] },
    });
    if (kept === 0) return;
    throw refused('campaign-not-editable', 'Only drafts can be deleted: what was sent is kept as proof.');
  };

  const handlers = {
    models: [CAMPAIGN_UID],
    beforeCreate: ({ params: { data } }: Event) => assertInitial(data),
    beforeCreateMany: ({ params: { data } }: Event) => {
      for (const row of [data].flat()) if ((row.status ?? 'draft') !== 'draft') throw notInitial(row.status);
    },
    afterCreate: (event: Event) => after(event, event.result?.id ? [event.result.id] : []),
    beforeUpdate: before,
    afterUpdate: (event: Event) => after(event),
    beforeUpdateMany: before,
    afterUpdateMany: (event: Event) => after(event),
    beforeDelete,
    beforeDeleteMany: beforeDelete,
  };
  strapi.db.lifecycles.subscribe(handlers as unknown as Parameters<typeof strapi.db.lifecycles.subscribe>[0]);
}

function statusFrom(value: unknown): CampaignStatus {
  if ((CAMPAIGN_STATUSES as readonly unknown[]).includes(value)) return value as CampaignStatus;
  throw refused('status-unknown', `Choose one of these statuses: ${CAMPAIGN_STATUSES.join(', ')}.`);
}

function assertWritable(row: Written, to: CampaignStatus, data: Fields): void {
  if (!mayBeWritten(row.status, to)) {
    throw refused(
      'transition-refused',
      `A campaign that is ${row.status} cannot become ${to}. Reload it first.`,
      {
        values: { from: row.status, transition: to },
      },
    );
  }
  const scheduledAt = data.scheduledAt === undefined ? row.scheduledAt : data.scheduledAt;
  if (to === 'scheduled' && !scheduledAt) {
    throw refused('schedule-time-missing', 'Say when: a scheduled campaign needs a date and time.');
  }
}

/** What belongs to a new status, for whoever writes it. */
function complete(data: Fields, to: CampaignStatus): void {
  data.statusReason ??= null;
  if (to === 'cancelled') data.finishedAt = clock.now();
}

function assertInitial(data: Fields): void {
  for (const field of OWN_FIELDS) delete data[field];
  if (!INITIAL.includes(statusFrom(data.status ?? 'draft'))) throw notInitial(data.status);
}

const notInitial = (status: unknown) =>
  refused('transition-refused', `A campaign cannot be created as ${String(status)}. Create a draft first.`, {
    values: { from: 'new', transition: String(status) },
  });
