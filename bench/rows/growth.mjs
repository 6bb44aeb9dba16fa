/** What a big campaign costs beside a small one: time per message, and memory. */
import { setTimeout as wait } from 'node:timers/promises';

import { sendCampaign, startSystem } from '../system.mjs';

const FEW = 10_000;
const MANY = 200_000;
const SETTLE_MILLISECONDS = 3_000;
const MEGABYTE = 2 ** 20;
const MOST_MEGABYTES = 100;

/** Both rows come from the same campaigns: the first small one warms the process up and is not counted. */
async function grow(bench) {
  const [few, many] = [FEW, MANY].map(bench.scale);
  const system = await startSystem({ database: bench.postgres, port: bench.sink.port });
  await system.run('watchMemory');
  await wait(SETTLE_MILLISECONDS);
  const idle = await system.run('peakMemory');
  await sendCampaign(system, few);
  const small = await sendCampaign(system, few);
  await system.run('watchMemory');
  const big = await sendCampaign(system, many);
  const peak = await system.run('peakMemory');
  await system.stop();
  return { few, many, small, big, idle, peak };
}

/** From the first to the last accepted one: what a campaign costs once would make the small one look slow. */
async function slope(bench) {
  const { few, many, small, big } = await bench.once('grow', () => grow(bench));
  return {
    value: (big.acceptedSeconds / many) * 1000,
    baseline: (small.acceptedSeconds / few) * 1000,
    unit: 'ms per message',
    note: `${many} recipients in ${big.seconds.toFixed(1)} s from order to end, ${few} in ${small.seconds.toFixed(1)} s`,
  };
}

async function memory(bench) {
  const { many, idle, peak } = await bench.once('grow', () => grow(bench));
  const more = (peak - idle) / MEGABYTE;
  return {
    value: peak / MEGABYTE,
    baseline: idle / MEGABYTE,
    ok: more <= MOST_MEGABYTES,
    unit: 'MB resident',
    note: `${more.toFixed(0)} MB more than idle at the highest while sending ${many}; at most ${MOST_MEGABYTES} MB more are required`,
  };
}

export const growth = {
  slope: {
    id: 'send.slope',
    title: 'time per message at 200,000 recipients',
    beside: 'at 10,000',
    needs: ['postgres'],
    atMost: true,
    required: 1.1,
    measure: slope,
  },
  memory: {
    id: 'send.memory',
    title: 'memory while sending 200,000',
    beside: 'the idle process',
    needs: ['postgres'],
    atMost: true,
    required: MOST_MEGABYTES,
    measure: memory,
  },
};
