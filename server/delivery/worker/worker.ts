import { setTimeout as sleep } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import type { PluginConfig } from '../../config';
import { ledgerOf, type ClaimedRow } from '../../ledger';
import { clock } from '../../lib/clock';
import { describe } from '../../lib/errors';
import { redacted } from '../../lib/redact';
import type { CampaignGate } from '../gate';
import type { SendJob } from '../queue';
import { createRate } from '../rate';
import type { Throttle } from '../throttle';
import type { Allotment, OutgoingMail, Relays, SendOutcome } from '../transport';
import { createCapacity } from './capacity';
import { createClaims } from './claims';
import { createOpenCampaigns, type Compose } from './open-campaigns';
import { createQuotaShare } from './quota-share';
import { judge, type Judgement } from './retry';
import { createSettler } from './settler';

/** What a campaign's e-mails are made with and leave by. */
export interface OpenCampaign {
  compose: Compose;
  /** The transport that its sender chose; null: all by weight. */
  transport: string | null;
}

export interface WorkerParts {
  workerId: string;
  gate: CampaignGate;
  relays: Relays;
  throttle: Throttle;
  rules: PluginConfig['sending'];
  open(campaignId: number): Promise<OpenCampaign>;
  /** Told each time that the worker has nothing in flight any more. */
  onIdle(): void;
}

export interface Worker {
  /**
   * Claims a lot group by group and sends it, until everything in it is claimed, the campaign stops, nothing may leave
   * for a while or the worker stops. What is claimed last may still be on its way when it returns.
   */
  handle(job: SendJob): Promise<void>;
  /** The status of a campaign changed. */
  announce(campaignId: number): void;
  /** Whether a campaign waits for a limit or a relay, so that planning more of it is of no use yet. */
  isHeld(campaignId: number): boolean;
  /** Puts back claims that were stored while their answer was lost. */
  releaseStrays(): Promise<void>;
  /** Claims no more, waits for what is on the wire, and calls the rest uncertain when the time is up. */
  drain(milliseconds: number): Promise<void>;
  readonly inFlight: number;
  /** Answers of relays in the last minute by campaign. */
  sentLastMinute(): Record<string, number>;
}

/** A wait up to this is spent inside the job; a longer one gives way to other campaigns. */
const PATIENCE_MILLISECONDS = 1_000;
const LONGEST_HOLD_MILLISECONDS = 60_000;
/** What is on its way may give its place of the quota back: so soon one looks again. */
const QUOTA_MILLISECONDS = 100;
/** Claims and outcomes are written in groups of a quarter of what may be in flight, so that sending never waits for them. */
const GROUPS = 4;

