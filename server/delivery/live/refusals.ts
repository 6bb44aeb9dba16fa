import type { CampaignLive } from '../../../contracts';
import { classifyReply } from '../../bounces';
import type { RefusedRow } from './store';
import { folded, withoutAddresses } from './words';

type Refusals = CampaignLive['errors'];

const MOST = 5;

/** Where the reply was for now only, its code tells the reason. */
const reasonOf = ({ reply, reason }: RefusedRow): string =>
  reason ?? classifyReply(parseInt(reply, 10), reply).reason;

/**
 * Alike refusals together, most frequent first, each in the words of its latest one.
 * @param rows latest first.
 */
export function groupRefusals(rows: readonly RefusedRow[]): Refusals {
  const groups = new Map<string, Refusals[number]>();
  for (const row of rows) {
    const reply = withoutAddresses(row.reply, row.address);
    const key = folded(reply);
    const group = groups.get(key) ?? {
      reply,
      reason: reasonOf(row),
      recipients: 0,
      lastAt: row.at.toISOString(),
    };
    group.recipients += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.recipients - a.recipients).slice(0, MOST);
}
