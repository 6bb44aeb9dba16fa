/** Chance that repeats: the same seed gives the same draws (mulberry32). */
export function createChance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    /** 0 ≤ x < 1 */
    next,
    /** A whole number from 0 to limit − 1. */
    below,
    pick: (items) => items[below(items.length)],
    /** @param pairs `[value, weight]` */
    weighted(pairs) {
      let rest = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
      return pairs.find(([, weight]) => (rest -= weight) < 0)?.[0] ?? pairs.at(-1)[0];
    },
  };
}
