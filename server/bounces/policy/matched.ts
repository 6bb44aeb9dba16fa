import type { SentRow } from '../../ledger';
import type { Stored } from '../feedback/store';

/** Feedback that concerns a recipient of ours. */
export type Matched = Stored & { row: SentRow };

export const isMatched = (one: Stored): one is Matched => one.row !== null;

/** When it happened, as far as one may believe it: not after it came. */
export const timeOf = ({ item: { occurredAt }, receivedAt }: Stored): Date =>
  occurredAt && occurredAt < receivedAt ? occurredAt : receivedAt;
