import type { DomainBrake, LiveSending, SendingProcess, TransportLive } from '../../../contracts';
import type { KnownWorker } from '../../ledger';
import { withoutAddresses } from './words';

const MINUTE_SECONDS = 60;

/** Worst last. */
const CIRCUITS: TransportLive['circuit'][] = ['closed', 'half-open', 'open'];

const worse = (a: TransportLive['circuit'], b: TransportLive['circuit']): TransportLive['circuit'] =>
  CIRCUITS.indexOf(a) >= CIRCUITS.indexOf(b) ? a : b;

/** ISO instants sort as text. */
const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;

const later = (a: TransportLive['lastError'], b: TransportLive['lastError']): TransportLive['lastError'] =>
  a === null || b === null ? (a ?? b) : a.at > b.at ? a : b;

const mergeTransports = (a: TransportLive, b: TransportLive): TransportLive => ({
  name: a.name,
  circuit: worse(a.circuit, b.circuit),
  retryAt: earlier(a.retryAt, b.retryAt),
  busyConnections: a.busyConnections + b.busyConnections,
  sentLastMinute: a.sentLastMinute + b.sentLastMinute,
  limitedBy: a.limitedBy ?? b.limitedBy,
  downSince: earlier(a.downSince, b.downSince),
  lastError: later(a.lastError, b.lastError),
});

/** The processes agree on the rate of all together; where one has not heard yet, the stricter one is right. */
const mergeBrakes = (a: DomainBrake, b: DomainBrake): DomainBrake => (a.perMinute <= b.perMinute ? a : b);

function mergeBy<T>(items: readonly T[], key: (item: T) => string, merge: (a: T, b: T) => T): T[] {
  const merged = new Map<string, T>();
  for (const item of items) {
    const known = merged.get(key(item));
    merged.set(key(item), known ? merge(known, item) : item);
  }
  return [...merged.values()];
}

const processOf = ({ id, host, pid, heartbeatAt, report }: KnownWorker): SendingProcess => ({
  id,
  host,
  pid,
  role: report.role,
  heartbeatAt: heartbeatAt.toISOString(),
  inFlight: report.inFlight,
});

/** What all processes say of one transport each, without the addresses that servers repeat. */
export const transportsOf = (workers: readonly KnownWorker[]): TransportLive[] =>
  mergeBy(
    workers.flatMap(({ report }) => report.transports),
    ({ name }) => name,
    mergeTransports,
  ).map(({ lastError, ...transport }) => ({
    ...transport,
    lastError: lastError && { ...lastError, reply: withoutAddresses(lastError.reply) },
  }));

/** The slowed domains, those that wait longest to be written to first. */
export const brakesOf = (workers: readonly KnownWorker[]): DomainBrake[] =>
  mergeBy(
    workers.flatMap(({ report }) => report.brakes),
    ({ domain }) => domain,
    mergeBrakes,
  )
    .map((brake) => ({ ...brake, reply: withoutAddresses(brake.reply) }))
    .sort((a, b) => a.perMinute - b.perMinute || a.domain.localeCompare(b.domain));

/** Answers of relays in the last minute, of one campaign or of all. */
export const answersOf = (workers: readonly KnownWorker[], campaignId?: number): number =>
  workers
    .flatMap(({ report: { sentLastMinute } }) =>
      campaignId === undefined ? Object.values(sentLastMinute) : [sentLastMinute[campaignId] ?? 0],
    )
    .reduce((sum, answers) => sum + answers, 0);

/**
 * @param seconds for how long e-mails have been going out; in the first minute the answers of that time are all there is.
 * @returns e-mails a second, to a tenth.
 */
export const perSecond = (answers: number, seconds = MINUTE_SECONDS): number =>
  Math.round((answers / Math.min(MINUTE_SECONDS, Math.max(1, seconds))) * 10) / 10;

/** The reports of all living processes as one. */
export const together = (workers: readonly KnownWorker[]): Omit<LiveSending, 'troubles'> => ({
  processes: workers.map(processOf),
  ratePerSecond: perSecond(answersOf(workers)),
  transports: transportsOf(workers),
  brakes: brakesOf(workers),
});