export function createWorker(strapi: Core.Strapi, parts: WorkerParts): Worker {
  const { gate, relays, throttle, rules, workerId } = parts;
  const ledger = ledgerOf(strapi);
  const groupSize = Math.ceil(rules.groupSize / GROUPS);
  const capacity = createCapacity(rules.groupSize);
  const settler = createSettler(strapi, groupSize);
  const campaigns = createOpenCampaigns(gate);
  const quota = createQuotaShare(throttle.quota);
  const rate = createRate();
  const retry = { baseSeconds: rules.retryBaseSeconds, maxHours: rules.retryHours };
  const stop = new AbortController();
  const holds = new Map<number, number>();
  /** Refusals in a row that blame the sender, by campaign. */
  const streaks = new Map<number, number>();
  const flying = new Map<ClaimedRow, Promise<void>>();
  const claims = createClaims(ledger, workerId, () => parts.onIdle());

  /** A campaign that only meets walls pauses instead of burning its list. */
  const watch = async (campaignId: number, { senderFault }: Judgement): Promise<void> => {
    const streak = senderFault ? (streaks.get(campaignId) ?? 0) + 1 : 0;
    streaks.set(campaignId, streak);
    if (streak !== rules.senderFaultLimit) return;
    streaks.delete(campaignId);
    await gate.pause(campaignId, 'sender-refused');
  };

  /** A place that was taken and not used. */
  const giveBack = async (places: readonly string[]): Promise<void> => {
    if (places.length === 0) return;
    await relays.giveBack(places);
    await quota.giveBack(places.length);
  };

  const handOver = async (campaignId: number, campaign: OpenCampaign, row: ClaimedRow, place: string) => {
    let messageId = '';
    let unfit: string | null = null;
    const prepare = async (): Promise<OutgoingMail | null> => {
      if (stop.signal.aborted || !(await campaigns.isSending(campaignId))) return null;
      try {
        const message = await campaign.compose(row, clock.now());
        ({ messageId } = message);
        return message;
      } catch (error) {
        unfit = `Not composed: ${describe(error)}`;
        return null;
      }
    };
    const sent = await relays.send(place, campaign.transport, prepare);
    return { sent, messageId, unfit: unfit as string | null };
  };

  /** Stores what became of a row, and draws the conclusions. */
  const conclude = async (
    campaignId: number,
    row: ClaimedRow,
    { sent, messageId, unfit }: Awaited<ReturnType<typeof handOver>>,
  ): Promise<void> => {
    const base = { id: row.id, claim: row.claim };
    // Nothing left this machine: this person's data does not fit the template. The others go on.
    if (unfit) {
      const refused = { status: 'rejected', bounceClass: 'soft', bounceReason: 'content' } as const;
      return settler.settle({ ...base, ...refused, reply: unfit }, null);
    }
    if (!sent) return settler.settle({ ...base, status: 'pending', reply: '' }, null);
    if (sent.kind !== 'unavailable') rate.count(campaignId);
    throttle.brake.observe(row.domain, codeOf(sent), sent.reply);
    const judgement = judge(row, messageId, sent, retry, clock.now(), Math.random());
    await settler.settle(judgement.outcome, judgement.refusal);
    await watch(campaignId, judgement);
  };

  const sendRow = async (
    campaignId: number,
    campaign: OpenCampaign,
    row: ClaimedRow,
    place: string,
  ): Promise<void> => {
    let used = true;
    try {
      const handed = await handOver(campaignId, campaign, row, place);
      // The transport took its place back itself.
      used = handed.sent !== null && handed.sent.kind !== 'unavailable';
      await conclude(campaignId, row, handed);
    } finally {
      if (used) quota.spend(1);
      else await quota.giveBack(1);
    }
  };

  /** What went wrong cannot be told apart from what went out; the outcome of a row that has one already stays. */
  const lose = (row: ClaimedRow, error: unknown): Promise<void> => {
    strapi.log.error(`[mail-campaigns] delivery ${row.id}: ${redacted(error)}`);
    const reply = `The sending process failed: ${describe(error)}`;
    return settler.settle({ id: row.id, claim: row.claim, status: 'uncertain', reply }, null);
  };

  const launch = (campaignId: number, campaign: OpenCampaign, row: ClaimedRow, place: string) => {
    const flight = sendRow(campaignId, campaign, row, place)
      .catch((error: unknown) => lose(row, error))
      .finally(() => {
        flying.delete(row);
        capacity.giveBack(1);
      });
    flying.set(row, flight);
    return flight;
  };

  /** @returns places for up to `count` e-mails; where none, how long to wait. */
  const allot = async (campaignId: number, campaign: OpenCampaign, count: number): Promise<Allotment> => {
    const granted = await quota.take(count);
    if (granted === 0) {
      if (!quota.holds) await gate.pause(campaignId, 'quota-used-up');
      return { places: [], waitMilliseconds: QUOTA_MILLISECONDS };
    }
    const allotment = await relays.allot(granted, campaign.transport);
    const unused = granted - allotment.places.length;
    if (unused > 0) await quota.giveBack(unused);
    return allotment;
  };

  /** Nothing can leave for a while: waits, or gives way to other campaigns, or gives up. */
  const hold = async (campaignId: number, campaign: OpenCampaign, milliseconds: number): Promise<void> => {
    const downSince = relays.downSince(campaign.transport);
    const downFor = downSince ? clock.now().getTime() - downSince.getTime() : 0;
    if (relays.refusesUs(campaign.transport)) {
      await gate.pause(campaignId, 'transport-refused');
    } else if (downFor > rules.relayDownMinutes * 60_000) {
      await gate.pause(campaignId, 'transport-unavailable');
    } else if (milliseconds <= PATIENCE_MILLISECONDS) {
      await sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    } else {
      holds.set(campaignId, clock.now().getTime() + Math.min(milliseconds, LONGEST_HOLD_MILLISECONDS));
    }
  };

  const isHeld = (campaignId: number): boolean => {
    const held = (holds.get(campaignId) ?? 0) > clock.now().getTime();
    if (!held) holds.delete(campaignId);
    return held;
  };

  /** @param taken capacity for so many; what is not used is given back. */
  const sendGroup = async (
    job: SendJob,
    campaign: OpenCampaign,
    taken: number,
  ): Promise<{ exhausted: boolean; waitMilliseconds: number }> => {
    let unused = taken;
    let places: string[] = [];
    try {
      const allotment = await allot(job.campaignId, campaign, taken);
      places = [...allotment.places];
      if (places.length === 0 || stop.signal.aborted) return { ...allotment, exhausted: false };
      const scope = { ...job, limit: places.length, withoutDomains: throttle.brake.held() };
      const exhausted = await claims.claim(scope, (row) => {
        const place = places.pop() as string;
        unused -= 1;
        return throttle.brake.admit(row.domain)
          ? launch(job.campaignId, campaign, row, place)
          : putBack(row, place);
      });
      return { exhausted, waitMilliseconds: 0 };
    } finally {
      capacity.giveBack(unused);
      await giveBack(places);
    }
  };

  /** A row whose domain has its fill for now. */
  const putBack = async (row: ClaimedRow, place: string): Promise<void> => {
    try {
      await settler.settle({ id: row.id, claim: row.claim, status: 'pending', reply: '' }, null);
      await giveBack([place]);
    } finally {
      capacity.giveBack(1);
    }
  };

  const mayGoOn = async (campaignId: number): Promise<boolean> =>
    !stop.signal.aborted &&
    !isHeld(campaignId) &&
    (await campaigns.isSending(campaignId)) &&
    (await throttle.window()).open;

  return {
    async handle(job) {
      if (isHeld(job.campaignId)) return;
      const campaign = await parts.open(job.campaignId);
      let exhausted = false;
      while (!exhausted && (await mayGoOn(job.campaignId))) {
        const taken = await capacity.take(groupSize, groupSize);
        const group = await sendGroup(job, campaign, taken);
        ({ exhausted } = group);
        if (group.waitMilliseconds > 0) await hold(job.campaignId, campaign, group.waitMilliseconds);
      }
    },
    announce: (campaignId) => {
      campaigns.forget(campaignId);
      holds.delete(campaignId);
      streaks.delete(campaignId);
    },
    isHeld,
    releaseStrays: () => claims.releaseStrays(),
    async drain(milliseconds) {
      stop.abort();
      const deadline = sleep(milliseconds, 'late', { ref: false });
      if ((await Promise.race([claims.ended(), deadline])) !== 'late') return claims.releaseStrays();
      settler.giveUp();
      const reply = 'The sending process stopped before the relay answered.';
      const left = [...flying.keys()].map(({ id, claim }) => ({
        id,
        claim,
        status: 'uncertain' as const,
        reply,
      }));
      await ledger.settle(left);
    },
    get inFlight() {
      return capacity.taken;
    },
    sentLastMinute: () => rate.lastMinute(),
  };
}

/** The reply code that the domain gave, 0 where it gave none: a refusal of MAIL speaks of the sender. */
const codeOf = (sent: SendOutcome): number =>
  sent.kind === 'accepted' ? 250 : sent.kind === 'refused' && sent.stage !== 'sender' ? sent.code : 0;
