import type { DeliveryStatus, LedgerTotals } from '../../../contracts';

/** What became of a recipient, in the order in which the bar shows it. */
export const RECIPIENT_STATUSES = [
  'accepted',
  'rejected',
  'uncertain',
  'cancelled',
  'deferred',
  'in_flight',
  'pending',
] as const satisfies readonly DeliveryStatus[];
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];

/** Statuses on which work is still to be done. */
const OPEN = ['pending', 'in_flight', 'deferred'] as const satisfies readonly DeliveryStatus[];

/** Candidates = excluded + recipients, and recipients = the sum of the seven statuses. */
export function addsUp(ledger: LedgerTotals): boolean {
  const sum = RECIPIENT_STATUSES.reduce((total, status) => total + ledger.byStatus[status], 0);
  return ledger.candidates === ledger.byStatus.excluded + ledger.recipients && ledger.recipients === sum;
}

/** Recipients on which nothing more happens by itself; `uncertain` ones wait for a person. */
export const settledCount = (ledger: LedgerTotals): number =>
  ledger.recipients - OPEN.reduce((total, status) => total + ledger.byStatus[status], 0);

/** 0–100, rounded down, so that 100 means all; an empty ledger is done. */
export const settledPercent = (ledger: LedgerTotals): number =>
  ledger.recipients === 0 ? 100 : Math.floor((settledCount(ledger) / ledger.recipients) * 100);

/** Percentages for the bar's segments; a segment with anyone in it keeps a width that can be seen. */
export function segments(ledger: LedgerTotals): { status: RecipientStatus; count: number; width: number }[] {
  const LEAST = 0.8;
  const present = RECIPIENT_STATUSES.filter((status) => ledger.byStatus[status] > 0).map((status) => ({
    status,
    count: ledger.byStatus[status],
    width: Math.max(LEAST, (ledger.byStatus[status] / Math.max(1, ledger.recipients)) * 100),
  }));
  const total = present.reduce((sum, { width }) => sum + width, 0);
  return present.map((segment) => ({ ...segment, width: (segment.width / total) * 100 }));
}
