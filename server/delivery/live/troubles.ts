import type { QuotaState, SendingTrouble, WindowState } from '../../../contracts';
import type { KnownWorker } from '../../ledger';
import { transportsOf } from './together';

/** All that can keep e-mails from leaving. */
export interface Circumstances {
  workers: readonly KnownWorker[];
  /** Sending is left to processes of role `worker` or `both`, on however many machines. */
  shared: boolean;
  /** A campaign is going out. */
  sending: boolean;
  window: WindowState;
  quota: Pick<QuotaState, 'limit' | 'remaining' | 'resetsAt'>;
  /** The only transport that counts; null: all of them. */
  transport: string | null;
}

const isSender = ({ report }: KnownWorker): boolean => report.role !== 'web';

/** What is known goes into the sentence; what is not stays out of it. */
const known = (values: Record<string, string | number | null>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null),
  );

function queueTrouble({ workers }: Circumstances): SendingTrouble[] {
  const [first] = workers
    .flatMap(({ report }) => report.queueTrouble ?? [])
    .sort((a, b) => a.since.localeCompare(b.since));
  return first ? [{ code: 'queue-unreachable', since: first.since, values: { reply: first.reply } }] : [];
}

const workerTrouble = ({ workers, shared, sending }: Circumstances): SendingTrouble[] =>
  shared && sending && !workers.some(isSender) ? [{ code: 'no-worker', since: null, values: {} }] : [];

function windowTrouble({ window }: Circumstances): SendingTrouble[] {
  if (window.open) return [];
  const { opensAt, reason, holiday } = window;
  const values = known({ opensAt, reason, es: holiday?.name.es ?? null, en: holiday?.name.en ?? null });
  return [{ code: 'window-closed', since: null, values }];
}

const quotaTrouble = ({ quota: { limit, remaining, resetsAt } }: Circumstances): SendingTrouble[] =>
  remaining === 0 ? [{ code: 'quota-used-up', since: null, values: known({ limit, resetsAt }) }] : [];

/** A transport is down where no process gets through it; `others` says how many are left to take over. */
function transportTroubles({ workers, transport: only }: Circumstances): SendingTrouble[] {
  const senders = workers.filter(isSender);
  const reports = senders.flatMap(({ report }) => report.transports);
  const isDown = (name: string) =>
    reports.every((transport) => transport.name !== name || transport.circuit !== 'closed');
  const all = transportsOf(senders);
  // One that is not configured any more is no choice: the e-mails go over all of them.
  const chosen = all.filter(({ name }) => name === only);
  const transports = chosen.length > 0 ? chosen : all;
  const others = transports.filter(({ name }) => !isDown(name)).length;
  return transports
    .filter(({ name }) => isDown(name))
    .map(({ name, downSince, retryAt, lastError }) => ({
      code: 'transport-down',
      since: downSince,
      values: known({
        transport: name,
        others,
        reply: lastError?.reply ?? null,
        failure: lastError?.failure ?? null,
        retryAt,
      }),
    }));
}

/** Everything that keeps e-mails from leaving now, what concerns the whole machinery first. */
export const troublesOf = (circumstances: Circumstances): SendingTrouble[] => [
  ...queueTrouble(circumstances),
  ...workerTrouble(circumstances),
  ...windowTrouble(circumstances),
  ...quotaTrouble(circumstances),
  ...transportTroubles(circumstances),
];
