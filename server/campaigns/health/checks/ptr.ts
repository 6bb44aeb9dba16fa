import type { DnsRecord, HealthCheck, HealthFinding } from '../../../../contracts';
import type { Dns } from '../../../lib/dns';
import { finding, toCheck } from '../finding';
import type { Relay } from '../relays';

interface About {
  findings: HealthFinding[];
  found: DnsRecord[];
}

/** Names of an address that is asked for at most: some hosts have thousands. */
const MOST_NAMES = 5;

/** An address needs a name, and the name has to lead back to it (forward-confirmed reverse DNS). */
async function aboutAddress(dns: Dns, ip: string): Promise<About> {
  const answer = await dns.ptr(ip);
  if (answer.kind === 'failed') return { findings: [finding('unreadable', { name: ip })], found: [] };
  const names = answer.kind === 'found' ? answer.values.slice(0, MOST_NAMES) : [];
  const [first] = names;
  if (first === undefined) return { findings: [finding('ptr-missing', { ip })], found: [] };
  const found = names.map((name): DnsRecord => ({ name: ip, type: 'PTR', value: name }));
  const addresses = await Promise.all(names.map((name) => (ip.includes(':') ? dns.aaaa(name) : dns.a(name))));
  const confirmed = names.find((_name, index) => {
    const there = addresses[index];
    return there?.kind === 'found' && there.values.some((address) => isSame(address, ip));
  });
  if (confirmed !== undefined) return { findings: [finding('ptr-ok', { ip, name: confirmed })], found };
  if (addresses.some(({ kind }) => kind === 'failed')) {
    return { findings: [finding('unreadable', { name: first })], found };
  }
  return { findings: [finding('ptr-unconfirmed', { ip, name: first })], found };
}

/** One address has many spellings in IPv6; URL knows the one of RFC 5952. */
const isSame = (one: string, other: string): boolean => spelled(one) === spelled(other);
const spelled = (ip: string): string => (ip.includes(':') ? new URL(`http://[${ip}]`).hostname : ip);

async function aboutRelay(dns: Dns, { host, provider, addresses }: Relay): Promise<About[]> {
  if (provider) return [{ findings: [finding('ptr-provider', { provider: provider.name })], found: [] }];
  if (addresses.length === 0) return [{ findings: [finding('ptr-unknown', { host })], found: [] }];
  return Promise.all(addresses.map((ip) => aboutAddress(dns, ip)));
}

/** The names of the mail servers' addresses, as far as these can be known. */
export async function checkPtr(dns: Dns, relays: readonly Relay[]): Promise<HealthCheck> {
  if (relays.length === 0) return toCheck('ptr', [finding('relay-none')]);
  const all = (await Promise.all(relays.map((relay) => aboutRelay(dns, relay)))).flat();
  return toCheck(
    'ptr',
    all.flatMap(({ findings }) => findings),
    { found: all.flatMap(({ found }) => found) },
  );
}
