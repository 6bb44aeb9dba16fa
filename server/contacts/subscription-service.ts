import type { Language } from '../../contracts';
import type { ConsentChannel } from '../consent';
import type { Transaction } from '../lib/database';

export interface Visit {
  ip: string | null;
  userAgent: string | null;
}

export interface SubscriptionRequest extends Visit {
  email: string;
  firstName?: string | null;
  lastName?: string | null;
  language: Language;
  /** Only public lists count; others are passed over without a word. */
  listSlugs: string[];
  /** The consent text that stood beside the button. */
  notice: string;
}

export interface SubscriptionService {
  /**
   * A visitor asks to join. Never un-confirms anyone and never changes names of a contact who exists. Single
   * opt-in lists are confirmed at once, double ones become pending. Suppressed by complaint or hard bounce:
   * nothing happens.
   * @returns whom to ask for confirmation and for which lists; null where nothing is to be sent.
   */
  request(request: SubscriptionRequest): Promise<{
    contactId: number;
    email: string;
    firstName: string | null;
    language: Language;
    lists: { id: number; name: string }[];
  } | null>;
  /** Confirms the pending ones among `listIds`. @returns the lists that are confirmed now, with names. */
  confirm(
    contactId: number,
    listIds: number[],
    notice: string,
    visit: Visit,
  ): Promise<{ id: number; name: string }[]>;
  /** Editors: confirmed at once, with a note how the person agreed. Set-based. @returns rows changed. */
  add(
    contactIds: number[],
    listIds: number[],
    note: string,
    actorId: number | null,
    trx?: Transaction,
  ): Promise<number>;
  /** `listId` null: from every list. Effective at once. Set-based. @returns rows changed. */
  unsubscribe(
    contactIds: number[],
    listId: number | null,
    proof: { channel: ConsentChannel; actorId?: number | null; campaignId?: number | null } & Partial<Visit>,
    trx?: Transaction,
  ): Promise<number>;
}
