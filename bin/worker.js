'use strict';

const os = require('os');

const { createApp, SIGNALS } = require('./app');

/** npm passes a signal on that the terminal has sent to the worker already. */
const SAME_SIGNAL_MILLISECONDS = 1000;

/** Resolves at the first signal; a second one ends the process at once. */
const firstSignal = (say) =>
  new Promise((resolve) => {
    let first;
    const hear = (signal) => {
      if (first === undefined) {
        first = Date.now();
        resolve(signal);
      } else if (Date.now() - first > SAME_SIGNAL_MILLISECONDS) {
        say('Ended at once: what was in flight without an answer becomes uncertain.');
        process.exit(128 + os.constants.signals[signal]);
      }
    };
    for (const signal of SIGNALS) process.on(signal, hear);
  });

const number = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const readyLine = ({ driver, transports }) =>
  `Worker ${process.pid} is ready. Queue: ${driver}. SMTP servers: ${transports.join(', ') || 'none, nothing can be sent'}.`;

/** What a worker that stopped leaves, for the one who stopped it. */
function* leftLines({ uncertain, campaigns }) {
  yield uncertain > 0
    ? `Stopped with ${number(uncertain, 'e-mail', 'e-mails')} in flight whose answer did not come in time: uncertain now.`
    : 'Stopped with nothing in flight.';
  if (campaigns.length === 0) yield 'No campaign is being sent.';
  for (const { id, name, waiting, jobs } of campaigns) {
    const queued =
      jobs === null ? 'the queue does not answer' : `${number(jobs, 'job', 'jobs')} in the queue`;
    yield `Campaign ${id} "${name}": ${number(waiting, 'recipient', 'recipients')} still to be written to, ${queued}.`;
  }
}

/**
 * Loads the app without listening, sends until a signal comes, and ends in order.
 * @param {{ appDir: string, say: (line: string) => void }} options
 * @throws Error where the app cannot be loaded or the database is away at the end.
 */
async function runWorker({ appDir, say }) {
  process.env.MAIL_CAMPAIGNS_ROLE = 'worker';
  const strapi = await createApp(appDir);
  const signalled = firstSignal(say);
  await strapi.load();
  const plugin = strapi.plugin('mail-campaigns');
  if (!plugin) throw new Error('The plugin mail-campaigns is not enabled in this app.');
  const worker = plugin.service('worker-process');
  say(readyLine(worker.about()));

  say(`${await signalled}: takes no new recipients, waits for what is in flight.`);
  for (const line of leftLines(await worker.leave())) say(line);
  await strapi.destroy();
}

module.exports = { runWorker };
