/** How fast messages that came back are read, beside the mail parser alone. */
import { createRequire } from 'node:module';

import { readFixtures } from '../fixtures.mjs';

const require = createRequire(import.meta.url);
const MESSAGES = 1_000;
/** Of 1,000 messages: what real ones come to. */
const BYTES = 5_500_000;

/** Best of three, milliseconds. */
async function best(work) {
  let least = Infinity;
  for (let time = 0; time < 3; time += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

async function measure(bench) {
  require('../../tests/support/typescript.js');
  const { classifyMessage } = require('../../server/bounces/classify/classify.ts');
  const { linesOf, readParts } = require('../../server/bounces/classify/mime/parts.ts');
  const { simpleParser } = require('mailparser');
  const count = bench.scale(MESSAGES);
  const messages = readFixtures(count, BYTES / MESSAGES);
  const seconds = {
    parser: await best(async () => {
      for (const raw of messages) await simpleParser(raw, { keepDeliveryStatus: true });
    }),
    own: await best(() => messages.forEach((raw) => readParts(linesOf(raw)))),
    classify: await best(() => messages.forEach((raw) => classifyMessage(raw))),
  };
  return {
    value: seconds.classify,
    baseline: seconds.parser,
    unit: 'ms',
    note: `${count} messages, ${(messages.reduce((sum, { length }) => sum + length, 0) / 1e6).toFixed(1)} MB; our own reading of MIME alone ${seconds.own.toFixed(0)} ms`,
  };
}

export const classify = [
  {
    id: 'classify.speed',
    title: 'reading and classifying what came back',
    beside: 'mailparser alone',
    needs: [],
    required: 2,
    atMost: true,
    measure,
  },
];
