import type { Core } from '@strapi/strapi';

import type { Transaction } from '../lib/database';
import type { Feedback, FeedbackReader, FeedbackSource, Received, SetAside } from './feedback/feedback';
import { receive } from './feedback/receive';
import { insertPoison } from './feedback/store';

export interface BouncesService {
  /**
   * Stores feedback, whatever brought it, finds whom it concerns and does what follows from it, all in one transaction
   * per hundred; in `trx` where one is given. The same event again (by `source` and `eventId`) changes nothing, also when
   * two processes have it at once.
   */
  receive(items: readonly Feedback[], trx?: Transaction): Promise<Received>;
  /** Keeps evidence that could not be read, so that whoever brings it can go on with the next. Twice is once. */
  setAside(evidence: SetAside): Promise<void>;
  /** How evidence of a source is read again after the rules improved. Called once per source, at bootstrap. */
  registerReader(source: FeedbackSource, reader: FeedbackReader): void;
}

export const createBouncesService = ({ strapi }: { strapi: Core.Strapi }): BouncesService => {
  const readers = new Map<FeedbackSource, FeedbackReader>();
  return {
    receive: (items, trx) => receive(strapi, items, trx),
    setAside: (evidence) => insertPoison(strapi, evidence),
    registerReader(source, reader) {
      readers.set(source, reader);
    },
  };
};
