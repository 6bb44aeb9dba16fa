import Bowser from 'bowser';

import { memo } from '../../lib/memo';

export type Device = 'desktop' | 'phone' | 'tablet';

/** What a user agent says of itself. Null where it says nothing that is known. */
export interface Program {
  device: Device | null;
  /** The mail program or browser, by its name and without a version. */
  client: string | null;
  os: string | null;
}

interface MailProgram {
  name: string;
  sign: RegExp;
  /** Where it runs if the user agent does not say. */
  on?: Pick<Program, 'device' | 'os'>;
}

const PHONE = { device: 'phone', os: null } as const;
const DESKTOP = { device: 'desktop', os: null } as const;

/** Programs that name themselves. The first that fits; Outlook for Windows draws with Word and calls itself so. */
const NAMED: readonly MailProgram[] = [
  { name: 'Outlook', sign: /Outlook-(iOS|Android)|OutlookMobile/i, on: PHONE },
  { name: 'Outlook', sign: /MacOutlook/i, on: { device: 'desktop', os: 'macOS' } },
  {
    name: 'Outlook',
    sign: /Microsoft Outlook|OneOutlook|ms-office|MSOffice/i,
    on: { device: 'desktop', os: 'Windows' },
  },
  { name: 'Thunderbird', sign: /Thunderbird|Icedove|Betterbird/i, on: DESKTOP },
  { name: 'Gmail', sign: /com\.google\.Gmail/i, on: PHONE },
  {
    name: 'Yahoo Mail',
    sign: /YahooMobileMail|com\.yahoo\.mobile\.client\.\w+\.mail|YahooMail\b/i,
    on: PHONE,
  },
  { name: 'Apple Mail', sign: /^(Mobile)?Mail\/[\d.]+ CFNetwork/i, on: { device: null, os: null } },
  { name: 'eM Client', sign: /\beM ?Client\b/i, on: DESKTOP },
  { name: 'Evolution', sign: /^Evolution\//i, on: { device: 'desktop', os: 'Linux' } },
  { name: 'HCL Notes', sign: /Lotus-Notes|HCL Notes/i, on: DESKTOP },
  { name: 'The Bat!', sign: /\bThe Bat!/i, on: { device: 'desktop', os: 'Windows' } },
  { name: 'Postbox', sign: /\bPostbox\//i, on: DESKTOP },
  { name: 'Spark', sign: /\b(com\.readdle\.|Readdle)\w*/i },
  { name: 'Airmail', sign: /\bAirmail\//i },
];

/**
 * Programs that show an e-mail in a browser's engine and leave out its name. Of opens only: a link from them, and from
 * many other programs, opens in a real browser or in a window that looks the same.
 */
const UNNAMED: readonly MailProgram[] = [
  {
    name: 'Apple Mail',
    sign: /\((Macintosh|iPhone|iPad|iPod)[^)]*\) AppleWebKit\/(?!.*(Safari|Chrome|CriOS|FxiOS|GSA)\/)/,
  },
  { name: 'Windows Mail', sign: /WebView\/3\.0.* Edge\// },
  { name: 'Android WebView', sign: /Android[^)]*; wv\)/ },
];

const BROWSERS = new Set<string>(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set<string>(Object.values(Bowser.OS_MAP));
const DEVICES: Record<string, Device> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' };

/** A mail program that names itself: a person's, whatever its name looks like to those who look for robots. */
export const isMailProgram = (userAgent: string): boolean => NAMED.some(({ sign }) => sign.test(userAgent));

/** @param isOpen an open, not a click: only then a browser's engine without a name is a mail program. */
export const programOf = (userAgent: string, isOpen: boolean): Program =>
  isOpen ? ofOpens(userAgent) : ofClicks(userAgent);

/** Few user agents are behind most requests. */
const KEPT = 2000;
const ofOpens = memo(KEPT, (userAgent: string) => read(userAgent, true));
const ofClicks = memo(KEPT, (userAgent: string) => read(userAgent, false));

function read(userAgent: string, isOpen: boolean): Program {
  if (userAgent.trim() === '') return { device: null, client: null, os: null };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const mail = [...NAMED, ...(isOpen ? UNNAMED : [])].find(({ sign }) => sign.test(userAgent));
  // Bowser takes the first word of what it does not know for a name.
  const known = (name: string | undefined, among: Set<string>) => (name && among.has(name) ? name : null);
  return {
    device: DEVICES[platform.type ?? ''] ?? mail?.on?.device ?? null,
    client: mail?.name ?? known(browser.name, BROWSERS),
    os: known(os.name, SYSTEMS) ?? mail?.on?.os ?? null,
  };
}
