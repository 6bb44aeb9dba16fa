import type { Core } from '@strapi/strapi';

import type { Transaction } from '../lib/database';
import type { Feedback, FeedbackReader, FeedbackSource, Received, SetAside } from './feedback/feedback';
import { receive } from './feedback/receive';
import { storeRefusals, type Refusal } from './feedback/refusal';
import { insertPoison } from './feedback/store';
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
  /** Deletes evidence whose time is over and ends rests. See `upkeep/tidy.ts`. */
  tidy(): Promise<void>;
  /** How evidence of a source is read again after the rules improved. Called once per source, at bootstrap. */
  registerReader(source: FeedbackSource, reader: FeedbackReader): void;
}

export const createBouncesService = ({ strapi }: { strapi: Core.Strapi }): BouncesService => {
  const readers = new Map<FeedbackSource, FeedbackReader>();
  return {
    receive: (items, trx) => receive(strapi, items, trx),
    refused: (refusals, trx) => storeRefusals(strapi, refusals, trx),
    setAside: (evidence) => insertPoison(strapi, evidence),
    tidy: () => tidy(strapi),
    registerReader(source, reader) {
      readers.set(source, reader);
    },
  };
};
