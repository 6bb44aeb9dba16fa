import type { Core } from '@strapi/strapi';

import type { Transaction } from '../lib/database';
import type { HoldDomain } from './alarms/blocks';
import type { PauseCampaign } from './alarms/complaints';
import type { AlarmListener } from './alarms/tell';
import { createWatch, type AlarmListeners } from './alarms/watch';
import type { Feedback, FeedbackReader, FeedbackSource, Received, SetAside } from './feedback/feedback';
import { receive } from './feedback/receive';
import { storeRefusals, type Refusal } from './feedback/refusal';
import { insertPoison } from './feedback/store';
import { classifyAgain, type ClassifiedAgain } from './replay/classify-again';
import { tidy } from './upkeep/tidy';

export interface BouncesService {
  /**
   * Stores feedback, whatever brought it, finds whom it concerns and does what follows from it, all in one transaction
   * per hundred; in `trx` where one is given. The same event again (by `source` and `eventId`) changes nothing, also when
   * two processes have it at once.
   */
  receive(items: readonly Feedback[], trx?: Transaction): Promise<Received>;
  /** What the relay refused while it was given e-mails. See `storeRefusals`. */
  refused(refusals: readonly Refusal[], trx: Transaction): Promise<void>;
  /** Keeps evidence that could not be read, so that whoever brings it can go on with the next. Twice is once. */
  setAside(evidence: SetAside): Promise<void>;
  /** How evidence of a source is read again after the rules improved. Called once per source, at bootstrap. */
  registerReader(source: FeedbackSource, reader: FeedbackReader): void;
  /** Reads stored evidence again by the rules of today. See `replay/classify-again.ts`. */
  classifyAgain(selection: { ids: readonly number[] } | { afterId: number }): Promise<ClassifiedAgain>;
  /** Called once, by the room of the campaigns: pauses one that draws too many complaints. */
  onComplaints(pause: PauseCampaign): void;
  /** Called once, by the delivery: slows down for a domain that refuses the sender. */
  onBlocked(hold: HoldDomain): void;
  /** Called once: tells people of an alarm. */
  onAlarm(tell: AlarmListener): void;
  /** Deletes evidence whose time is over, ends rests, looks again at alarms. Harmless at any time, in any process. */
  tidy(): Promise<void>;
  /** Resolves when everything that came in was looked at for alarms. */
  idle(): Promise<void>;
}

/** Until a higher floor has said what to do. */
const nobodyListens = (): AlarmListeners => ({
  pause: () => Promise.resolve(false),
  hold: () => undefined,
  tell: () => Promise.resolve(),
});

export const createBouncesService = ({ strapi }: { strapi: Core.Strapi }): BouncesService => {
  const readers = new Map<FeedbackSource, FeedbackReader>();
  const listeners = nobodyListens();
  const watch = createWatch(strapi, listeners);
  return {
    receive: (items, trx) => receive(strapi, watch, items, trx),
    refused: (refusals, trx) => storeRefusals(strapi, watch, refusals, trx),
    setAside: (evidence) => insertPoison(strapi, evidence),
    registerReader(source, reader) {
      readers.set(source, reader);
    },
    classifyAgain: (selection) => classifyAgain(strapi, { readers, watch }, selection),
    onComplaints(pause) {
      listeners.pause = pause;
    },
    onBlocked(hold) {
      listeners.hold = hold;
    },
    onAlarm(tell) {
      listeners.tell = tell;
    },
    async tidy() {
      await tidy(strapi);
      await watch.sweep();
    },
    idle: () => watch.idle(),
  };
};
