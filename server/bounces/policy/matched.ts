import type { SentRow } from '../../ledger';
import { toDate } from '../../lib/database';
import type { Stored } from '../feedback/store';

/** Feedback that concerns a recipient of ours. */
export type Matched = Stored & { row: SentRow };

export const isMatched = (one: Stored): one is Matched => one.row !== null;

/** When it happened, as far as one may believe it: not after it came. */
const believable = (occurredAt: Date | null, receivedAt: Date): Date =>
  occurredAt && occurredAt < receivedAt ? occurredAt : receivedAt;

export const timeOf = ({ item: { occurredAt }, receivedAt }: Stored): Date =>
  believable(occurredAt, receivedAt);

/** The same of a row as the database gives it. */
export const momentOf = (row: { occurred_at: unknown; received_at: unknown }): Date =>
  believable(toDate(row.occurred_at), toDate(row.received_at) as Date);
