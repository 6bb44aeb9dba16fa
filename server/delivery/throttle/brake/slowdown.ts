const MINUTE = 60_000;

const FIRST_HOLD = 5_000;
const LONGEST_HOLD = 15 * MINUTE;
/** After each minute in which it does not ask again the rate grows by half; after ten nothing is left of it. */
const GROWTH = 1.5;
const CLEAN_MINUTES = 10;

/**
 * That a domain asked for less, and what follows. Plain data, read the same by all processes: what holds at a moment
 * comes from it and the time alone. All times in epoch milliseconds.
 */
export interface Slowdown {
  domain: string;
  since: number;
  /** Messages a minute when it first asked: above that it is as before. */
  before: number;
  /** Messages a minute after the hold, all processes together. */
  perMinute: number;
  askedAt: number;
  /** Nothing goes to it before; whatever it says until then answers what was on its way already. */
  heldUntil: number;
  /** Requests that counted since `since`. */
  times: number;
  /** Its words. */
  reply: string;
}

/** Messages a minute that the domain may get at a moment after the hold. */
export function rateAt({ perMinute, heldUntil }: Slowdown, now: number): number {
  return perMinute * GROWTH ** Math.max(0, Math.floor((now - heldUntil) / MINUTE));
}

/** Whether the domain is written to as before. */
export const isOver = (slowdown: Slowdown, now: number): boolean =>
  now - slowdown.heldUntil >= CLEAN_MINUTES * MINUTE || rateAt(slowdown, now) > slowdown.before;

/**
 * The slowdown after one more request: half the rate, and a hold twice as long as the last.
 * @param last what holds now. @param observed messages a minute, where nothing does.
 * @param blocked it refused for good and blames the sender: each try costs a recipient, so the longest hold, then one
 * a minute.
 */
export function slowedDown(
  last: Slowdown | undefined,
  { domain, reply, observed, blocked }: { domain: string; reply: string; observed: number; blocked: boolean },
  now: number,
): Slowdown {
  const before = last?.before ?? Math.max(1, observed);
  const times = (last?.times ?? 0) + 1;
  const rate = last ? rateAt(last, now) : before;
  const hold = blocked ? LONGEST_HOLD : Math.min(LONGEST_HOLD, FIRST_HOLD * 2 ** (times - 1));
  return {
    domain,
    since: last?.since ?? now,
    before,
    perMinute: blocked ? 1 : Math.max(1, rate / 2),
    askedAt: now,
    heldUntil: now + hold,
    times,
    reply,
  };
}
