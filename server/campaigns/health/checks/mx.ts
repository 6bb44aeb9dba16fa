import type { DnsRecord, HealthCheck, HealthFinding, WantedRecord } from '../../../../contracts';
import type { Answer, Dns, Exchange } from '../../../lib/dns';
import { finding, toCheck, wanted } from '../finding';

interface About {
  findings: HealthFinding[];
  found: DnsRecord[];
}

const records = (domain: string, exchanges: readonly Exchange[]): DnsRecord[] =>
  exchanges.map(({ priority, exchange }) => ({
    name: domain,
    type: 'MX',
    value: `${priority} ${exchange || '.'}`,
  }));

/** Hosts of which it suffices to know one that has an address. */
const MOST_HOSTS = 5;

async function hasAddress(dns: Dns, host: string): Promise<boolean | null> {
  const answers = await Promise.all([dns.a(host), dns.aaaa(host)]);
  if (answers.some(({ kind }) => kind === 'found')) return true;
  return answers.some(({ kind }) => kind === 'failed') ? null : false;
}

async function ofExchanges(dns: Dns, domain: string, exchanges: readonly Exchange[]): Promise<About> {
  const found = records(domain, exchanges);
  const hosts = exchanges.map(({ exchange }) => exchange);
  // RFC 7505 §3: alone, it says that the domain takes no e-mail.
  if (hosts.every((host) => host === '')) return { findings: [finding('mx-null', { domain })], found };
  const reached = await Promise.all(
    hosts
      .filter(Boolean)
      .slice(0, MOST_HOSTS)
      .map((host) => hasAddress(dns, host)),
  );
  if (reached.includes(true)) {
    return { findings: [finding('mx-ok', { domain, hosts: hosts.filter(Boolean).join(', ') })], found };
  }
  const isDead = reached.every((one) => one === false);
  return {
    findings: [isDead ? finding('mx-dead', { domain }) : finding('unreadable', { name: domain })],
    found,
  };
}

/** Whether e-mails to a domain arrive somewhere (RFC 5321 §5.1). */
async function aboutDomain(dns: Dns, domain: string): Promise<About> {
  const answer: Answer<Exchange> = await dns.mx(domain);
  if (answer.kind === 'found') return ofExchanges(dns, domain, answer.values);
  const itself = answer.kind === 'failed' ? null : await hasAddress(dns, domain);
  if (itself === null) return { findings: [finding('unreadable', { name: domain })], found: [] };
  return { findings: [finding(itself ? 'mx-implicit' : 'mx-missing', { domain })], found: [] };
}

/** Whether replies to these domains can come back. */
export async function checkReplies(dns: Dns, domains: readonly string[]): Promise<HealthCheck> {
  const all = await Promise.all([...new Set(domains)].map((domain) => aboutDomain(dns, domain)));
  return toCheck(
    'replies',
    all.flatMap(({ findings }) => findings),
    { found: all.flatMap(({ found }) => found) },
  );
}

/**
 * Whether bounces can come back to the envelope domain.
 * @param from the From domain: where only it has mail servers, these may take the bounces, too.
 */
export async function checkBounces(dns: Dns, domain: string, from: string): Promise<HealthCheck> {
  const { findings, found } = await aboutDomain(dns, domain);
  const publish: WantedRecord[] = [];
  if (domain !== from && findings.some(({ code }) => code === 'mx-missing')) {
    const answer = await dns.mx(from);
    const exchanges = answer.kind === 'found' ? answer.values.filter(({ exchange }) => exchange) : [];
    publish.push(...records(domain, exchanges).map((record) => wanted(record)));
  }
  return toCheck('bounces', findings, { found, publish });
}
