/** A sink in a process of its own. Argument: milliseconds before each message's answer. Says `{ port }`. */
import { setTimeout as wait } from 'node:timers/promises';

import { startSink } from '../scripts/lib/smtp-sink.mjs';

const delay = Number(process.argv[2]);
const { port } = await startSink(delay ? { onMessage: () => wait(delay) } : {});
process.on('disconnect', () => process.exit());
process.send({ port });
