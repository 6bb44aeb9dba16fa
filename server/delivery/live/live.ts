import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type CampaignLive, type LiveSending } from '../../../contracts';
import { configOf, institutionOf, sendingRulesOf } from '../../config';
import { ledgerOf, type KnownWorker } from '../../ledger';
import { clock } from '../../lib/clock';
import { toDate } from '../../lib/database';
import { service } from '../../lib/service';
import type { DeliveryService } from '../service';
import { holidayCalendar, windowState } from '../throttle';
import { estimate, type HoursAt } from './estimate';
import { groupRefusals } from './refusals';
import { latestRefusals, waitingOf } from './store';
import { answersOf, brakesOf, perSecond, together } from './together';
import { troublesOf } from './troubles';

/** What of a campaign its live figures follow from. */
export interface FollowedCampaign {
  id: number;
  sending: boolean;
  startedAt: Date | null;
  /** The transport that its sender chose; null: all of them. */
  transport: string | null;
}

export interface LiveService {
  /** What all processes together are doing. */
  sending(): Promise<LiveSending>;
  /** How one campaign gets on. */
  campaign(campaign: FollowedCampaign): Promise<CampaignLive>;
}

/** So many of the latest refusals tell what is going wrong now. */
const REFUSALS = 1_000;

export const createLiveService = ({ strapi }: { strapi: Core.Strapi }): LiveService => {
  const { queue, sending, holidays } = configOf(strapi);
  const calendar = holidayCalendar(holidays);
  const throttle = () => service<DeliveryService>(strapi, 'delivery').throttle;
  const workers = (): Promise<KnownWorker[]> => ledgerOf(strapi).workers(sending.workerTimeoutSeconds);
  const anySending = async (): Promise<boolean> =>
    (await strapi.db.query(`plugin::${PLUGIN_ID}.campaign`).count({ where: { status: 'sending' } })) > 0;

  const hours = async (): Promise<HoursAt> => {
    const { window } = await sendingRulesOf(strapi);
    const { timeZone } = await institutionOf(strapi);
    return (at) => {
      const { open, opensAt, closesAt } = windowState(window, calendar, timeZone, at);
      return { open, opensAt: toDate(opensAt), closesAt: toDate(closesAt) };
    };
  };
  const troubles = async (known: KnownWorker[], isSending: boolean, transport: string | null) => {
    const [window, quota] = await Promise.all([throttle().window(), throttle().quota.state()]);
    const shared = queue.driver === 'bull';
    return troublesOf({ workers: known, shared, sending: isSending, window, quota, transport });
  };

  return {
    async sending() {
      const known = await workers();
      return { ...together(known), troubles: await troubles(known, await anySending(), null) };
    },

    async campaign({ id, sending: isSending, startedAt, transport }) {
      const [known, waiting, refusals] = await Promise.all([
        workers(),
        waitingOf(strapi, id),
        latestRefusals(strapi, id, REFUSALS),
      ]);
      const now = clock.now();
      const seconds = startedAt ? (now.getTime() - startedAt.getTime()) / 1_000 : undefined;
      const rate = perSecond(answersOf(known, id), seconds);
      return {
        ratePerSecond: rate,
        remaining: waiting.pending + waiting.inFlight + waiting.deferred,
        deferred: waiting.deferred,
        estimate: isSending ? estimate(waiting, rate, await hours(), now) : null,
        troubles: await troubles(known, isSending, transport),
        brakes: brakesOf(known),
        errors: groupRefusals(refusals),
      };
    },
  };
};
