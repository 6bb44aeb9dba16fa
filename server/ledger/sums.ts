import { DELIVERY_STATUSES, type DeliveryStatus, type LedgerTotals } from '../../contracts';

/** Totals from the number of rows per status. */
export function totalsOf(counts: Partial<Record<DeliveryStatus, number>>): LedgerTotals {
  const byStatus = Object.fromEntries(
    DELIVERY_STATUSES.map((status) => [status, counts[status] ?? 0]),
  ) as LedgerTotals['byStatus'];
  const candidates = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  return { candidates, recipients: candidates - byStatus.excluded, byStatus };
}

/** How many recipients still have something to wait for before the campaign can end. */
export const unfinished = ({ byStatus }: LedgerTotals): number =>
  byStatus.pending + byStatus.in_flight + byStatus.deferred;

/**
 * The ledger's promise: candidates = excluded + recipients, and recipients = the sum of the other seven; and what
 * was frozen is still all there.
 * @param frozen candidates counted when the campaign was frozen.
 */
export function addsUp(totals: LedgerTotals, frozen: number): boolean {
  const { excluded, ...rest } = totals.byStatus;
  const recipients = Object.values(rest).reduce((sum, count) => sum + count, 0);
  return (
    totals.candidates === frozen &&
    totals.candidates === excluded + totals.recipients &&
    totals.recipients === recipients
  );
}
