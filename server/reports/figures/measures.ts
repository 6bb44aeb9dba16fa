import {
  DELIVERY_STATUSES,
  MEASURE_KEYS,
  type DeliveryStatus,
  type DomainRow,
  type Figure,
  type Measure,
  type MeasureKey,
  type Report,
} from '../../../contracts';
import { partsOf, rate, wholeShares } from './percent';
import { exclusionsOf, talliesByDomain, tallyOf, type DeliveryGroup, type Tally } from './tally';

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** Recipients whose sending has ended: delivered + soft bounces + hard bounces. */
export const sentOf = (tally: Tally): number => tally.delivered + sum(tally.soft) + sum(tally.hard);

/** The figures of 6.2.1–6.2.10. */
export function figuresOf(tally: Tally): Record<MeasureKey, Figure> {
  const sent = sentOf(tally);
  const [delivered, softBounces, hardBounces] = wholeShares(
    [tally.delivered, sum(tally.soft), sum(tally.hard)],
    sent,
  ) as [Figure, Figure, Figure];
  return {
    delivered,
    softBounces,
    hardBounces,
    sending: rate(sum(tally.sending), tally.recipients),
    uniqueOpens: rate(tally.openers, sent),
    totalOpens: rate(tally.opens, sent),
    uniqueClicks: rate(tally.clickers, sent),
    totalClicks: rate(tally.clicks, sent),
    unsubscribes: rate(tally.unsubscribed, sent),
    complaints: rate(tally.complained, sent),
  };
}

/** The measures in the manual's order, with their sub-rows and, for opens and clicks, all events beside. */
export function measuresOf(tally: Tally): Measure[] {
  const figures = figuresOf(tally);
  const sent = sentOf(tally);
  const parts: Partial<Record<MeasureKey, Measure['parts']>> = {
    softBounces: partsOf(figures.softBounces, Object.entries(tally.soft)),
    hardBounces: partsOf(figures.hardBounces, Object.entries(tally.hard)),
    sending: partsOf(figures.sending, Object.entries(tally.sending)),
  };
  const allEvents: Partial<Record<MeasureKey, Figure>> = {
    uniqueOpens: rate(tally.allOpeners, sent),
    totalOpens: rate(tally.allOpens, sent),
    uniqueClicks: rate(tally.allClickers, sent),
    totalClicks: rate(tally.allClicks, sent),
  };
  return MEASURE_KEYS.map((key, index) => ({
    key,
    section: `6.2.${index + 1}`,
    over: key === 'sending' ? 'recipients' : 'sent',
    ...figures[key],
    parts: parts[key] ?? [],
    allEvents: allEvents[key] ?? null,
  }));
}

const domainsOf = (groups: readonly DeliveryGroup[]): DomainRow[] =>
  [...talliesByDomain(groups)]
    .map(([domain, tally]) => ({
      domain,
      recipients: tally.recipients,
      sent: sentOf(tally),
      measures: figuresOf(tally),
    }))
    .sort((a, b) => b.recipients - a.recipients || (a.domain < b.domain ? -1 : 1));

/**
 * Candidates = excluded + recipients; recipients = the sum of the other seven statuses; every exclusion has a
 * reason. False where a row holds a status or lacks a reason that the ledger's rules ask for.
 */
function ledgerOf(groups: readonly DeliveryGroup[]): Report['ledger'] {
  const byStatus = Object.fromEntries(DELIVERY_STATUSES.map((status) => [status, 0])) as Record<
    DeliveryStatus,
    number
  >;
  let candidates = 0;
  let recipients = 0;
  for (const { status, count } of groups) {
    candidates += count;
    if (status !== 'excluded') recipients += count;
    if (status in byStatus) byStatus[status] += count;
  }
  const excludedByReason = exclusionsOf(groups);
  const addsUp =
    candidates === byStatus.excluded + recipients &&
    recipients === sum(byStatus) - byStatus.excluded &&
    byStatus.excluded === sum(excludedByReason);
  return { candidates, recipients, byStatus, excludedByReason, addsUp };
}

/** Everything in a report that comes out of the ledger alone. */
export function derive(
  groups: readonly DeliveryGroup[],
): Pick<Report, 'ledger' | 'sent' | 'measures' | 'domains'> {
  const tally = tallyOf(groups);
  return {
    ledger: ledgerOf(groups),
    sent: sentOf(tally),
    measures: measuresOf(tally),
    domains: domainsOf(groups),
  };
}
