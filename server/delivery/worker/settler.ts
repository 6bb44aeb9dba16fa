import { setTimeout as pause } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import { bouncesOf, type Refusal } from '../../bounces';
import { ledgerOf, type Outcome } from '../../ledger';
import { redacted } from '../../lib/redact';

/** How long an outcome waits for others to be stored with it. */
const LINGER_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;

interface Waiting {
  outcome: Outcome;
  refusal: Refusal | null;
  stored: () => void;
}

export interface Settler {
  /**
   * @param refusal of a rejected outcome: what the relay said, where it was the relay.
   * @returns once the outcome is stored; never, where it was given up.
   */
  settle(outcome: Outcome, refusal: Refusal | null): Promise<void>;
  /**
   * From now on a database that does not answer is given up on instead of waited for: what is not stored then
   * becomes uncertain when the worker is missed.
   */
  giveUp(): void;
}

/** Stores outcomes in groups, one group at a time: as many as came in while the last one was being written. */
export function createSettler(strapi: Core.Strapi, groupSize: number): Settler {
  let waiting: Waiting[] = [];
  let writing = false;
  let patient = true;
  let timer: NodeJS.Timeout | undefined;

  const store = async (group: Waiting[]): Promise<void> => {
    const refusals = group.flatMap(({ refusal }) => refusal ?? []);
    await ledgerOf(strapi).settle(
      group.map(({ outcome }) => outcome),
      refusals.length > 0 ? (trx) => bouncesOf(strapi).refused(refusals, trx) : undefined,
    );
  };

  /** The relay has these e-mails already: a database that is away must not make us forget it. */
  const insist = async (group: Waiting[]): Promise<void> => {
    for (;;) {
      try {
        await store(group);
        for (const { stored } of group) stored();
        return;
      } catch (error) {
        strapi.log.error(`[mail-campaigns] outcomes not stored yet: ${redacted(error)}`);
        if (!patient) return;
        await pause(RETRY_MILLISECONDS);
      }
    }
  };

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await insist(group);
      if (waiting.length < groupSize) break;
    }
    writing = false;
    schedule();
  };

  const schedule = (): void => {
    if (writing || waiting.length === 0) return;
    if (waiting.length >= groupSize) void flush();
    else timer ??= setTimeout(() => void flush(), LINGER_MILLISECONDS);
  };

  return {
    settle: (outcome, refusal) =>
      new Promise((stored) => {
        waiting.push({ outcome, refusal, stored });
        schedule();
      }),
    giveUp() {
      patient = false;
    },
  };
}
