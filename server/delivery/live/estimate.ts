import type { CampaignLive } from '../../../contracts';
import type { Waiting } from './store';

/** Whether e-mails may leave at a moment; when they may next, where not; when that ends, where it does. */
export type HoursAt = (at: Date) => { open: boolean; opensAt: Date | null; closesAt: Date | null };

const SECOND = 1_000;
/** So many closings on the way make weeks: nothing sensible can be said of a pace that slow. */
const MOST_CLOSINGS = 60;

interface End {
  at: Date;
  /** Hours without sending lay on the way. */
  waited: boolean;
}

/** Where work of so many milliseconds ends that only goes on in open hours; null where they never come. */
function through(from: Date, milliseconds: number, hours: HoursAt): End | null {
  let at = from.getTime();
  let left = milliseconds;
  let waited = false;
  for (let closings = 0; closings <= MOST_CLOSINGS; closings += 1) {
    const state = hours(new Date(at));
    if (!state.open) {
      if (!state.opensAt) return null;
      at = state.opensAt.getTime();
      waited = true;
    }
    const closesAt = (state.open ? state : hours(new Date(at))).closesAt?.getTime() ?? Infinity;
    if (at + left <= closesAt) return { at: new Date(at + left), waited };
    left -= closesAt - at;
    at = closesAt;
  }
  return null;
}

/**
 * When a campaign that is sending will be through: when what is left is sent at the rate of the last minute or when
 * the last put-off e-mail is tried again, whichever is later, and past the hours without sending.
 * @param rate answers a second. @param hours the sending window.
 * @returns null where nothing can be told.
 */
export function estimate(
  waiting: Waiting,
  rate: number,
  hours: HoursAt,
  now: Date,
): CampaignLive['estimate'] {
  const remaining = waiting.pending + waiting.inFlight + waiting.deferred;
  const onlyRetries = remaining === waiting.deferred;
  // While the window is closed there is no rate; when it goes on can be told all the same.
  if (remaining === 0 || (!onlyRetries && rate === 0 && hours(now).open)) return null;

  const sent = through(now, onlyRetries || rate === 0 ? 0 : (remaining / rate) * SECOND, hours);
  const lastAttemptAt = Math.max(now.getTime(), waiting.lastAttemptAt?.getTime() ?? 0);
  const retried = waiting.deferred > 0 ? through(new Date(lastAttemptAt), 0, hours) : null;
  const byRetries = retried !== null && sent !== null && retried.at >= sent.at;
  const end = byRetries ? retried : sent;
  if (!end) return null;
  return {
    endsAt: end.at.toISOString(),
    basis: end.waited ? 'window' : byRetries ? 'retries' : 'rate',
  };
}
