/** How fast opens and clicks are answered, each stored before its answer, beside a route that does nothing. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { SECRET, startSystem } from '../system.mjs';

const CLIENT = path.join(import.meta.dirname, '..', 'hits-process.mjs');
const TASKS = path.join(import.meta.dirname, '..', 'tracking-tasks.js');

const RECIPIENTS = 100_000;
const LINKS = 20;
const CONNECTIONS = 100;
const SECONDS = 8;
const ROUNDS = 3;
const REQUIRED_RATE = 0.6;
const MOST_P99 = 3;

const KINDS = ['noop', 'open', 'click'];

/** A server as in production, with a campaign that went out an hour ago. */
async function startReaders(bench) {
  const system = await startSystem({
    database: bench.postgres,
    port: bench.sink.port,
    tasks: TASKS,
    env: { NODE_ENV: 'production' },
  });
  const ids = await system.run('readCampaign', { recipients: bench.scale(RECIPIENTS), links: LINKS });
  const port = await system.run('listen');

  /** Requests of one kind for so long. @returns what the client saw */
  const load = async (kind, seconds, connections = CONNECTIONS) => {
    const client = fork(CLIENT);
    client.send({ port, kind, ids, links: LINKS, secret: SECRET, connections, seconds });
    const [seen] = await once(client, 'message');
    if (seen.refused > 0)
      throw new Error(`${seen.refused} requests (${kind}) were not answered as they should`);
    return seen;
  };
  return { system, load };
}

/** What was answered has to be in the database. @returns what `work` gave */
async function counting({ run }, work) {
  const before = await run('countEvents');
  const seen = await work();
  const stored = (await run('countEvents')) - before;
  if (stored < seen.answered) throw new Error(`Of ${seen.answered} answered hits only ${stored} are stored`);
  return seen;
}

/** Both rows come from the same server: each kind in turn, three times, after one that warms up. */
async function answer(bench) {
  const { system, load } = await startReaders(bench);
  const seconds = Math.max(2, Math.round(SECONDS * Math.min(1, bench.factor)));
  const seen = { noop: [], open: [], click: [] };
  for (const kind of KINDS) await load(kind, seconds);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const profile = round === 0 && kind !== 'noop' ? bench.profileFile() : undefined;
      if (profile) await system.run('startProfile');
      const measure = () => load(kind, seconds);
      seen[kind].push(await (kind === 'noop' ? measure() : counting(system, measure)));
      if (profile) await system.run('stopProfile', profile);
    }
  }
  await system.stop();
  const bestOf = (runs) => ({
    rate: Math.max(...runs.map(({ rate }) => rate)),
    p50: Math.min(...runs.map(({ p50 }) => p50)),
    p99: Math.min(...runs.map(({ p99 }) => p99)),
  });
  return Object.fromEntries(KINDS.map((kind) => [kind, bestOf(seen[kind])]));
}

async function besideNoop(bench, kind) {
  const best = await bench.once('answer', () => answer(bench));
  const [ours, noop] = [best[kind], best.noop];
  const p99 = ours.p99 / noop.p99;
  return {
    value: ours.rate,
    baseline: noop.rate,
    ok: ours.rate / noop.rate >= REQUIRED_RATE && p99 <= MOST_P99,
    unit: 'answers/s',
    note:
      `${CONNECTIONS} connections; half are answered within ${ours.p50} ms (no-op ${noop.p50}), ` +
      `99 % within ${ours.p99} ms (no-op ${noop.p99}): ${p99.toFixed(2)}×, at most ${MOST_P99}× is required`,
  };
}

const MEGABYTE = 2 ** 20;
const WARM_SECONDS = 30;
const MOST_GROWTH = 1.1;

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
/** Least squares. @returns how much they grow from one to the next */
function slopeOf(numbers) {
  const [middle, level] = [(numbers.length - 1) / 2, mean(numbers)];
  const squares = numbers.map((_, index) => (index - middle) ** 2);
  return (
    numbers.reduce((sum, one, index) => sum + (one - level) * (index - middle), 0) /
    (mean(squares) * numbers.length)
  );
}

/** Opens and clicks at full speed for minutes; resident memory of the last fifth of the time beside that of the first. */
async function soak(bench) {
  const { system, load } = await startReaders(bench);
  const both = async (seconds) => {
    const [opens, clicks] = await Promise.all(
      ['open', 'click'].map((kind) => load(kind, seconds, CONNECTIONS / 2)),
    );
    return { answered: opens.answered + clicks.answered };
  };
  await both(WARM_SECONDS);
  const heapBefore = await system.run('usedHeap');
  await system.run('sampleMemory');
  const seconds = Math.round(bench.minutes * 60);
  const { answered } = await counting(system, () => both(seconds));
  const resident = (await system.run('memorySamples')).map((bytes) => bytes / MEGABYTE);
  const heapAfter = await system.run('usedHeap');
  await system.stop();
  const fifth = Math.max(1, Math.floor(resident.length / 5));
  const heap = [heapBefore, heapAfter].map((bytes) => (bytes / MEGABYTE).toFixed(0));
  return {
    value: mean(resident.slice(-fifth)),
    baseline: mean(resident.slice(0, fifth)),
    unit: 'MB resident',
    note:
      `${answered} hits in ${bench.minutes} minutes, ${(answered / seconds).toFixed(0)}/s, all of them stored; ` +
      `${(slopeOf(resident) * 60).toFixed(1)} MB a minute, at most ${Math.max(...resident).toFixed(0)} MB; ` +
      `heap in use ${heap[0]} MB before, ${heap[1]} MB after`,
  };
}

const NOOP = 'a route of the same server that does nothing';

export const tracking = [
  {
    id: 'track.pixel',
    title: 'opens, stored before they are answered, PostgreSQL',
    beside: NOOP,
    needs: ['postgres'],
    required: REQUIRED_RATE,
    measure: (bench) => besideNoop(bench, 'open'),
  },
  {
    id: 'track.redirect',
    title: 'clicks, stored before they are answered, PostgreSQL',
    beside: NOOP,
    needs: ['postgres'],
    required: REQUIRED_RATE,
    measure: (bench) => besideNoop(bench, 'click'),
  },
  {
    id: 'track.soak',
    title: 'memory at the end of minutes of opens and clicks',
    beside: 'at their beginning',
    needs: ['postgres'],
    atMost: true,
    required: MOST_GROWTH,
    measure: soak,
  },
];
