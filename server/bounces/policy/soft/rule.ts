import type { PluginConfig } from '../../../config';

export type SoftRules = PluginConfig['bounces']['soft'];

/** What is known of an address since it first bounced. */
export interface SoftHistory {
  softs: readonly SoftBounce[];
  /** When it last proved alive: an e-mail arrived, the person opened or clicked, or somebody said that it works. */
  lastLife: Date | null;
  /** When its latest rest began. */
  lastRest: Date | null;
}

export interface SoftBounce {
  deliveryId: number;
  campaignId: number;
  at: Date;
  /** 1; less where nobody knows what the refusal means. */
  weight: number;
}

const DAY = 86_400_000;

/** One e-mail is told about several times, by the server and by the provider: per day it counts once. */
const distinct = (softs: readonly SoftBounce[]): SoftBounce[] => {
  const byDay = new Map<string, SoftBounce>();
  for (const soft of softs) {
    const key = `${soft.deliveryId} ${soft.at.toISOString().slice(0, 10)}`;
    if ((byDay.get(key)?.weight ?? 0) < soft.weight) byDay.set(key, soft);
  }
  return [...byDay.values()];
};

/**
 * Whether an address has to rest: so many soft bounces, over so many days and campaigns, with no sign of life between.
 * After a rest it had its one try: the next soft bounce is enough, until it shows life again.
 */
export function mustRest({ softs, lastLife, lastRest }: SoftHistory, rules: SoftRules): boolean {
  const life = lastLife?.getTime() ?? -Infinity;
  const since = softs.filter(({ at }) => at.getTime() > life);
  const rest = lastRest?.getTime() ?? -Infinity;
  if (rest > life && since.some(({ at }) => at.getTime() > rest)) return true;
  const times = since.map(({ at }) => at.getTime());
  const campaigns = new Set(since.map(({ campaignId }) => campaignId)).size;
  const weight = distinct(since).reduce((sum, soft) => sum + soft.weight, 0);
  return (
    weight >= rules.count &&
    campaigns >= rules.campaigns &&
    Math.max(...times) - Math.min(...times) >= rules.days * DAY
  );
}
