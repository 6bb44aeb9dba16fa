import { isIPv4 } from 'node:net';

import { groupsOf } from '../../../lib/network';

/** What macros are filled with (RFC 7208 §7.2). */
export interface MacroValues {
  /** Null: not known which server sends; macros that name it cannot be filled. */
  ip: string | null;
  /** The envelope sender. */
  sender: string;
  /** The domain whose record is read. */
  domain: string;
}

const MACRO = /%\{([slodiphcrtv])(\d*)(r?)([.\-+,/_=]*)\}|%([%_-])/gi;

/** Visible ASCII in which each percent sign begins a macro. */
export const isMacroString = (text: string): boolean =>
  /^[\x21-\x7e]*$/.test(text) && !text.replace(MACRO, '').includes('%');

/** Letters that need the address of the server, or a name that only the receiver knows. */
const OF_THE_SERVER = 'iphcrtv';

/** IPv6 as its 32 hexadecimal digits with dots between them (§7.3). */
const dotted = (ip: string): string =>
  isIPv4(ip)
    ? ip
    : groupsOf(ip)
        .flatMap((group) => [...group.toString(16).padStart(4, '0')])
        .join('.');

function valueOf(letter: string, { ip, sender, domain }: MacroValues): string | null {
  const at = sender.lastIndexOf('@');
  if (OF_THE_SERVER.includes(letter) && ip === null) return null;
  switch (letter) {
    case 's':
      return sender;
    case 'l':
      return sender.slice(0, at);
    case 'o':
      return sender.slice(at + 1);
    case 'd':
      return domain;
    case 'i':
      return dotted(ip ?? '');
    case 'v':
      return isIPv4(ip ?? '') ? 'in-addr' : 'ip6';
    // §7.3: `unknown` where no validated name was looked for. The others stand in explanations only.
    case 'p':
      return 'unknown';
    default:
      return null;
  }
}

/** @returns null where it names something that is not known. */
export function expand(text: string, values: MacroValues): string | null {
  let isKnown = true;
  const filled = text.replace(MACRO, (_whole, letter, digits, reverse, delimiters, escaped) => {
    if (escaped) return ({ '%': '%', _: ' ', '-': '%20' } as Record<string, string>)[escaped as string] ?? '';
    const value = valueOf((letter as string).toLowerCase(), values);
    if (value === null) isKnown = false;
    const delimiter = new RegExp(`[${(delimiters as string).replace(/[-/]/g, '\\$&') || '.'}]`);
    let parts = (value ?? '').split(delimiter);
    if (reverse) parts = parts.reverse();
    if (digits) parts = parts.slice(-Number(digits));
    const joined = parts.join('.');
    return letter === (letter as string).toUpperCase() ? encodeURIComponent(joined) : joined;
  });
  return isKnown ? filled : null;
}
