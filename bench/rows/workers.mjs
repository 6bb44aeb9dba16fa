/** What more processes bring: workers on Bull, and a relay that takes its time. */
import { startOwnSink } from '../sinks.mjs';
import { sendCampaign, startSystem } from '../system.mjs';

/** As real relays do. */
const ANSWER_MILLISECONDS = 50;
/** For each worker, so that all campaigns take about as long. */
const RECIPIENTS = 4_000;
const FAST_RECIPIENTS = 20_000;
const REQUIRED_OF_TWO = 1.9;
const REQUIRED_OF_FOUR = 3.5;

/** @returns messages a second with so many workers, one figure for each count */
async function ratesWith(bench, port, counts, recipientsFor) {
  const { postgres: database, redis } = bench;
  const system = await startSystem({ database, port, redis });
  const rates = [];
  let started = 0;
  for (const workers of counts) {
    await system.addWorkers(workers - started);
    started = workers;
    const recipients = recipientsFor(workers);
    const { seconds } = await sendCampaign(system, recipients);
    rates.push(recipients / seconds);
  }
  await system.stop();
  return rates;
}

async function measure(bench) {
  const slow = await startOwnSink(ANSWER_MILLISECONDS);
  const rates = await ratesWith(bench, slow, [1, 2, 4], (workers) => bench.scale(RECIPIENTS) * workers);
  const fast = await ratesWith(bench, bench.sink.port, [1, 2], () => bench.scale(FAST_RECIPIENTS));
  const [one, two, four] = rates;
  return {
    value: four,
    baseline: one,
    ok: two / one >= REQUIRED_OF_TWO && four / one >= REQUIRED_OF_FOUR,
    unit: 'messages/s',
    note:
      `two workers: ${two.toFixed(0)} messages/s, ${(two / one).toFixed(2)}× (required ${REQUIRED_OF_TWO}×); ` +
      `two at full speed on a fast sink: ${fast[1].toFixed(0)} messages/s, ` +
      `${(fast[1] / fast[0]).toFixed(2)}× one (nothing required)`,
  };
}

export const workers = [
  {
    id: 'send.workers',
    title: `four workers on Bull, a sink that answers after ${ANSWER_MILLISECONDS} ms`,
    beside: 'one worker',
    needs: ['postgres', 'redis'],
    required: REQUIRED_OF_FOUR,
    measure,
  },
];
