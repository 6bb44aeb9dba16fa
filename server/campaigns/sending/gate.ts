import type { Core } from '@strapi/strapi';

import type { UncertainPolicy } from '../../../contracts';
import { configOf } from '../../config';
import type { CampaignGate } from '../../delivery';
import { ledgerOf, unfinished } from '../../ledger';
import { clock } from '../../lib/clock';
import { toDate } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { writeStatus } from '../campaign/status';
import { campaignQuery, type CampaignRow } from '../campaign/store';
import { transportOfSender } from '../sender/store';
import type { Launcher } from './launcher';

const MINUTE = 60_000;

/** By then whatever was in flight at a cancellation has its outcome, or was declared uncertain. */
const CANCEL_SWEEP = 60 * MINUTE;

/** Frozen ones only: before the freeze there is nothing in the ledger that could be sent or be finished. */
const SENDING = { status: 'sending', frozenAt: { $notNull: true } };

/** What the delivery asks the campaigns. */
export const createGate = (strapi: Core.Strapi, launcher: Launcher): CampaignGate => ({
  isSending: async (id) => (await campaignQuery(strapi).count({ where: { ...SENDING, id } })) > 0,

  async sending() {
    const rows = (await campaignQuery(strapi).findMany({ select: ['id'], where: SENDING })) as CampaignRow[];
    return rows.map(({ id }) => id);
  },

  async pause(id, reason) {
    await halt(strapi, id, reason);
  },

  async finished(id) {
    const balance = await ledgerOf(strapi).balance(id);
    if (!balance || unfinished(balance.totals) > 0) return;
    const statusReason = balance.addsUp ? null : 'ledger-mismatch';
    const fields = { statusReason, finishedAt: clock.now() };
    if (!(await writeStatus(strapi, id, 'finish', { fields, guard: { frozenAt: SENDING.frozenAt } }))) return;
    await reopenIfWaiting(strapi, id);
    const { candidates, recipients, byStatus } = balance.totals;
    const sums = `${candidates} candidates, ${recipients} recipients, ${JSON.stringify(byStatus)}`;
    if (balance.addsUp) strapi.log.info(`[mail-campaigns] Campaign ${id} sent; the ledger adds up: ${sums}`);
    else strapi.log.error(`[mail-campaigns] Campaign ${id} sent, but its ledger does not add up: ${sums}`);
  },

  async transport(id) {
    const row = (await campaignQuery(strapi).findOne({
      select: ['fromAddress'],
      where: { id },
    })) as CampaignRow | null;
    return row?.fromAddress ? transportOfSender(strapi, row.fromAddress) : null;
  },

  async uncertainPolicy(id): Promise<UncertainPolicy> {
    const row = (await campaignQuery(strapi).findOne({
      select: ['uncertainPolicy', 'status'],
      where: { id },
    })) as CampaignRow | null;
    // A cancelled campaign writes to nobody again; a person may close what is left open.
    if (!row || (row.status === 'cancelled' && row.uncertainPolicy === 'resend')) return 'hold';
    return row.uncertainPolicy;
  },

  async tick() {
    const now = clock.now();
    const due = { status: 'scheduled', scheduledAt: { $lte: now } };
    const interrupted = { status: 'sending', frozenAt: { $null: true } };
    const rows = (await campaignQuery(strapi).findMany({
      select: ['id', 'status', 'scheduledAt'],
      where: { $or: [due, interrupted] },
      orderBy: { id: 'asc' },
    })) as CampaignRow[];
    for (const row of rows) {
      if (row.status === 'scheduled') await startDue(strapi, row, now);
      else launcher.launch(row.id);
    }
    await sweepCancelled(strapi, now);
  },
});

/** @returns whether it was sending. */
async function halt(strapi: Core.Strapi, id: number, reason: string): Promise<boolean> {
  if (!(await writeStatus(strapi, id, 'halt', { fields: { statusReason: reason } }))) return false;
  strapi.log.error(`[mail-campaigns] Campaign ${id} paused itself: ${redacted(reason)}`);
  return true;
}

/** Too many people reported it as spam. @returns whether it was sending. */
export const pauseForComplaints = (strapi: Core.Strapi, id: number): Promise<boolean> =>
  halt(strapi, id, 'complaints');

/** What was in flight at a cancellation and was then put off by the relay would wait for ever. */
async function sweepCancelled(strapi: Core.Strapi, now: Date): Promise<void> {
  const rows = (await campaignQuery(strapi).findMany({
    select: ['id'],
    where: {
      status: 'cancelled',
      frozenAt: SENDING.frozenAt,
      finishedAt: { $gte: new Date(now.getTime() - CANCEL_SWEEP) },
    },
  })) as CampaignRow[];
  for (const { id } of rows) await ledgerOf(strapi).cancel(id);
}

/** The guard makes one instance win, and lets a campaign alone that was rescheduled since the tick looked. */
async function startDue(strapi: Core.Strapi, row: CampaignRow, now: Date): Promise<void> {
  const guard = { scheduledAt: { $lte: now } };
  const lateness = now.getTime() - (toDate(row.scheduledAt)?.getTime() ?? 0);
  if (lateness <= configOf(strapi).missedScheduleGraceMinutes * MINUTE) {
    await writeStatus(strapi, row.id, 'start', { guard });
    return;
  }
  if (await writeStatus(strapi, row.id, 'miss', { fields: { statusReason: 'missed-schedule' }, guard })) {
    strapi.log.warn(`[mail-campaigns] Campaign ${row.id} missed its time and waits for a decision`);
  }
}

/** A decision on uncertain rows may have put some back to wait between the count and the new status. */
async function reopenIfWaiting(strapi: Core.Strapi, id: number): Promise<void> {
  const balance = await ledgerOf(strapi).balance(id);
  if (balance && unfinished(balance.totals) > 0) {
    await writeStatus(strapi, id, 'reopen', { fields: { finishedAt: null } });
  }
}
