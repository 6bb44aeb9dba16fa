import os from 'node:os';

import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { inTransaction, table, toDate, type Transaction } from '../lib/database';
import { DELIVERIES, WORKERS } from './tables';

interface WorkerRow {
  worker_id: string;
  host: string;
  pid: number;
  heartbeat_at: unknown;
}

/** Says that this worker lives. */
export async function heartbeat(strapi: Core.Strapi, workerId: string): Promise<void> {
  const now = clock.now();
  const known = await table(strapi, WORKERS).where({ worker_id: workerId }).update({ heartbeat_at: now });
  if (Number(known) > 0) return;
  await table(strapi, WORKERS).insert({
    worker_id: workerId,
    host: os.hostname(),
    pid: process.pid,
    heartbeat_at: now,
  });
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
  const rows = () =>
    table(strapi, DELIVERIES, trx).where({ status: 'in_flight' }).whereNotIn('worker_id', alive);
  const campaigns: { campaign_id: number }[] = await rows().distinct('campaign_id');
  if (campaigns.length > 0) {
    await rows().update({
      status: 'uncertain',
      reply: 'The sending process died before the relay answered.',
      updated_at: clock.now(),
    });
  }
  return campaigns.map(({ campaign_id }) => campaign_id);
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
