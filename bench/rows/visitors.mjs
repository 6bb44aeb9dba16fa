/** What the time of an answer tells a stranger about an address. */
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { startSystem } from '../system.mjs';

const REQUESTS = 200;
const WARM_UP = 40;
/** A form that comes back sooner is a robot's. */
const FILLING_IN_MILLISECONDS = 2_100;
const KINDS = ['unknown', 'known', 'pending', 'confirmed', 'unsubscribed', 'suppressed'];
const NO_LIMIT = 1_000_000;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The kinds in an order that nobody could guess, the same in each run. */
function shuffled(items) {
  let seed = 20_260_501;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  return items
    .map((item) => [random(), item])
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** @returns milliseconds from the first byte sent to the last one received */
function timed({ agent, port, path, body }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const request = http.request(
      {
        agent,
        port,
        path,
        host: '127.0.0.1',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - start);
          else reject(new Error(`The form answered ${response.statusCode}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function measure(bench) {
  const requests = bench.scale(REQUESTS);
  const limits = { perIpPerHour: NO_LIMIT, perDomainPerHour: NO_LIMIT, perAddressPerHour: NO_LIMIT };
  const system = await startSystem({
    database: 'sqlite',
    port: bench.sink.port,
    config: { subscribe: limits },
  });
  const door = await system.run('openDoor', { kinds: KINDS, each: requests });
  await wait(FILLING_IN_MILLISECONDS);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (email) => {
    const body = JSON.stringify({ email, lists: [door.list], time: door.time, language: 'es' });
    const milliseconds = await timed({ agent, port: door.port, path: door.path, body });
    // What is done after the answer is over before the next question.
    await system.run('closeDoor');
    return milliseconds;
  };
  for (let i = 0; i < WARM_UP; i += 1) await ask(`warm${i}@up.example`);
  const times = new Map(KINDS.map((kind) => [kind, []]));
  const order = shuffled(KINDS.flatMap((kind) => Array.from({ length: requests }, (_, i) => [kind, i])));
  for (const [kind, i] of order) times.get(kind).push(await ask(`${kind}${i}@${kind}.example`));
  agent.destroy();
  await system.stop();

  const medians = new Map([...times].map(([kind, list]) => [kind, median(list)]));
  const ratios = [...medians].map(
    ([kind, value]) => `${kind} ${(value / medians.get('unknown')).toFixed(3)}×`,
  );
  return {
    value: Math.max(...medians.values()),
    baseline: Math.min(...medians.values()),
    unit: 'ms',
    note: `medians of ${requests} requests each, beside an unknown address: ${ratios.slice(1).join(', ')}`,
  };
}

export const visitors = [
  {
    id: 'visitors.timing',
    title: 'answer to the kind of address that takes longest',
    beside: 'to the one that takes least',
    needs: [],
    atMost: true,
    required: 1.1,
    measure,
  },
];
