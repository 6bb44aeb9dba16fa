import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import { applyPolicy } from '../../bounces';
import type { PluginConfig } from '../../config';
import { ledgerOf, type ClaimedRow } from '../../ledger';
import { clock } from '../../lib/clock';
import { describe } from '../../lib/errors';
import type { ComposedMessage } from '../message/message';
import type { SendJob } from '../queue';
import type { CampaignGate } from '../gate';
import type { Transport } from '../transport';
import { judge, type Judgement } from './retry';

type Compose = (row: ClaimedRow, date: Date) => Promise<ComposedMessage>;

export interface WorkerParts {
  workerId: string;
  gate: CampaignGate;
  transport: Pick<Transport, 'send'>;
  rules: PluginConfig['sending'];
  composerFor(campaignId: number): Promise<Compose>;
}

/** Wait after a group that met no relay, so that a relay that restarts is not hammered. */
const TRANSPORT_PAUSE_MILLISECONDS = 500;
const SETTLE_PAUSE_MILLISECONDS = 1_000;

export interface Worker {
  /** Sends what is due in a lot, group by group, until it is done, the campaign stops or the worker does. */
  handle(job: SendJob): Promise<void>;
  /** After the group in hand no other is claimed. */
  stop(): void;
}

export function createWorker(strapi: Core.Strapi, parts: WorkerParts): Worker {
  const ledger = ledgerOf(strapi);
  const retry = { baseSeconds: parts.rules.retryBaseSeconds, maxHours: parts.rules.retryHours };
  /** Refusals in a row that blame the sender, and attempts in a row without a session, per campaign. */
  const streaks = new Map<number, { sender: number; transport: number }>();
  let stopping = false;

  const sendRow = async (compose: Compose, row: ClaimedRow): Promise<Judgement & { row: ClaimedRow }> => {
    const judged = (messageId: string, sent: Parameters<typeof judge>[2]) => ({
      row,
      ...judge(row, messageId, sent, retry, clock.now(), Math.random()),
    });
    let message: ComposedMessage;
    try {
      message = await compose(row, clock.now());
    } catch (error) {
      // Nothing left this machine: this person's data does not fit the template. The others go on.
      const reply = `Not composed: ${describe(error)}`;
      return {
        row,
        outcome: { id: row.id, reply, status: 'rejected', bounceClass: 'soft', bounceReason: 'content' },
        fault: 'none',
      };
    }
    return judged(message.messageId, await parts.transport.send(message.envelope, message.bytes));
  };

  /** Counts what went wrong in a row; a campaign that only meets walls pauses instead of burning its list. */
  const watch = async (campaignId: number, judgements: Judgement[]): Promise<void> => {
    const streak = streaks.get(campaignId) ?? { sender: 0, transport: 0 };
    for (const { fault } of judgements) {
      streak.sender = fault === 'sender' ? streak.sender + 1 : 0;
      streak.transport = fault === 'transport' ? streak.transport + 1 : 0;
    }
    streaks.set(campaignId, streak);
    const reason =
      streak.sender >= parts.rules.senderFaultLimit
        ? 'sender-refused'
        : streak.transport >= parts.rules.senderFaultLimit
          ? 'transport-unavailable'
          : null;
    if (reason) {
      streaks.delete(campaignId);
      await parts.gate.pause(campaignId, reason);
    } else if (streak.transport > 0) {
      await pause(TRANSPORT_PAUSE_MILLISECONDS);
    }
  };

  /**
   * The relay has these e-mails already: a database that is away must not make us forget it. Given up only when the
   * worker stops; the rows become uncertain then.
   */
  const insist = async (settle: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await settle();
      } catch (error) {
        if (stopping) throw error;
        strapi.log.error(`[mail-campaigns] outcomes not stored yet: ${describe(error)}`);
        await pause(SETTLE_PAUSE_MILLISECONDS);
      }
    }
  };

  const sendGroup = async (job: SendJob, compose: Compose): Promise<{ exhausted: boolean }> => {
    const claim = `${parts.workerId}:${randomUUID()}`;
    const scope = { ...job, limit: parts.rules.groupSize };
    const { rows, exhausted } = await ledger.claim(scope, parts.workerId, claim);
    const judgements = await Promise.all(rows.map((row) => sendRow(compose, row)));
    const hard = judgements.flatMap(({ row, outcome }) =>
      outcome.status === 'rejected' && outcome.bounceClass === 'hard'
        ? [{ addressHash: row.addressHash, campaignId: job.campaignId, reply: outcome.reply }]
        : [],
    );
    await insist(() =>
      ledger.settle(
        claim,
        judgements.map(({ outcome }) => outcome),
        (trx) => applyPolicy(strapi, hard, trx),
      ),
    );
    await watch(job.campaignId, judgements);
    return { exhausted };
  };

  return {
    async handle(job) {
      const compose = await parts.composerFor(job.campaignId);
      let exhausted = false;
      while (!exhausted && !stopping && (await parts.gate.isSending(job.campaignId))) {
        ({ exhausted } = await sendGroup(job, compose));
      }
    },
    stop() {
      stopping = true;
    },
  };
}
