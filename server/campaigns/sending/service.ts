import type { Core } from '@strapi/strapi';

import type { CampaignStatus, CampaignTransition, ScheduleRequest } from '../../../contracts';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { inTransaction } from '../../lib/database';
import { refused } from '../../lib/errors';
import { assertReady } from '../campaign/readiness';
import { isAllowed } from '../campaign/state-machine';
import { writeStatus } from '../campaign/status';
import { campaignQuery, requireCampaign, type CampaignRow } from '../campaign/store';
import { resolveLocalTime } from '../schedule/local-time';

export interface CampaignSending {
  /**
   * @throws `transition-refused` where the campaign is not in a status for it, `campaign-not-ready` with problems,
   * `audience-empty`, and the errors of `schedule/local-time`, as `schedule` and `resume` do.
   */
  send(id: number): Promise<void>;
  schedule(id: number, request: ScheduleRequest): Promise<void>;
  unschedule(id: number): Promise<void>;
  pause(id: number): Promise<void>;
  resume(id: number): Promise<void>;
  /** Waiting recipients are not written to any more; what a worker holds already goes out. */
  cancel(id: number): Promise<void>;
  /**
   * Decides all uncertain rows. `resend` of a campaign that is sent already makes it sending again; one that is
   * cancelled can only close them.
   */
  resolveUncertain(id: number, decision: 'resend' | 'close'): Promise<void>;
}

const UNSCHEDULED = { scheduledLocal: null, scheduledAt: null };

const transitionRefused = (transition: CampaignTransition | 'resend' | 'close', from: CampaignStatus) =>
  refused(
    'transition-refused',
    `A campaign that is ${from} does not allow "${transition}". Reload it first.`,
    {
      values: { from, transition },
    },
  );

/** Locks the row, so that the campaign cannot finish between a look at its status and what follows from it. */
const holdRow = (strapi: Core.Strapi, id: number) =>
  campaignQuery(strapi).updateMany({ where: { id }, data: { updatedAt: clock.now() } });

export const createCampaignSending = ({ strapi }: { strapi: Core.Strapi }): CampaignSending => {
  const mayDo = async (id: number, transition: CampaignTransition): Promise<CampaignRow> => {
    const row = await requireCampaign(strapi, id);
    if (!isAllowed(transition, row.status)) throw transitionRefused(transition, row.status);
    return row;
  };
  const write = (id: number, transition: CampaignTransition, fields: Record<string, unknown> = {}) =>
    inTransaction(strapi, async () => {
      if (await writeStatus(strapi, id, transition, { fields })) return;
      throw transitionRefused(transition, (await requireCampaign(strapi, id)).status);
    });

  return {
    async send(id) {
      await assertReady(strapi, await mayDo(id, 'send'));
      await write(id, 'send', UNSCHEDULED);
    },
    async schedule(id, request) {
      const row = await mayDo(id, 'schedule');
      const scheduledAt = resolveLocalTime(request, clock.now());
      await assertReady(strapi, row);
      const { localTime: scheduledLocal, timeZone } = request;
      await write(id, 'schedule', { scheduledLocal, timeZone, scheduledAt });
    },
    unschedule: (id) => write(id, 'unschedule', UNSCHEDULED),
    pause: (id) => write(id, 'pause'),
    async resume(id) {
      const row = await mayDo(id, 'resume');
      // What is frozen goes out as it was frozen; one that missed its time still has to pass.
      if (!row.frozenAt) await assertReady(strapi, row);
      await write(id, 'resume');
    },
    cancel: (id) => write(id, 'cancel'),

    async resolveUncertain(id, decision) {
      const allowed: CampaignStatus[] = ['sending', 'paused', 'sent'];
      if (decision === 'close') allowed.push('cancelled');
      await inTransaction(strapi, async (trx) => {
        await holdRow(strapi, id);
        const { status } = await requireCampaign(strapi, id);
        if (!allowed.includes(status)) throw transitionRefused(decision, status);
        const changed = await ledgerOf(strapi).resolveUncertain(id, decision, trx);
        if (decision === 'close' || changed === 0 || status !== 'sent') return;
        if (!(await writeStatus(strapi, id, 'reopen', { fields: { finishedAt: null } }))) {
          throw transitionRefused(decision, status);
        }
      });
    },
  };
};
