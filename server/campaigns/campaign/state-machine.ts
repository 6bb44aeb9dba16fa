import type { CampaignStatus, CampaignTransition } from '../../../contracts';

/** What only the plugin itself does. */
export type SystemTransition = 'start' | 'miss' | 'halt' | 'finish' | 'fail' | 'reopen';
export type Transition = CampaignTransition | SystemTransition;

interface Rule {
  from: readonly CampaignStatus[];
  to: CampaignStatus;
  by: 'person' | 'system';
}

/**
 * Every way in which a campaign's status changes; what is not here is refused, whoever writes.
 * Cancelled and failed are ends: their contents live on by `duplicate`. Sent is an end but for `reopen`.
 */
export const RULES: Record<Transition, Rule> = {
  send: { from: ['draft'], to: 'sending', by: 'person' },
  schedule: { from: ['draft', 'scheduled'], to: 'scheduled', by: 'person' },
  unschedule: { from: ['scheduled'], to: 'draft', by: 'person' },
  pause: { from: ['sending'], to: 'paused', by: 'person' },
  resume: { from: ['paused'], to: 'sending', by: 'person' },
  cancel: { from: ['scheduled', 'sending', 'paused'], to: 'cancelled', by: 'person' },
  /** Its time has come. */
  start: { from: ['scheduled'], to: 'sending', by: 'system' },
  /** Its time passed while the server was down, by more than the grace: a person decides. */
  miss: { from: ['scheduled'], to: 'paused', by: 'system' },
  /** Sending cannot go on, e.g. the relay refuses the sender. */
  halt: { from: ['sending'], to: 'paused', by: 'system' },
  finish: { from: ['sending'], to: 'sent', by: 'system' },
  /** It could not be frozen, so nobody was written to. */
  fail: { from: ['sending'], to: 'failed', by: 'system' },
  /**
   * A person decided that uncertain recipients are written to again. The system writes it, together with the
   * rows of the ledger: the status alone, set from outside, would send nothing.
   */
  reopen: { from: ['sent'], to: 'sending', by: 'system' },
};

const PERSONAL = (Object.keys(RULES) as Transition[]).filter(
  (transition): transition is CampaignTransition => RULES[transition].by === 'person',
);

/** The statuses in which a campaign may come into being. */
export const INITIAL: readonly CampaignStatus[] = ['draft', 'sending'];

export const isAllowed = (transition: Transition, from: CampaignStatus): boolean =>
  RULES[transition].from.includes(from);

/** What a person with all rights may do next. */
export const transitionsFrom = (from: CampaignStatus): CampaignTransition[] =>
  PERSONAL.filter((transition) => isAllowed(transition, from));

/** Whether someone other than this plugin may write `to` over `from`; writing the same status changes nothing. */
export const mayBeWritten = (from: CampaignStatus, to: CampaignStatus): boolean =>
  from === to || PERSONAL.some((transition) => isAllowed(transition, from) && RULES[transition].to === to);
