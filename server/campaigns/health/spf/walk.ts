import { BlockList, isIPv4 } from 'node:net';

import type { Answer, Dns } from '../../../lib/dns';
import { expand } from './macro';
import { isSpf, parseSpf, type Mechanism, type Qualifier, type SpfRecord } from './record';

/** RFC 7208 §4.6.4: terms that ask the DNS, and answers without anything. */
export const MOST_LOOKUPS = 10;
export const MOST_VOIDS = 2;
/** The survey counts on beyond the limit, up to here. */
const SURVEY_END = 40;
/** §4.6.4: of one `mx` or `ptr`. */
const MOST_NAMES = 10;

export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

export type SpfFault =
  | { code: 'several'; domain: string }
  | { code: 'syntax'; domain: string; term: string }
  | { code: 'include-missing'; domain: string }
  | { code: 'unreadable'; domain: string }
  | { code: 'lookups'; domain: string };

interface Question {
  /** Null: a survey of the whole record, which no server matches. */
  ip: string | null;
  sender: string;
}

const RESULTS: Record<Qualifier, SpfResult> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** Ends an evaluation early. */
class Ended extends Error {
  constructor(readonly result: SpfResult) {
    super(result);
  }
}

class Walk {
  lookups = 0;
  voids = 0;
  readonly faults: SpfFault[] = [];
  /** Targets of `include` and `redirect` that were read. */
  readonly included: string[] = [];
  readonly read = new Map<string, SpfRecord>();

  constructor(
    private readonly dns: Dns,
    private readonly question: Question,
  ) {}

  /** RFC 7208 §4. In a survey, faults are kept and the walk goes on. */
  async evaluate(domain: string): Promise<SpfResult> {
    const record = await this.record(domain);
    if (typeof record === 'string') return record;
    for (const mechanism of record.mechanisms) {
      if (await this.matches(mechanism, domain)) return RESULTS[mechanism.qualifier];
    }
    if (record.redirect === null) return 'neutral';
    const result = await this.follow(record.redirect, domain);
    if (result === 'none') this.fail({ code: 'include-missing', domain: record.redirect });
    return result ?? 'neutral';
  }

  private async record(domain: string): Promise<SpfRecord | 'none' | 'temperror'> {
    const answer = await this.dns.txt(domain);
    this.orFail(answer, domain);
    if (answer.kind === 'failed') return 'temperror';
    const [text, ...others] = answer.kind === 'found' ? answer.values.filter(isSpf) : [];
    if (text === undefined) return 'none';
    if (others.length > 0) this.fail({ code: 'several', domain });
    const record = parseSpf(text);
    this.read.set(domain, record);
    for (const term of record.faults) this.fail({ code: 'syntax', domain, term });
    return record;
  }

  private fail(fault: SpfFault, result: SpfResult = 'permerror'): void {
    this.faults.push(fault);
    if (this.question.ip !== null) throw new Ended(result);
  }

  private count(domain: string): void {
    this.lookups += 1;
    const most = this.question.ip === null ? SURVEY_END : MOST_LOOKUPS;
    if (this.lookups <= most) return;
    this.faults.push({ code: 'lookups', domain });
    throw new Ended('permerror');
  }

  private countVoid(...answers: Answer<unknown>[]): void {
    if (!answers.every(({ kind }) => kind === 'none')) return;
    this.voids += 1;
    if (this.question.ip !== null && this.voids > MOST_VOIDS) throw new Ended('permerror');
  }

  private expanded(text: string, domain: string): string | null {
    return expand(text, { ...this.question, domain });
  }

  /** @returns null where the target cannot be known. */
  private async follow(spec: string, domain: string): Promise<SpfResult | null> {
    this.count(domain);
    const target = this.expanded(spec, domain);
    if (target === null) return null;
    this.included.push(target.toLowerCase());
    return this.evaluate(target);
  }

  private async matches(mechanism: Mechanism, domain: string): Promise<boolean> {
    const { kind, argument } = mechanism;
    if (kind === 'all') return true;
    if (kind === 'ip4' || kind === 'ip6') return this.isWithin(mechanism, [argument ?? '']);
    if (kind === 'include') return this.includes(argument ?? '', domain);
    this.count(domain);
    const target = argument === null ? domain : this.expanded(argument, domain);
    if (target === null) return false;
    if (kind === 'a') return this.isWithin(mechanism, await this.addresses(target));
    if (kind === 'mx') return this.isWithin(mechanism, await this.exchanges(target));
    if (kind === 'exists') return this.exists(target);
    return this.isNamed(target);
  }

