import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { configOf, transportsOf } from '../config';
import { ledgerOf, unfinished } from '../ledger';
import { service } from '../lib/service';
import { createQueue } from './queue';
import type { DeliveryService } from './service';

/** What a process that stopped leaves to others. */
export interface Left {
  /** E-mails on the wire whose answer did not come in time. */
  uncertain: number;
  /** Campaigns that are still being sent. */
  campaigns: {
    id: number;
    name: string;
    /** Recipients without an answer yet. */
    waiting: number;
    /** Jobs in the queue; null where it does not answer. */
    jobs: number | null;
  }[];
}

/** The plugin's side of `strapi-mail-campaigns worker`. */
export interface WorkerProcess {
  /** What this process sends with; no secrets. */
  about(): { driver: string; transports: string[] };
  /** Sends no more, waits for the answers to what is in flight, and looks at what is left. */
  leave(): Promise<Left>;
}

export const createWorkerProcess = ({ strapi }: { strapi: Core.Strapi }): WorkerProcess => ({
  about() {
    const config = configOf(strapi);
    return { driver: config.queue.driver, transports: [...transportsOf(config).keys()] };
  },
  async leave() {
    const delivery: DeliveryService = service(strapi, 'delivery');
    await delivery.stop();
    return { uncertain: delivery.report()?.inFlight ?? 0, campaigns: await beingSent(strapi) };
  },
});

async function beingSent(strapi: Core.Strapi): Promise<Left['campaigns']> {
  const campaigns = (await strapi.db.query(`plugin::${PLUGIN_ID}.campaign`).findMany({
    select: ['id', 'name'],
    where: { status: 'sending' },
    orderBy: { id: 'asc' },
  })) as { id: number; name: string }[];
  const totals = await ledgerOf(strapi).totals(campaigns.map(({ id }) => id));
  const queue = createQueue(strapi);
  try {
    return await Promise.all(
      campaigns.map(async ({ id, name }) => {
        const sums = totals.get(id);
        const jobs = await queue.count(id).catch(() => null);
        return { id, name, waiting: sums ? unfinished(sums) : 0, jobs };
      }),
    );
  } finally {
    await queue.close(0);
  }
}
