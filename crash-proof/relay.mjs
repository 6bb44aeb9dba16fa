/** The relay of the crash proof: takes everything, forgets nothing. */
import { setTimeout as wait } from 'node:timers/promises';

import { startSink } from '../scripts/lib/smtp-sink.mjs';
import { atEnd } from '../scripts/lib/teardown.mjs';

const SLOWEST_MILLISECONDS = 12;

/**
 * Each sending process has a door of its own, so that one knows who speaks.
 * @param random 0–1: a message is answered after up to `SLOWEST_MILLISECONDS`
 */
export function startRelay(random) {
  /** @type {Map<string, { received: number, acknowledged: number, cut: boolean }>} */
  let seen = new Map();
  let answered = 0;
  /** Ordinal numbers of the messages whose session is cut instead of answered. */
  let cutAt = new Set();
  let listener = () => undefined;

  const entryOf = (address) => {
    if (!seen.has(address)) seen.set(address, { received: 0, acknowledged: 0, cut: false });
    return seen.get(address);
  };

  return {
    /** A new campaign begins. */
    reset() {
      seen = new Map();
      answered = 0;
      cutAt = new Set();
      listener = () => undefined;
    },
    /** @param numbers see `cutAt` */
    cut(numbers) {
      cutAt = new Set(numbers);
    },
    seen: () => seen,
    /** @param heard `(door, answered)`, called at the first bytes of each message */
    onBegin(heard) {
      listener = heard;
    },
    /** @returns the door's port */
    async openDoor(name) {
      const sink = await startSink({
        onBegin(recipients) {
          for (const address of recipients) entryOf(address).received += 1;
          listener(name, answered);
        },
        async onMessage(recipients) {
          await wait(random() * SLOWEST_MILLISECONDS);
          answered += 1;
          if (cutAt.has(answered)) {
            for (const address of recipients) entryOf(address).cut = true;
            return 'cut';
          }
          for (const address of recipients) entryOf(address).acknowledged += 1;
          return undefined;
        },
      });
      atEnd(sink.close);
      return sink.port;
    },
  };
}
