import { isIPv4, isIPv6 } from 'node:net';

import { isMacroString } from './macro';

export type Qualifier = '+' | '-' | '~' | '?';
const MECHANISMS = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
type Kind = (typeof MECHANISMS)[number];

/** One mechanism of a record (RFC 7208 §5). */
export interface Mechanism {
  kind: Kind;
  qualifier: Qualifier;
  /** The domain-spec, macros and all, or the network of `ip4` and `ip6`; null: the domain itself. */
  argument: string | null;
  /** Lengths of the prefixes for IPv4 and IPv6. */
  prefix: { 4: number; 6: number };
  /** As it stands in the record. */
  term: string;
}

export interface SpfRecord {
  text: string;
  mechanisms: Mechanism[];
  redirect: string | null;
  /** Terms that break the syntax: receivers then ignore the whole record (§4.6). */
  faults: string[];
}

/** RFC 7208 §4.5: the version stands alone or before a space. */
export const isSpf = (text: string): boolean => /^v=spf1( |$)/i.test(text);

const MECHANISM = /^([+\-~?]?)([a-z0-9]+)(?::(.*))?$/i;
const PREFIXES = /(?:\/(\d+))?(?:\/\/(\d+))?$/;
/** An address of IPv6 holds colons, and `ip6` no second prefix. */
const NETWORK = /^([+\-~?]?)(ip4|ip6):([0-9a-f.:]+)(?:\/(\d+))?$/i;
const MODIFIER = /^([a-z][a-z0-9._-]*)=(.*)$/i;
/** Ends in a label of a top domain or in a macro (§7.1). */
const DOMAIN_END = /(\.(?!-)(?=[a-z0-9-]*[a-z-])[a-z0-9-]+(?<!-)\.?|%\{[^}]*\})$/i;

const NO_ARGUMENT: readonly Kind[] = ['all'];
const ARGUMENT: readonly Kind[] = ['include', 'exists'];
const PREFIX: readonly Kind[] = ['a', 'mx'];

const isDomainSpec = (text: string): boolean => isMacroString(text) && DOMAIN_END.test(text);

/** §12: no leading zeros, and within the length of the address. */
function lengthOf(digits: string | undefined, most: number): number | null {
  if (digits === undefined) return most;
  return /^(0|[1-9]\d*)$/.test(digits) && Number(digits) <= most ? Number(digits) : null;
}

function networkOf(term: string, [, sign = '', name = '', ip = '', digits]: string[]): Mechanism | null {
  const kind = name.toLowerCase() as 'ip4' | 'ip6';
  const isIp = kind === 'ip4' ? isIPv4(ip) : isIPv6(ip);
  const length = lengthOf(digits, kind === 'ip4' ? 32 : 128);
  if (!isIp || length === null) return null;
  return {
    kind,
    qualifier: (sign || '+') as Qualifier,
    argument: ip,
    prefix: kind === 'ip4' ? { 4: length, 6: 128 } : { 4: 32, 6: length },
    term,
  };
}

function mechanismOf(term: string): Mechanism | null {
  const network = NETWORK.exec(term);
  if (network) return networkOf(term, network);
  const [prefixes = '', v4, v6] = PREFIXES.exec(term) ?? [];
  const body = term.slice(0, term.length - prefixes.length);
  const [, sign = '', name = '', argument] = MECHANISM.exec(body) ?? [];
  const kind = MECHANISMS.find((known) => known === name.toLowerCase());
  if (!kind || kind === 'ip4' || kind === 'ip6') return null;
  if (argument === undefined ? ARGUMENT.includes(kind) : NO_ARGUMENT.includes(kind)) return null;
  if (argument !== undefined && !isDomainSpec(argument)) return null;
  if (prefixes && !PREFIX.includes(kind)) return null;
  const [length4, length6] = [lengthOf(v4, 32), lengthOf(v6, 128)];
  if (length4 === null || length6 === null) return null;
  const prefix = { 4: length4, 6: length6 };
  return { kind, qualifier: (sign || '+') as Qualifier, argument: argument ?? null, prefix, term };
}

/** @param text for which `isSpf` holds. */
export function parseSpf(text: string): SpfRecord {
  const record: SpfRecord = { text, mechanisms: [], redirect: null, faults: [] };
  const seen = new Set<string>();
  for (const term of text.split(/ +/).slice(1).filter(Boolean)) {
    const [, name, value = ''] = MODIFIER.exec(term) ?? [];
    if (name !== undefined) {
      const modifier = name.toLowerCase();
      const known = modifier === 'redirect' || modifier === 'exp';
      // Those two at most once each (§6); unknown ones are passed over (§6, last paragraph).
      const isFine = known ? !seen.has(modifier) && isDomainSpec(value) : isMacroString(value);
      seen.add(modifier);
      if (!isFine) record.faults.push(term);
      else if (modifier === 'redirect') record.redirect = value;
      continue;
    }
    const mechanism = mechanismOf(term);
    if (mechanism) record.mechanisms.push(mechanism);
    else record.faults.push(term);
  }
  return record;
}
