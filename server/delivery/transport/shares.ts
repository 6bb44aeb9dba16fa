/** Picks from several in turn so that each gets its share, evenly spread: 2:1 gives a, b, a, a, b, a … */
export interface Shares<T extends { weight: number }> {
  /** @param among those that may be picked now; not empty. */
  next(among: readonly T[]): T;
}

/** Smooth weighted round robin: who was passed by gains its weight, who is picked pays for all. */
export function createShares<T extends { weight: number }>(): Shares<T> {
  const credit = new Map<T, number>();
  return {
    next(among) {
      let best = among[0] as T;
      let total = 0;
      for (const one of among) {
        total += one.weight;
        credit.set(one, (credit.get(one) ?? 0) + one.weight);
        if ((credit.get(one) ?? 0) > (credit.get(best) ?? 0)) best = one;
      }
      credit.set(best, (credit.get(best) ?? 0) - total);
      return best;
    },
  };
}
