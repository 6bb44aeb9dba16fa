import os from 'node:os';

import type { Core } from '@strapi/strapi';

import type { DomainBrake, SendingProcess, TransportLive } from '../../contracts';
import { clock } from '../lib/clock';
import { chunk, inTransaction, table, toDate, toJson, type Transaction } from '../lib/database';
import { DELIVERIES, FROZEN_CONTENTS, WORKERS } from './tables';

interface WorkerRow {
  worker_id: string;
  host: string;
  pid: number;
  heartbeat_at: unknown;
  report: unknown;
}

/** What a process says of itself with each heartbeat: how the panel learns what all processes do. */
export interface WorkerReport {
  role: SendingProcess['role'];
  inFlight: number;
  transports: TransportLive[];
  brakes: DomainBrake[];
  /** Answers of relays in the last minute, by campaign id. */
  sentLastMinute: Record<string, number>;
  /** Since when the queue does not answer, in its words; null where it does. */
  queueTrouble: { since: string; reply: string } | null;
}

export interface KnownWorker {
  id: string;
  host: string;
  pid: number;
  heartbeatAt: Date;
  report: WorkerReport;
}

/** Says that this worker lives, and how it is. */
export async function heartbeat(strapi: Core.Strapi, workerId: string, report: WorkerReport): Promise<void> {
  const said = { heartbeat_at: clock.now(), report: JSON.stringify(report) };
  const known = await table(strapi, WORKERS).where({ worker_id: workerId }).update(said);
  if (Number(known) > 0) return;
  await table(strapi, WORKERS).insert({
    worker_id: workerId,
    host: os.hostname(),
    pid: process.pid,
    ...said,
  });
}

/** All processes that were heard within `timeoutSeconds`. */
export async function workers(strapi: Core.Strapi, timeoutSeconds: number): Promise<KnownWorker[]> {
  const since = new Date(clock.now().getTime() - timeoutSeconds * 1000);
  const rows = (await table(strapi, WORKERS).where('heartbeat_at', '>=', since).orderBy('id')) as WorkerRow[];
  return rows.map((row) => ({
    id: row.worker_id,
    host: row.host,
    pid: row.pid,
    heartbeatAt: toDate(row.heartbeat_at) as Date,
    report: toJson<WorkerReport>(row.report) as WorkerReport,
  }));
}

/** This worker leaves in order, with nothing in flight. */
export const retire = (strapi: Core.Strapi, workerId: string): Promise<unknown> =>
  Promise.resolve(table(strapi, WORKERS).where({ worker_id: workerId }).delete());

/**
 * Finds workers that died and marks what they had in flight uncertain: nobody can know whether the relay took it.
 * Dead is one that was silent too long, or whose process on this host is gone. Taken for dead by mistake, a worker
 * still settles its rows, for they keep its claim.
 * @returns campaigns that have new uncertain rows.
 */
export async function reapDeadWorkers(
  strapi: Core.Strapi,
  self: string,
  timeoutSeconds: number,
): Promise<number[]> {
  const silent = clock.now().getTime() - timeoutSeconds * 1000;
  const workers = (await table(strapi, WORKERS).select('*')) as WorkerRow[];
  const dead = workers.filter(
    (worker) =>
      worker.worker_id !== self &&
      ((toDate(worker.heartbeat_at)?.getTime() ?? 0) < silent ||
        (worker.host === os.hostname() && gone(worker.pid))),
  );
  const alive = workers.filter((worker) => !dead.includes(worker)).map((worker) => worker.worker_id);
  return inTransaction(strapi, async (trx) => {
    const campaigns = await abandoned(strapi, [...alive, self], trx);
    if (dead.length > 0) {
      await table(strapi, WORKERS, trx)
        .whereIn(
          'worker_id',
          dead.map((worker) => worker.worker_id),
        )
        .delete();
    }
    return campaigns;
  });
}

async function abandoned(strapi: Core.Strapi, alive: string[], trx: Transaction): Promise<number[]> {
  // By campaign, because no index begins with the status: the ledger has as few as it can.
  const frozen = (await table(strapi, FROZEN_CONTENTS, trx).pluck('campaign_id')) as number[];
  const campaigns = new Set<number>();
  for (const part of chunk(frozen)) {
    const rows = () =>
      table(strapi, DELIVERIES, trx)
        .whereIn('campaign_id', part)
        .where({ status: 'in_flight' })
        .whereNotIn('worker_id', alive);
    const found = (await rows().distinct('campaign_id').pluck('campaign_id')) as number[];
    if (found.length === 0) continue;
    for (const campaignId of found) campaigns.add(campaignId);
    await rows().update({
      status: 'uncertain',
      reply: 'The sending process died before the relay answered.',
      updated_at: clock.now(),
    });
  }
  return [...campaigns];
}

/**
 * Whether the process of another worker of this host is gone. One with our own number is: it was given to us after
 * its death, as happens in a restarted container. Signal 0 asks whether a process exists; EPERM means that it does.
 */
function gone(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}