  /** §5.2: a match is a `pass` of the other record; a missing one breaks this one. */
  private async includes(spec: string, domain: string): Promise<boolean> {
    const result = await this.follow(spec, domain);
    if (result === 'none') this.fail({ code: 'include-missing', domain: spec });
    // A survey passes over every record to its end.
    return this.question.ip !== null && result === 'pass';
  }

  private async exists(target: string): Promise<boolean> {
    const answer = await this.dns.a(target);
    this.orFail(answer, target);
    this.countVoid(answer);
    return this.question.ip !== null && answer.kind === 'found';
  }

  private orFail(answer: Answer<unknown>, domain: string): void {
    if (answer.kind === 'failed') this.fail({ code: 'unreadable', domain }, 'temperror');
  }

  /** Addresses of the kind that the server has; in a survey, of both. */
  private async ask(name: string): Promise<Answer<string>[]> {
    const { ip } = this.question;
    const answers = await Promise.all([
      ...(ip === null || isIPv4(ip) ? [this.dns.a(name)] : []),
      ...(ip === null || !isIPv4(ip) ? [this.dns.aaaa(name)] : []),
    ]);
    for (const answer of answers) this.orFail(answer, name);
    return answers;
  }

  private async addresses(name: string): Promise<string[]> {
    const answers = await this.ask(name);
    this.countVoid(...answers);
    return answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  }

  private async exchanges(name: string): Promise<string[]> {
    const answer = await this.dns.mx(name);
    this.orFail(answer, name);
    this.countVoid(answer);
    if (answer.kind !== 'found') return [];
    if (answer.values.length > MOST_NAMES) this.fail({ code: 'lookups', domain: name });
    const hosts = answer.values.map(({ exchange }) => exchange).filter(Boolean);
    const asked = await Promise.all(hosts.slice(0, MOST_NAMES).map((host) => this.ask(host)));
    return asked.flat().flatMap((found) => (found.kind === 'found' ? found.values : []));
  }

  /** §5.5: a name of the server that leads back to it, within the target. */
  private async isNamed(target: string): Promise<boolean> {
    const { ip } = this.question;
    if (ip === null) return false;
    const answer = await this.dns.ptr(ip);
    if (answer.kind !== 'found') return false;
    for (const name of answer.values.slice(0, MOST_NAMES)) {
      const isInside = `.${name.toLowerCase()}`.endsWith(`.${target.toLowerCase()}`);
      const answers = isInside ? await this.ask(name) : [];
      if (answers.some((found) => found.kind === 'found' && found.values.includes(ip))) return true;
    }
    return false;
  }

  private isWithin({ prefix }: Mechanism, networks: string[]): boolean {
    const { ip } = this.question;
    if (ip === null) return false;
    const list = new BlockList();
    for (const network of networks) {
      if (isIPv4(network)) list.addSubnet(network, prefix[4], 'ipv4');
      else list.addSubnet(network, prefix[6], 'ipv6');
    }
    return isIPv4(ip) ? list.check(ip, 'ipv4') : list.check(ip, 'ipv6');
  }
}

/** What a receiver makes of an e-mail from this server with this envelope sender (RFC 7208 §4). */
export async function checkHost(dns: Dns, ip: string, sender: string): Promise<SpfResult> {
  const walk = new Walk(dns, { ip, sender });
  try {
    return await walk.evaluate(sender.slice(sender.lastIndexOf('@') + 1));
  } catch (error) {
    if (error instanceof Ended) return error.result;
    throw error;
  }
}

export interface SpfSurvey {
  /** All records of the domain, in the order of the DNS; the first one is what the rest is about. */
  texts: string[];
  record: SpfRecord | null;
  /** Terms that ask the DNS, of all records together, as a server meets them that none of them names. */
  lookups: number;
  voids: number;
  faults: SpfFault[];
  /** Targets of `include` and `redirect`, in lower case. */
  included: string[];
  /** True where any record on the way has the mechanism. */
  uses(kind: Mechanism['kind']): boolean;
}

/** Reads the record of a domain and all that it refers to. */
export async function surveySpf(dns: Dns, domain: string): Promise<SpfSurvey> {
  const walk = new Walk(dns, { ip: null, sender: `postmaster@${domain}` });
  try {
    await walk.evaluate(domain);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  const answer = await dns.txt(domain);
  return {
    texts: answer.kind === 'found' ? answer.values.filter(isSpf) : [],
    record: walk.read.get(domain) ?? null,
    lookups: walk.lookups,
    voids: walk.voids,
    faults: walk.faults,
    included: walk.included,
    uses: (kind) =>
      [...walk.read.values()].some(({ mechanisms }) =>
        mechanisms.some((mechanism) => mechanism.kind === kind),
      ),
  };
}
