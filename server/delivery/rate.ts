import { clock } from '../lib/clock';

const SECONDS = 60;

/** Counts events of the last minute, second by second, by key. */
export interface Rate {
  count(key: number | string): void;
  /** Events of the last minute by key. */
  lastMinute(): Record<string, number>;
}

export function createRate(): Rate {
  const seconds = new Map<number, Map<number | string, number>>();
  const now = () => Math.floor(clock.now().getTime() / 1000);
  return {
    count(key) {
      const second = now();
      let counts = seconds.get(second);
      if (!counts) {
        counts = new Map();
        seconds.set(second, counts);
        for (const old of seconds.keys()) if (old <= second - SECONDS) seconds.delete(old);
      }
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    lastMinute() {
      const oldest = now() - SECONDS;
      const sums: Record<string, number> = {};
      for (const [second, counts] of seconds) {
        if (second <= oldest) continue;
        for (const [key, count] of counts) sums[key] = (sums[key] ?? 0) + count;
      }
      return sums;
    },
  };
}
