/**
 * Handles the jobs of a Bull queue without Strapi, each of them for ever: to be killed by a test. SIGTERM closes the
 * queue; the process then ends by itself, if the queue leaves it nothing to do. Argument: the queue's options as JSON.
 */
require('./typescript');

const { createBullQueue } = require('../../server/delivery/queue/bull');

const print = (...words) => console.log(...words);
const log = { error: print, warn: print, info: print, debug: () => undefined };
const queue = createBullQueue({ log }, JSON.parse(process.argv[2]));

queue.process(({ fromId }) => {
  print(`handling ${fromId}`);
  return new Promise(() => undefined);
}, 1);
process.once('SIGTERM', async () => {
  await queue.close(100);
  print('closed');
});
print('started');
