import { judgeAlone, type RuleSettings } from './alone';
import type { Evidence, Verdict } from './evidence';
import { judgeTogether } from './together';

/** Raise it with every change of a rule: events of before are judged again at the next start. */
export const RULES_VERSION = 2;

/** An event as it stands in the table. */
export interface KeptEvent extends Evidence, Verdict {}

/**
 * The verdicts on the events of one e-mail. Of an erased person nothing is left to judge a request by, so what was
 * said of it stays; it still is evidence for others.
 * @param events the earliest first.
 * @param links how many links the e-mail has.
 */
export function judge(events: readonly KeptEvent[], links: number, settings: RuleSettings): Verdict[] {
  const judged = events.map((event) => {
    const { userAgent } = event;
    const known = { class: event.class, rule: event.rule };
    return {
      evidence: event,
      alone: userAgent === null ? known : judgeAlone({ ...event, userAgent }, settings),
    };
  });
  return judgeTogether(judged, links);
}
