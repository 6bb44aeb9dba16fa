import { Resolver } from 'node:dns/promises';

import { clock } from './clock';

/** What the DNS says to one question; `failed`: nobody can tell, for it did not answer. */
export type Answer<T> = { kind: 'found'; values: T[] } | { kind: 'none' } | { kind: 'failed' };

export interface Exchange {
  priority: number;
  /** Empty for a null MX (RFC 7505). */
  exchange: string;
}

/** The questions that are asked of the DNS. They never reject. */
export interface Dns {
  /** Each text in one piece. */
  txt(name: string): Promise<Answer<string>>;
  /** Most preferred first. */
  mx(name: string): Promise<Answer<Exchange>>;
  a(name: string): Promise<Answer<string>>;
  aaaa(name: string): Promise<Answer<string>>;
  /** Names of an IP address. */
  ptr(ip: string): Promise<Answer<string>>;
}

export type DnsSource = Pick<
  Resolver,
  'resolveTxt' | 'resolveMx' | 'resolve4' | 'resolve6' | 'reverse' | 'cancel'
>;

/** A UDP answer that is lost is asked for once more. */
const PATIENCE = { timeout: 2000, tries: 2 };

/** @param servers as `ip` or `ip:port`; without any, those of this machine. */
export function createResolver(servers: readonly string[] = [], patience = PATIENCE): Resolver {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** Answers that mean that there is no such name or record, or that it cannot be a name at all. */
const NOT_THERE = ['ENOTFOUND', 'ENODATA', 'EBADNAME'];

async function toAnswer<T>(asked: Promise<T[]>): Promise<Answer<T>> {
  try {
    const values = await asked;
    return values.length > 0 ? { kind: 'found', values } : { kind: 'none' };
  } catch (error) {
    const { code = '' } = error as { code?: string };
    return { kind: NOT_THERE.includes(code) ? 'none' : 'failed' };
  }
}

/** RFC 1035 §2.3.4, without the last dot. */
const MAX_NAME = 253;

const withoutLastDot = (name: string): string => name.replace(/\.$/, '').toLowerCase();

/** Milliseconds for which an answer is believed. */
const KEPT = { found: 300_000, none: 300_000, failed: 30_000 } as const;
const MOST_KEPT = 5000;

interface Kept {
  askedAt: number;
  until: number;
  answer: Promise<Answer<unknown>>;
}

export interface DnsCache {
  /**
   * @param signal after it, everything not yet known is `failed`.
   * @param notBefore answers to questions asked earlier do not count.
   */
  within(signal: AbortSignal, notBefore?: Date): Dns;
  /** Gives up all that is being asked, and asks nothing more. */
  close(): void;
}

/** Asks each question once, however many want to know, and remembers the answer for some minutes. */
export function createDnsCache(source: DnsSource): DnsCache {
  const kept = new Map<string, Kept>();
  let closed = false;

  const makeRoom = (now: number): void => {
    if (kept.size < MOST_KEPT) return;
    for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
    if (kept.size >= MOST_KEPT) kept.clear();
  };

  const ask = <T>(key: string, notBefore: number, question: () => Promise<T[]>): Promise<Answer<T>> => {
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known && known.until > now && known.askedAt >= notBefore) return known.answer as Promise<Answer<T>>;
    makeRoom(now);
    const answer = toAnswer(question());
    const entry: Kept = { askedAt: now, until: Infinity, answer };
    kept.set(key, entry);
    void answer.then(({ kind }) => (entry.until = clock.now().getTime() + KEPT[kind]));
    return answer;
  };

  return {
    within(signal, notBefore = new Date(0)) {
      const over = new Promise<{ kind: 'failed' }>((resolve) => {
        const end = () => resolve({ kind: 'failed' });
        if (signal.aborted) end();
        else signal.addEventListener('abort', end, { once: true });
      });
      const about = <T>(type: string, given: string, question: (name: string) => Promise<T[]>) => {
        const name = withoutLastDot(given);
        if (closed) return Promise.resolve<Answer<T>>({ kind: 'failed' });
        if (name.length > MAX_NAME) return Promise.resolve<Answer<T>>({ kind: 'none' });
        return Promise.race([
          ask(`${type} ${name}`, notBefore.getTime(), () => question(name)),
          over as Promise<Answer<T>>,
        ]);
      };
      return {
        txt: (name) =>
          about('TXT', name, async (asked) =>
            (await source.resolveTxt(asked)).map((pieces) => pieces.join('')),
          ),
        mx: (name) =>
          about('MX', name, async (asked) =>
            (await source.resolveMx(asked)).sort((x, y) => x.priority - y.priority),
          ),
        a: (name) => about('A', name, (asked) => source.resolve4(asked)),
        aaaa: (name) => about('AAAA', name, (asked) => source.resolve6(asked)),
        ptr: (ip) => about('PTR', ip, (asked) => source.reverse(asked)),
      };
    },
    close() {
      closed = true;
      source.cancel();
    },
  };
}
