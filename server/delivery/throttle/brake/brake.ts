import { classifyReply } from '../../../bounces';
import { clock } from '../../../lib/clock';
import type { Brake } from '../throttle';
import { asksForLess } from './asks-for-less';
import { createSightings } from './sightings';
import { isOver, rateAt, slowedDown, type Slowdown } from './slowdown';

const MINUTE = 60_000;
/** A slowed-down domain gets its share in turns of at least this length, so that its rows are claimed in groups. */
const TURN_MILLISECONDS = 5_000;
/** Domains slowed down at once; whoever asked longest ago is forgotten first. */
export const MOST_SLOWDOWNS = 1_000;

interface Braked {
  slowdown: Slowdown;
  /** The turn that runs: how many may still go, and when the next begins. */
  turn: { left: number; endsAt: number };
}

/** A brake that learns from other processes. */
export interface SharedBrake extends Brake {
  /** Slowdowns that another process knows of; the latest request of a domain counts. */
  adopt(slowdowns: readonly Slowdown[]): void;
}

/**
 * @param processes how many share a domain's rate: each lets its part through.
 * @param tell called with each new slowdown.
 */
export function createBrake(
  processes: () => number = () => 1,
  tell: (slowdown: Slowdown) => void = () => undefined,
): SharedBrake {
  const sightings = createSightings();
  const braked = new Map<string, Braked>();
  const time = (): number => clock.now().getTime();

  /** What holds for a domain; nothing once it has recovered. */
  const find = (domain: string, now: number): Braked | undefined => {
    const found = braked.get(domain);
    if (!found || !isOver(found.slowdown, now)) return found;
    braked.delete(domain);
    return undefined;
  };
  const all = (now: number): Braked[] => [...braked.keys()].flatMap((domain) => find(domain, now) ?? []);
  const put = (slowdown: Slowdown): void => {
    braked.delete(slowdown.domain);
    braked.set(slowdown.domain, { slowdown, turn: { left: 0, endsAt: slowdown.heldUntil } });
    if (braked.size > MOST_SLOWDOWNS) braked.delete(braked.keys().next().value as string);
  };
  const isHeld = ({ turn }: Braked, now: number): boolean => turn.left === 0 && now < turn.endsAt;
  const nextTurn = ({ slowdown }: Braked, now: number): Braked['turn'] => {
    const share = rateAt(slowdown, now) / processes();
    const length = Math.max(TURN_MILLISECONDS, MINUTE / share);
    return { left: Math.max(1, Math.floor((share * length) / MINUTE)), endsAt: now + length };
  };

  const slowDown = (domain: string, reply: string, blocked: boolean, now: number): void => {
    const observed = sightings.perMinute(domain, now) * processes();
    const slowdown = slowedDown(find(domain, now)?.slowdown, { domain, reply, observed, blocked }, now);
    put(slowdown);
    tell(slowdown);
  };

  return {
    held() {
      const now = time();
      return all(now)
        .filter((entry) => isHeld(entry, now))
        .map(({ slowdown }) => slowdown.domain);
    },
    admit(domain) {
      if (!braked.has(domain)) return true;
      const now = time();
      const entry = find(domain, now);
      if (!entry) return true;
      if (now >= entry.turn.endsAt) entry.turn = nextTurn(entry, now);
      if (entry.turn.left === 0) return false;
      entry.turn.left -= 1;
      return true;
    },
    observe(domain, code, reply) {
      if (code === 0) return;
      const now = time();
      sightings.answered(domain, now);
      if (code < 400) return;
      const blocked = classifyReply(code, reply).senderFault && sightings.blocked(domain, now);
      if (!blocked && !asksForLess(code, reply)) return;
      const last = find(domain, now)?.slowdown;
      if (!blocked && last && now < last.heldUntil) return;
      slowDown(domain, reply, blocked, now);
    },
    block(domain, reply) {
      const now = time();
      const last = find(domain, now)?.slowdown;
      if (!last || now >= last.heldUntil) slowDown(domain, reply, true, now);
    },
    states() {
      const now = time();
      return all(now).map(({ slowdown }) => ({
        domain: slowdown.domain,
        perMinute: Math.max(1, Math.floor(rateAt(slowdown, now))),
        heldUntil: now < slowdown.heldUntil ? new Date(slowdown.heldUntil).toISOString() : null,
        since: new Date(slowdown.since).toISOString(),
        reply: slowdown.reply,
      }));
    },
    adopt(slowdowns) {
      for (const slowdown of slowdowns) {
        const mine = braked.get(slowdown.domain)?.slowdown;
        if (!mine || mine.askedAt < slowdown.askedAt) put(slowdown);
      }
    },
  };
}
