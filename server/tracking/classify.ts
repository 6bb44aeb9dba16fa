import { isbot } from 'isbot';

export type EventClass = 'human' | 'proxy' | 'machine';

/** What is known of a request for a pixel or a link. */
export interface Signs {
  type: 'open' | 'click';
  method: string;
  userAgent: string;
  /** Values of Sec-Purpose, Purpose and X-Moz, joined. */
  purpose: string;
  /** The browser sent `DNT: 1` or `Sec-GPC: 1`. */
  doNotTrack: boolean;
  /** Milliseconds since the relay took the e-mail; null where that is not known. */
  sinceAccepted: number | null;
}

export interface Verdict {
  class: EventClass;
  /** The rule that decided; null for a plain human event. */
  rule: string | null;
}

/** Nobody opens or clicks so soon: what does is the gateway that examines the e-mail on its way in. */
const TOO_SOON_MS = 2000;

/** Image proxies of mailbox providers fetch when a person opens, or ahead of it: counted, but not a browser. */
const IMAGE_PROXY = /GoogleImageProxy|YahooMailProxy/i;
/** Apple Mail Privacy Protection sends nothing else. */
const PRIVACY_PROXY = 'Mozilla/5.0';
const SCANNER =
  /headless|phantomjs|puppeteer|playwright|selenium|curl\/|wget\/|python|scanner|safelinks|proofpoint|mimecast|barracuda|ironport|forcepoint|sophos|trend ?micro|fortinet|symantec|virustotal/i;

const machine = (rule: string): Verdict => ({ class: 'machine', rule });

/**
 * Decides who made a request.
 * R1 a HEAD or OPTIONS is no event; R13 nor is an open of somebody who asks not to be tracked (a click is an act,
 * an open is not). R2 prefetch is a machine. R5 so is what comes within two seconds of the relay's 250. R6 image
 * proxies are proxies for opens only (they never follow links) and must be looked for before `isbot`, which takes
 * GoogleImageProxy for a bot; an empty user agent, scripts, headless browsers and scanners are machines.
 * @returns null where no event is to be kept.
 */
export function classify(signs: Signs): Verdict | null {
  if (signs.method !== 'GET') return null;
  if (signs.type === 'open' && signs.doNotTrack) return null;
  if (/prefetch|prerender|preview/i.test(signs.purpose)) return machine('R2');
  if (signs.sinceAccepted !== null && signs.sinceAccepted < TOO_SOON_MS) return machine('R5');
  const userAgent = signs.userAgent.trim();
  const proxy = userAgent === PRIVACY_PROXY || IMAGE_PROXY.test(userAgent);
  if (signs.type === 'open' && proxy) return { class: 'proxy', rule: 'R6' };
  if (userAgent === '' || proxy || SCANNER.test(userAgent) || isbot(userAgent)) return machine('R6');
  return { class: 'human', rule: null };
}
