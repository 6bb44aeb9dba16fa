import type { QuotaState } from '../../../../contracts';

/** Percentages of the bar: what is used, and what is planned as far as there is room; null without a limit. */
export function quotaWidths({
  limit,
  used,
  plannedTotal,
}: Pick<QuotaState, 'limit' | 'used' | 'plannedTotal'>): { used: number; planned: number } | null {
  if (limit === null) return null;
  const percent = (count: number) => (limit === 0 ? 100 : Math.min(100, (count / limit) * 100));
  const usedPercent = percent(used);
  return { used: usedPercent, planned: Math.min(100 - usedPercent, percent(plannedTotal)) };
}
