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

/** Softest first: joining records must not shut out whom one of them let in. */
const ENDS = ['~all', '-all'];

/** The records of a domain as the one that it may have, with what is missing, and an end that refuses others. */
function joined(texts: readonly string[], added: readonly string[], removed: readonly string[]): string {
  const records = texts.map(parseSpf);
  const terms = records.flatMap(({ mechanisms }) => mechanisms.filter(own).map(({ term }) => term));
  const ends = records.flatMap(({ mechanisms }) => mechanisms.filter((one) => !own(one)));
  const redirect = records
    .map((record) => record.redirect)
    .find((target) => target !== null && !removed.includes(`redirect=${target}`));
  const given = ENDS.find((end) => ends.some(({ term }) => term.toLowerCase() === end));
  const end = ends.length === 0 && redirect ? `redirect=${redirect}` : (given ?? '~all');
  const kept = terms.filter((term) => !removed.includes(term));
  return ['v=spf1', ...new Set([...kept, ...added]), end].join(' ');
}

/** Terms of the record itself that break it. */
const brokenTerms = ({ record, faults }: SpfSurvey): string[] => {
  const gone = faults.flatMap((fault) =>
    fault.code === 'include-missing' ? [fault.domain.toLowerCase()] : [],
  );
  const includes = record?.mechanisms.filter(
    ({ kind, argument }) => kind === 'include' && gone.includes(argument?.toLowerCase() ?? ''),
  );
  const redirect = record?.redirect;
  return [
    ...(includes?.map(({ term }) => term) ?? []),
    ...(redirect && gone.includes(redirect.toLowerCase()) ? [`redirect=${redirect}`] : []),
  ];
};

/** The DNS as it will be with this record. */
const withRecord = (dns: Dns, domain: string, text: string): Dns => ({
  ...dns,
  txt: (name) =>
    name === domain ? Promise.resolve({ kind: 'found' as const, values: [text] }) : dns.txt(name),
});

/** What our mail servers need in a record beside what it says. */
async function missingIn(
  dns: Dns,
  sender: string,
  relays: readonly Relay[],
  survey: SpfSurvey,
): Promise<string[]> {
  const terms = await Promise.all(
    relays.map(async ({ provider, addresses }) => {
      if (provider) {
        const isThere = provider.ownEnvelope || survey.included.includes(provider.include);
        return isThere ? [] : [`include:${provider.include}`];
      }
      const results = await Promise.all(addresses.map((ip) => checkHost(dns, ip, sender)));
      return addresses
        .filter((_ip, index) => results[index] !== 'pass')
        .map((ip) => `${ip.includes(':') ? 'ip6' : 'ip4'}:${ip}`);
    }),
  );
  return terms.flat();
}

const REPAIRABLE = [
  'spf-missing',
  'spf-several',
  'spf-syntax',
  'spf-include-missing',
  'spf-allows-all',
  'spf-open-end',
  'spf-relay-refused',
  'spf-provider-missing',
];

const LENIENT = ['spf-allows-all', 'spf-open-end'];

async function toPublish(
  dns: Dns,
  sender: string,
  relays: readonly Relay[],
  survey: SpfSurvey,
  findings: readonly HealthFinding[],
): Promise<WantedRecord[]> {
  const { texts } = survey;
  const has = (codes: readonly string[]) => findings.some(({ code }) => codes.includes(code));
  if (!has(REPAIRABLE)) return [];
  // An end that refuses others would refuse our own e-mails where it is not known who sends them.
  const isKnown =
    relays.length > 0 && relays.every(({ provider, addresses }) => provider ?? addresses.length > 0);
  if (!isKnown && has(LENIENT)) return [];
  const domain = domainOf(sender);
  const removed = brokenTerms(survey);
  const base = joined(texts, [], removed);
  const added = await missingIn(withRecord(dns, domain, base), sender, relays, survey);
  // The same holds for a first record.
  if (texts.length === 0 && added.length === 0) return [];
  const value = joined(texts, added, removed);
  if (texts.length === 1 && texts[0] === value) return [];
  return [wanted(txtRecord(domain, value), texts.length > 0 ? texts.join('\n') : null)];
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** SPF of the envelope domain (RFC 7208). @param sender envelope sender. */
export async function checkSpf(dns: Dns, sender: string, relays: readonly Relay[]): Promise<SpfVerdict> {
  const domain = domainOf(sender);
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
      publish: await toPublish(dns, sender, relays, survey, findings),
    }),
    passes: isSound ? (states.includes('unknown') || states.length === 0 ? null : true) : false,
  };
}
