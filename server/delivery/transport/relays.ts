import type { TransportLive, VerifyTransportResponse } from '../../../contracts';
import { clock } from '../../lib/clock';
import { notFound } from '../../lib/errors';
import type { Pace } from '../throttle/throttle';
import { failureIn } from './failure';
import { createMember, type Member } from './member';
import { unavailable, type SendOutcome } from './outcome';
import type { OutgoingMail } from './pool';
import { openSession, type SmtpOptions } from './session';
import { createShares } from './shares';

/** Places at the transports for e-mails that may leave now. */
export interface Allotment {
  /** One transport's name per e-mail; fewer than asked for, or none, where limits or failures hold. */
  places: string[];
  /** Where there is none: in how many milliseconds asking again makes sense. */
  waitMilliseconds: number;
}

/** All configured SMTP servers as one: shares e-mails out by weight, passes by what is down, keeps the limits. */
export interface Relays {
  /** @param only the transport that the sender chose; null: all by weight. A name that is not configured: all, too. */
  allot(count: number, only: string | null): Promise<Allotment>;
  /** Places that turned out not to be needed. */
  giveBack(places: readonly string[]): Promise<void>;
  /**
   * Sends one e-mail over the transport of its place; over another one that `only` allows where that cannot be reached.
   * Never throws: what went wrong is the outcome. The place of an e-mail that was not handed over is given back.
   * @param prepare called at most once, when a session stands, right before the e-mail leaves; null: it is not wanted any
   * more, and the outcome is null too. What it throws is thrown here.
   */
  send(
    place: string,
    only: string | null,
    prepare: () => Promise<OutgoingMail | null>,
  ): Promise<SendOutcome | null>;
  /** Connects, signs in and leaves. @throws notFound for an unknown name. */
  verify(name: string): Promise<VerifyTransportResponse['data']>;
  live(): TransportLive[];
  /** Since when nothing that `only` allows works; null where something does. */
  downSince(only: string | null): Date | null;
  /** Whether all that `only` allows is down and says so for good (5xx, e.g. 535): only a person can mend that. */
  refusesUs(only: string | null): boolean;
  /** Somebody acts on it: what is down is tried at once. */
  tryAgain(): void;
  /** Connections of all transports together: the most e-mails on the wire at once. */
  readonly connections: number;
  close(): void;
}

export interface RelaysParts {
  /** By name, as `transportsOf` gives them. */
  transports: ReadonlyMap<string, SmtpOptions>;
  pace: Pace;
  /** Told once per name that a sender chose and nobody configured. */
  warn: (message: string) => void;
}

/** Between two questions for places, in milliseconds. */
const SHORTEST_WAIT = 50;
const LONGEST_WAIT = 60_000;

export function createRelays({ transports, pace, warn }: RelaysParts): Relays {
  const members = [...transports].map(([name, options]) => createMember(name, options, pace));
  const shares = createShares<Member>();
  const createdAt = clock.now();
  const strangers = new Set<string>();

  const memberOf = (name: string) => members.find((member) => member.name === name);
  const allowed = (only: string | null): Member[] => {
    const chosen = only === null ? undefined : memberOf(only);
    if (chosen) return [chosen];
    if (only !== null && !strangers.has(only)) {
      strangers.add(only);
      warn(
        `A sender wants the transport "${only}", which is not configured: its e-mails go over any of them.`,
      );
    }
    return members;
  };

  /** Shares places out by weight; those that one may not have now go to the others. */
  const share = async (count: number, among: Member[]): Promise<string[]> => {
    const places: string[] = [];
    let open = among;
    while (places.length < count && open.length > 0) {
      const from = open;
      const round = Array.from({ length: count - places.length }, () => shares.next(from));
      const left = new Map<Member, number>();
      for (const member of new Set(round)) {
        left.set(member, await member.take(round.filter((one) => one === member).length));
      }
      for (const member of round) {
        const granted = left.get(member) ?? 0;
        if (granted > 0) places.push(member.name);
        left.set(member, granted - 1);
      }
      // Below zero: it got less than it was meant to have.
      open = open.filter((member) => (left.get(member) ?? 0) >= 0);
    }
    return places;
  };

  /** Takes one of them out that works and may take an e-mail now. */
  const standIn = async (among: Set<Member>): Promise<Member | undefined> => {
    for (;;) {
      const working = [...among].filter(({ circuit }) => circuit.state === 'closed');
      if (working.length === 0) return undefined;
      const member = shares.next(working);
      among.delete(member);
      if ((await member.take(1)) === 1) return member;
    }
  };

  return {
    async allot(count, only) {
      const among = allowed(only);
      const places: string[] = [];
      for (const member of among) {
        if (places.length < count && member.circuit.try() && (await member.take(1)) === 1)
          places.push(member.name);
      }
      const working = among.filter(({ circuit }) => circuit.state === 'closed');
      places.push(...(await share(count - places.length, working)));
      const waits = among.map((member) => member.waitMilliseconds());
      return {
        places,
        waitMilliseconds: places.length > 0 ? 0 : Math.max(SHORTEST_WAIT, Math.min(LONGEST_WAIT, ...waits)),
      };
    },

    async giveBack(places) {
      for (const member of members) {
        const count = places.filter((name) => name === member.name).length;
        if (count > 0) await member.giveBack(count);
      }
    },

    async send(place, only, prepare) {
      let mail: Promise<OutgoingMail | null> | undefined;
      const once = () => (mail ??= prepare());
      const others = new Set(allowed(only));
      let last: SendOutcome = unavailable('No mail server is configured.');
      for (let member = memberOf(place); member; member = await standIn(others)) {
        others.delete(member);
        const outcome = await member.send(once).catch(async (error: unknown) => {
          await member?.giveBack(1);
          throw error;
        });
        if (outcome && outcome.kind !== 'unavailable') return outcome;
        await member.giveBack(1);
        if (!outcome) return null;
        last = outcome;
      }
      return last;
    },

    async verify(name) {
      const options = transports.get(name);
      if (!options)
        throw notFound('transport-not-found', 'There is no such mail server in the configuration.');
      try {
        const session = await openSession(options);
        session.close();
        return { ok: true, reply: session.welcome, encrypted: session.encrypted };
      } catch (error) {
        const reply = (error as Error).message;
        return { ok: false, reply, ...failureIn(reply), encrypted: null };
      }
    },

    live: () => members.map((member) => member.live()),

    downSince(only) {
      const since = allowed(only).map(({ circuit }) => circuit.downSince);
      if (since.includes(null)) return null;
      return new Date(Math.max(createdAt.getTime(), ...since.map((at) => at?.getTime() ?? 0)));
    },

    // What it said before it was last looked at anew says nothing of now.
    refusesUs: (only) =>
      members.length > 0 &&
      allowed(only).every(
        ({ circuit: { downSince, lastError } }) =>
          downSince && lastError && lastError.at >= downSince && /^5\d\d/.test(lastError.reply),
      ),

    tryAgain() {
      for (const { circuit } of members) circuit.hurry();
    },

    connections: [...transports.values()].reduce((sum, { connections }) => sum + connections, 0),

    close() {
      for (const member of members) member.close();
    },
  };
}
