import type { HealthCheck, HealthFinding, WantedRecord } from '../../../../contracts';
import type { Dns } from '../../../lib/dns';
import { finding, toCheck, txtRecord, wanted } from '../finding';
import type { Relay } from '../relays';
import { parseSpf, type Mechanism } from '../spf/record';
import { checkHost, MOST_LOOKUPS, MOST_VOIDS, surveySpf, type SpfFault, type SpfSurvey } from '../spf/walk';

/** Whether a receiver's SPF check passes; null: it cannot be known. */
export interface SpfVerdict {
  check: HealthCheck;
  passes: boolean | null;
}

const FINDINGS: Record<SpfFault['code'], (fault: SpfFault, count: number) => HealthFinding> = {
  several: (_fault, count) => finding('spf-several', { count }),
  syntax: (fault) => finding('spf-syntax', { domain: fault.domain, term: 'term' in fault ? fault.term : '' }),
  'include-missing': ({ domain }) => finding('spf-include-missing', { domain }),
  unreadable: ({ domain }) => finding('unreadable', { name: domain }),
  lookups: (_fault, count) => finding('spf-lookups', { count }),
};

/** What is wrong with the record whoever sends. */
function faultsOf(survey: SpfSurvey): HealthFinding[] {
  const { faults, lookups, voids, texts } = survey;
  const found = faults
    .filter(({ code }) => code !== 'lookups' || lookups <= MOST_LOOKUPS)
    .map((fault) => FINDINGS[fault.code](fault, fault.code === 'several' ? texts.length : lookups));
  if (lookups > MOST_LOOKUPS) found.push(finding('spf-lookups', { count: lookups }));
  if (voids > MOST_VOIDS) found.push(finding('spf-voids', { count: voids }));
  return found.filter(
    (one, index) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
}

/** How it ends: with the servers that it does not name. */
function endOf({ record }: SpfSurvey): HealthFinding[] {
  if (!record) return [];
  const all = record.mechanisms.find(({ kind }) => kind === 'all');
  if (all?.qualifier === '+') return [finding('spf-allows-all')];
  if (all ? all.qualifier === '?' : record.redirect === null) return [finding('spf-open-end')];
  return [];
}

/** What it says of one mail server of ours. */
async function aboutRelay(
  dns: Dns,
  relay: Relay,
  sender: string,
  survey: SpfSurvey,
): Promise<HealthFinding[]> {
  const { host, provider } = relay;
  if (provider) {
    const { name, include, ownEnvelope } = provider;
    if (survey.included.includes(include)) return [finding('spf-provider-allowed', { provider: name })];
    return ownEnvelope
      ? [finding('spf-provider-envelope', { provider: name })]
      : [finding('spf-provider-missing', { provider: name, include })];
  }
  if (relay.addresses.length === 0) return [finding('spf-relay-unknown', { host })];
  const findings = await Promise.all(
    relay.addresses.map(async (ip) => {
      const result = await checkHost(dns, ip, sender);
      if (result === 'temperror') return [finding('spf-relay-unknown', { host })];
      // A record that is broken says nothing of anybody; what breaks it is told by itself.
      if (result === 'permerror') return [];
      return [finding(result === 'pass' ? 'spf-relay-allowed' : 'spf-relay-refused', { host, ip })];
    }),
  );
  return findings.flat();
}

const own = (mechanism: Mechanism): boolean => mechanism.kind !== 'all';

/** What our mail servers need in the record. */
const termsFor = (relays: readonly Relay[], about: readonly HealthFinding[]): string[] => {
  const refused = about.filter(({ code }) => code === 'spf-relay-refused').map(({ values }) => values.ip);
  return relays.flatMap(({ provider, addresses }) => {
    if (provider) return provider.ownEnvelope ? [] : [`include:${provider.include}`];
    return addresses
      .filter((ip) => refused.includes(ip))
      .map((ip) => `${ip.includes(':') ? 'ip6' : 'ip4'}:${ip}`);
  });
};

/** Softest first: joining records must not shut out whom one of them let in. */
const ENDS = ['~all', '-all'];

/** The records of a domain as the one that it may have, with what is missing, and an end that refuses others. */
function repaired(texts: readonly string[], missing: readonly string[]): string {
  const records = texts.map(parseSpf);
  const terms = records.flatMap(({ mechanisms }) => mechanisms.filter(own).map(({ term }) => term));
  const ends = records.flatMap(({ mechanisms }) => mechanisms.filter((one) => !own(one)));
  const redirect = records.map((record) => record.redirect).find((target) => target !== null);
  const given = ENDS.find((end) => ends.some(({ term }) => term.toLowerCase() === end));
  const end = ends.length === 0 && redirect ? `redirect=${redirect}` : (given ?? '~all');
  return ['v=spf1', ...new Set([...terms, ...missing]), end].join(' ');
}

const REPAIRABLE = [
  'spf-missing',
  'spf-several',
  'spf-allows-all',
  'spf-open-end',
  'spf-relay-refused',
  'spf-provider-missing',
];

function toPublish(
  domain: string,
  texts: readonly string[],
  relays: readonly Relay[],
  findings: readonly HealthFinding[],
  about: readonly HealthFinding[],
): WantedRecord[] {
  if (!findings.some(({ code }) => REPAIRABLE.includes(code))) return [];
  const missing = termsFor(relays, about);
  // Without knowing who sends, a record would shut out our own e-mails.
  if (texts.length === 0 && missing.length === 0) return [];
  const value = repaired(texts, missing);
  return [wanted(txtRecord(domain, value), texts.length > 0 ? texts.join('\n') : null)];
}

/** SPF of the envelope domain (RFC 7208). @param sender envelope sender. */
export async function checkSpf(dns: Dns, sender: string, relays: readonly Relay[]): Promise<SpfVerdict> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const survey = await surveySpf(dns, domain);
  const { texts } = survey;
  const isRead = !survey.faults.some((fault) => fault.code === 'unreadable' && fault.domain === domain);
  if (!isRead) return { check: toCheck('spf', [finding('unreadable', { name: domain })]), passes: null };

  const about = (await Promise.all(relays.map((relay) => aboutRelay(dns, relay, sender, survey)))).flat();
  // Where every provider writes its own domain into the envelope, ours needs no record.
  const isAsked = !(relays.length > 0 && relays.every(({ provider }) => provider?.ownEnvelope));
  const findings =
    texts.length === 0
      ? [...(isAsked ? [finding('spf-missing')] : []), ...about.filter(({ state }) => state === 'unknown')]
      : [
          ...faultsOf(survey),
          ...endOf(survey),
          ...(survey.uses('ptr') ? [finding('spf-ptr')] : []),
          ...about,
        ];
  const isSound = !findings.some(({ state }) => state === 'problem');
  if (isSound && texts.length > 0) findings.unshift(finding('spf-ok', { lookups: survey.lookups }));
  const states = about.map(({ state }) => state);
  return {
    check: toCheck('spf', findings, {
      found: texts.map((text) => txtRecord(domain, text)),
      publish: toPublish(domain, texts, relays, findings, about),
    }),
    passes: isSound ? (states.includes('unknown') || states.length === 0 ? null : true) : false,
  };
}
