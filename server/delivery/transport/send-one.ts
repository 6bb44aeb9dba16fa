import { setTimeout as pause } from 'node:timers/promises';

import { clock } from '../../lib/clock';
import { unavailable, type SendOutcome } from './outcome';
import type { OutgoingMail } from './pool';
import type { Relays } from './relays';

/** So long somebody who pressed a button, or waits for a confirmation, may be kept waiting. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Sends one e-mail outside a campaign, within the limits of the transports.
 * @param only the transport that the sender chose; null: any.
 * @param patience milliseconds, ten seconds unless given.
 * @returns `unavailable` where no transport works, or the limits leave no room for so long. Never throws.
 */
export async function sendOne(
  relays: Relays,
  only: string | null,
  mail: OutgoingMail,
  patience = PATIENCE_MILLISECONDS,
): Promise<SendOutcome> {
  const patient = clock.now().getTime() + patience;
  for (;;) {
    const { places, waitMilliseconds } = await relays.allot(1, only);
    if (places[0]) return (await relays.send(places[0], only, () => Promise.resolve(mail))) as SendOutcome;
    if (clock.now().getTime() + waitMilliseconds > patient) return unavailable(whatHolds(relays));
    await pause(waitMilliseconds);
  }
}

function whatHolds(relays: Relays): string {
  const transports = relays.live();
  const failing = transports.find(({ circuit, lastError }) => circuit !== 'closed' && lastError);
  if (failing?.lastError) return failing.lastError.reply;
  return transports.length > 0
    ? 'The limits of the mail servers leave no room right now.'
    : 'No mail server is configured.';
}
