import type { DomainBrake, QuotaState, TransportLimits, WindowState } from '../../../contracts';

/**
 * Holds each transport to its limits, over all processes. Seconds and minutes are counted in spans that begin with
 * their first e-mail (in Redis with Bull, else in memory), hours and days in the database. Never throws: what cannot
 * be counted is not granted. Not to be called inside a transaction.
 */
export interface Pace {
  /**
   * Takes up to `count` places for e-mails that leave now.
   * @returns how many were granted; where fewer than asked for, in how many milliseconds asking again makes sense and
   * which limit holds (null: the counts cannot be reached).
   */
  take(
    transport: string,
    limits: TransportLimits,
    count: number,
  ): Promise<{ granted: number; waitMilliseconds: number; limitedBy: keyof TransportLimits | null }>;
  /** Places that were taken and not used. */
  giveBack(transport: string, limits: TransportLimits, count: number): Promise<void>;
}

/**
 * Slows down for a recipient domain that asks for it (421, 450, 451, 4.7.x; see `brake/asks-for-less.ts`) and recovers by
 * itself: half the rate and a hold, then half more each minute. Ten refusals in ten minutes that blame the sender hold
 * it for a quarter of an hour. With Bull all processes know it within a second and share the domain's rate.
 */
export interface Brake {
  /**
   * Domains to which nothing may go at this moment, also between two turns of a slowed-down one: their rows are not
   * claimed. Cheap; asked before each claim. At most 1,000.
   */
  held(): string[];
  /** Takes the right to write to a domain now; false: its row goes back to waiting. */
  admit(domain: string): boolean;
  /** What the domain answered. @param code 0 for a broken session: says nothing about the domain. */
  observe(domain: string, code: number, reply: string): void;
  /** Holds a domain that refuses the sender, as its bounces tell; while it is held already, that changes nothing. */
  block(domain: string, reply: string): void;
  /** Every domain that is slowed down now. */
  states(): DomainBrake[];
}

/** The institution's monthly quota, over all processes; counts without a limit too. Not inside a transaction. */
export interface Quota {
  /** Takes up to `count` places of this month. @returns how many were granted. */
  take(count: number): Promise<number>;
  giveBack(count: number): Promise<void>;
  /** How this month stands, up to a second late. */
  state(): Promise<QuotaUse>;
}

/** What a quota comes to without looking at what is planned. */
export type QuotaUse = Omit<QuotaState, 'planned' | 'plannedTotal' | 'short'>;

export interface Throttle {
  pace: Pace;
  brake: Brake;
  quota: Quota;
  /** Whether e-mails may leave now; remembers the rules for a few seconds. */
  window(): Promise<WindowState>;
  close(): Promise<void>;
}
