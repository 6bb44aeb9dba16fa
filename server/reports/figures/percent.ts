import type { Figure } from '../../../contracts';

/** Percentages are kept as whole tenths of a percent until the last moment: 1000 is 100.0 %. */
const WHOLE = 1000;

/** Half rounds up; integer arithmetic, so that 12.45 % never becomes 12.4 by a binary fraction. */
const roundedTenths = (count: number, base: number): number =>
  Math.floor((2 * WHOLE * count + base) / (2 * base));

/**
 * Shares out `units` among `counts` by largest remainder (Hamilton): the shares are whole and add up to `units`.
 * A count of 0 gets 0. Equal remainders: the earlier one first.
 */
export function apportion(counts: readonly number[], units: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const shares = counts.map((count) => Math.floor((count * units) / total));
  const left = units - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = counts
    .map((count, index) => ({ index, remainder: (count * units) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** A rate by itself, rounded to one decimal. */
export const rate = (count: number, base: number): Figure => ({
  count,
  base,
  percent: base === 0 ? null : roundedTenths(count, base) / 10,
});

/** Figures whose counts add up to `base`: their percentages add up to 100.0. */
export const wholeShares = (counts: readonly number[], base: number): Figure[] => {
  const tenths = apportion(counts, WHOLE);
  return counts.map((count, i) => ({ count, base, percent: base === 0 ? null : (tenths[i] ?? 0) / 10 }));
};

/** The parts of a figure: their percentages add up to the figure's own, as the rows under it on paper should. */
export const partsOf = <K extends string>(
  whole: Figure,
  parts: readonly (readonly [key: K, count: number])[],
): (Figure & { key: K })[] => {
  const tenths = apportion(
    parts.map(([, count]) => count),
    Math.round((whole.percent ?? 0) * 10),
  );
  return parts.map(([key, count], i) => ({
    key,
    count,
    base: whole.base,
    percent: whole.percent === null ? null : (tenths[i] ?? 0) / 10,
  }));
};
