import { getDomain } from 'tldts';

import type { HealthCheck, HealthFinding } from '../../../../contracts';
import type { Dns } from '../../../lib/dns';
import { finding, toCheck, txtRecord, wanted } from '../finding';
import { tagsOf } from '../tags';

/** The domain that belongs to somebody: `idep.edu.co` for `mail.idep.edu.co` (RFC 7489 §3.2, by the public suffix list). */
export const organizationOf = (domain: string): string =>
  getDomain(domain, { allowPrivateDomains: true }) ?? domain;

const POLICIES = ['none', 'quarantine', 'reject'] as const;
type Policy = (typeof POLICIES)[number];

/** What the record says of e-mails from the domain. */
export interface DmarcPolicy {
  policy: Policy;
  /** Per cent of the failing e-mails that it is applied to. */
  percent: number;
  /** True: the domains must be equal; false: of the same organization. */
  strictDkim: boolean;
  strictSpf: boolean;
}

export interface DmarcVerdict {
  check: HealthCheck;
  /** Null: there is none, or it could not be read. */
  policy: DmarcPolicy | null;
}

/** RFC 7489 §6.4: the version comes first, and spelled so. */
const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(;|$)/.test(text);

const policyOf = (text: string | undefined): Policy | undefined =>
  POLICIES.find((policy) => policy === text?.toLowerCase());

/** Addresses of `rua` that are e-mail addresses, without their size limits. */
const reportAddresses = (rua = ''): string[] =>
  rua
    .split(',')
    .filter((uri) => /^mailto:[^@]+@[^@]+$/i.test(uri))
    .map((uri) => uri.slice('mailto:'.length).replace(/!\d+[kmgt]?$/i, ''));

/** Domains elsewhere that do not say that they take reports about this one (RFC 7489 §7.1). */
async function refusing(dns: Dns, domain: string, addresses: readonly string[]): Promise<HealthFinding[]> {
  const targets = new Set(
    addresses.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()),
  );
  const foreign = [...targets].filter((target) => organizationOf(target) !== organizationOf(domain));
  const findings = await Promise.all(
    foreign.map(async (target) => {
      const answer = await dns.txt(`${domain}._report._dmarc.${target}`);
      if (answer.kind === 'failed') return [];
      const says = answer.kind === 'found' && answer.values.some(isDmarc);
      return says ? [] : [finding('dmarc-reports-refused', { domain: target })];
    }),
  );
  return findings.flat();
}

/** Watching first, as every guide says: nothing is refused, and reports tell who sends in the domain's name. */
const proposal = (domain: string) =>
  wanted(txtRecord(`_dmarc.${domain}`, `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`));

async function read(dns: Dns, domain: string): Promise<string[] | null> {
  const answer = await dns.txt(`_dmarc.${domain}`);
  if (answer.kind === 'failed') return null;
  return answer.kind === 'found' ? answer.values.filter(isDmarc) : [];
}

async function judge(dns: Dns, from: string, at: string, text: string): Promise<DmarcVerdict> {
  const { p, sp, pct, rua, adkim, aspf } = tagsOf(text);
  const found = [txtRecord(`_dmarc.${at}`, text)];
  const isInherited = at !== from;
  // RFC 7489 §6.3: `sp` is for the domains below; what is no policy leaves the record without one.
  const policy = isInherited ? (policyOf(sp) ?? policyOf(p)) : policyOf(p);
  const addresses = reportAddresses(rua);
  // §6.6.3 (6): without a policy a record still counts as `none` where it names an address for reports.
  if (!policy && addresses.length === 0) {
    const publish = [{ ...proposal(at), replaces: text }];
    return { check: toCheck('dmarc', [finding('dmarc-syntax')], { found, publish }), policy: null };
  }
  const percent = /^\d{1,3}$/.test(pct ?? '') ? Math.min(Number(pct), 100) : 100;
  const findings = [
    ...(policy === undefined ? [finding('dmarc-policy-missing')] : []),
    policy === undefined || policy === 'none' ? finding('dmarc-none') : finding('dmarc-enforced', { policy }),
    ...(isInherited ? [finding('dmarc-inherited', { domain: at })] : []),
    ...(policy && policy !== 'none' && percent < 100 ? [finding('dmarc-partial', { percent })] : []),
    ...(addresses.length === 0 ? [finding('dmarc-no-reports')] : await refusing(dns, at, addresses)),
  ];
  return {
    check: toCheck('dmarc', findings, { found }),
    policy: {
      policy: policy ?? 'none',
      percent,
      strictDkim: adkim?.toLowerCase() === 's',
      strictSpf: aspf?.toLowerCase() === 's',
    },
  };
}

/** The DMARC record for a From domain: its own, else that of its organization (RFC 7489 §6.6.3, RFC 9989). */
export async function checkDmarc(dns: Dns, from: string): Promise<DmarcVerdict> {
  for (const at of new Set([from, organizationOf(from)])) {
    const texts = await read(dns, at);
    if (texts === null) {
      return { check: toCheck('dmarc', [finding('unreadable', { name: `_dmarc.${at}` })]), policy: null };
    }
    const [text] = texts;
    if (texts.length > 1) {
      const found = texts.map((each) => txtRecord(`_dmarc.${at}`, each));
      return { check: toCheck('dmarc', [finding('dmarc-several')], { found }), policy: null };
    }
    if (text !== undefined) return judge(dns, from, at, text);
  }
  const publish = [proposal(organizationOf(from))];
  return { check: toCheck('dmarc', [finding('dmarc-missing')], { publish }), policy: null };
}
