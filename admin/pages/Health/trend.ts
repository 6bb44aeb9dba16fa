import type { Figure } from '../../../contracts';

export interface Trend {
  direction: 'up' | 'down' | 'same';
  /** Percentage points, never below 0. */
  points: number;
}

/** How a share moved against the 30 days before; null where one of the two has no base. */
export function trendOf(now: Figure, before: Figure | undefined): Trend | null {
  if (now.percent === null || typeof before?.percent !== 'number') return null;
  // Tenths as whole numbers: 0.3 − 0.2 is not quite 0.1.
  const tenths = Math.round(now.percent * 10) - Math.round(before.percent * 10);
  return { direction: tenths > 0 ? 'up' : tenths < 0 ? 'down' : 'same', points: Math.abs(tenths) / 10 };
}
