import type { TransportLive } from '../../../contracts';
import { clock } from '../../lib/clock';

/** Keeps e-mails away from a transport that fails, and tries now and then whether it works again. */
export interface Circuit {
  readonly state: TransportLive['circuit'];
  /** When the next try may be; null where nothing holds. */
  readonly retryAt: Date | null;
  /** Since when nothing goes through; null where something does. */
  readonly downSince: Date | null;
  readonly lastError: { at: Date; reply: string } | null;
  /** Lets one e-mail try, once `retryAt` has come. @returns whether it may. */
  try(): boolean;
  /** Asked right before a session is needed. An open circuit lets nothing through but the one that `try` let in. */
  enter(): boolean;
  succeeded(): void;
  failed(reply: string): void;
  /** A person wants to know now: the next try may be at once, and the time that it was down counts from here. */
  hurry(): void;
}

const FAILURES = 3;
const FIRST_WAIT_MILLISECONDS = 5_000;
const LONGEST_WAIT_MILLISECONDS = 300_000;

/** Opens after three failures in a row, for 5 seconds; each try that fails doubles the wait, up to 5 minutes. */
export function createCircuit(): Circuit {
  let failures = 0;
  let wait = FIRST_WAIT_MILLISECONDS;
  let retryAt: Date | null = null;
  let downSince: Date | null = null;
  let lastError: Circuit['lastError'] = null;
  /** `granted`: a try may begin; `running`: it has. */
  let trial: 'none' | 'granted' | 'running' = 'none';

  const openFor = (milliseconds: number): void => {
    wait = milliseconds;
    trial = 'none';
    retryAt = new Date(clock.now().getTime() + wait);
  };

  return {
    get state() {
      if (!retryAt) return 'closed';
      return trial === 'none' ? 'open' : 'half-open';
    },
    get retryAt() {
      return retryAt;
    },
    get downSince() {
      return downSince;
    },
    get lastError() {
      return lastError;
    },
    try() {
      const now = clock.now();
      if (!retryAt || retryAt > now) return false;
      // Nobody asked for so long: that it was down before says nothing of the time since.
      if (now.getTime() - retryAt.getTime() > LONGEST_WAIT_MILLISECONDS) downSince = now;
      // A try that never begins or never ends is followed by another one.
      openFor(wait);
      trial = 'granted';
      return true;
    },
    enter() {
      if (!retryAt) return true;
      if (trial !== 'granted') return false;
      trial = 'running';
      return true;
    },
    hurry() {
      if (!retryAt) return;
      downSince = clock.now();
      wait = FIRST_WAIT_MILLISECONDS;
      if (trial === 'none') retryAt = downSince;
    },
    succeeded() {
      failures = 0;
      wait = FIRST_WAIT_MILLISECONDS;
      trial = 'none';
      retryAt = null;
      downSince = null;
    },
    failed(reply) {
      const at = clock.now();
      lastError = { at, reply };
      failures += 1;
      if (!retryAt && failures >= FAILURES) {
        downSince = at;
        openFor(FIRST_WAIT_MILLISECONDS);
      } else if (trial === 'running') {
        openFor(Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS));
      }
    },
  };
}
