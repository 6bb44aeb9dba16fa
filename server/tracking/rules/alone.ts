import { isbot } from 'isbot';

import { memo } from '../../lib/memo';
import { isMailProgram } from '../traits/programs';
import type { EventClass, Evidence, Verdict } from './evidence';

export interface RuleSettings {
  /** Of `tracking.tooSoonSeconds`. */
  tooSoonMs: number;
  /** Whether an event came from one of `tracking.scannerNetworks`. */
  isScanner: (evidence: Pick<Evidence, 'ip' | 'scannerNetwork'>) => boolean;
}

/** A rule that needs one request only. Null: it has nothing to say. */
interface Rule {
  id: string;
  judge: (evidence: Evidence & { userAgent: string }, settings: RuleSettings) => EventClass | null;
}

/** Image proxies of mailbox providers fetch when a person opens, or ahead of it: counted, but not a browser. */
const IMAGE_PROXY = /GoogleImageProxy|YahooMailProxy/i;
/** Apple's Mail Privacy Protection sends nothing else. */
const PRIVACY_PROXY = 'Mozilla/5.0';
const SCANNER =
  /headless|phantomjs|puppeteer|playwright|selenium|curl\/|wget\/|python|scanner|safelinks|proofpoint|mimecast|barracuda|ironport|forcepoint|sophos|trend ?micro|fortinet|symantec|virustotal/i;

/** Few user agents are behind most requests. Some mail programs look like robots by their short names. */
const isProgramOfMachines = memo(
  2000,
  (name: string) => SCANNER.test(name) || (isbot(name) && !isMailProgram(name)),
);

/** In their order: the first that says something decides. */
const RULES: readonly Rule[] = [
  {
    // Nobody sees the hidden link.
    id: 'R3',
    judge: ({ type }) => (type === 'trap' ? 'machine' : null),
  },
  {
    // A browser that announces that it fetches ahead.
    id: 'R2',
    judge: ({ purpose }) => (/prefetch|prerender|preview/i.test(purpose ?? '') ? 'machine' : null),
  },
  {
    // So soon it is the gateway that examines the e-mail on its way in.
    id: 'R5',
    judge: ({ sinceAccepted }, { tooSoonMs }) =>
      sinceAccepted !== null && sinceAccepted < tooSoonMs ? 'machine' : null,
  },
  {
    // Of clicks only: the same networks fetch images for people.
    id: 'R7',
    judge: (evidence, { isScanner }) => (evidence.type === 'click' && isScanner(evidence) ? 'machine' : null),
  },
  {
    // Proxies fetch images and follow no links; they come before `isbot`, which takes Google's for a bot.
    id: 'R6',
    judge: ({ type, userAgent }) => {
      const name = userAgent.trim();
      const privacy = name === PRIVACY_PROXY;
      const proxy = IMAGE_PROXY.test(name);
      if (type === 'open' && privacy) return 'privacy';
      if (type === 'open' && proxy) return 'proxy';
      return name === '' || privacy || proxy || isProgramOfMachines(name) ? 'machine' : null;
    },
  },
];

/** What a request is worth by itself. */
export function judgeAlone(evidence: Evidence & { userAgent: string }, settings: RuleSettings): Verdict {
  for (const { id, judge } of RULES) {
    const verdict = judge(evidence, settings);
    if (verdict) return { class: verdict, rule: id };
  }
  return { class: 'human', rule: null };
}

/**
 * Whether a request is an event at all. R1: only a GET is. R13: an open of somebody who asks not to be tracked
 * (`DNT`, `Sec-GPC`) is not; a click is an act, an open is none.
 */
export const isEvent = ({
  type,
  method,
  doNotTrack,
}: {
  type: Evidence['type'];
  method: string;
  doNotTrack: boolean;
}): boolean => method === 'GET' && !(type === 'open' && doNotTrack);
