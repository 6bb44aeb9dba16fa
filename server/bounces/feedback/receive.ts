import type { Core } from '@strapi/strapi';

import { afterCommit, chunk, joinTransaction, type Transaction } from '../../lib/database';
import type { Watch } from '../alarms/watch';
import { follow } from '../policy/follow';
import { isMatched } from '../policy/matched';
import type { Feedback, Received } from './feedback';
import { match } from './match';
import { fitting, insertFeedback } from './store';

/** Rows written at once, each with its evidence. */
const AT_ONCE = 100;

/** The same event twice in one call is one. */
const distinct = (items: readonly Feedback[]): Feedback[] => [
  ...new Map(items.map(fitting).map((item) => [`${item.source} ${item.eventId}`, item])).values(),
];

/** See `BouncesService.receive`. @param watch told what is matched, once it is committed. */
export async function receive(
  strapi: Core.Strapi,
  watch: Pick<Watch, 'note'>,
  items: readonly Feedback[],
  trx?: Transaction,
): Promise<Received> {
  const total: Received = { stored: 0, matched: 0, unmatched: 0, duplicates: 0 };
  for (const batch of chunk(distinct(items), AT_ONCE)) {
    const stored = await joinTransaction(strapi, trx, async (own) => {
      const written = await insertFeedback(strapi, await match(strapi, batch, own), own);
      const matched = written.filter(isMatched);
      await follow(strapi, matched, own);
      await afterCommit(strapi, () => watch.note(matched));
      return written;
    });
    const matched = stored.filter(({ row }) => row).length;
    total.stored += stored.length;
    total.matched += matched;
    total.unmatched += stored.length - matched;
  }
  total.duplicates = items.length - total.stored;
  return total;
}
