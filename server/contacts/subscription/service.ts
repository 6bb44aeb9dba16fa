import type { Core } from '@strapi/strapi';

import type { ContactAttributes, Language, TrackingChoice } from '../../../contracts';
import { consentOf, type ConsentAction, type ConsentChannel, type ConsentEntry } from '../../consent';
import { chunk, joinTransaction, table, type Transaction } from '../../lib/database';
import { requireAddress } from '../contact/lifecycle';
import { insertContacts } from '../contact/insert';
import { readLists, readPublicLists } from '../list/names';
import { CONTACTS } from '../tables';
import { askedAnew, askedFor, reopened } from './asked';
import { lockPeople, readSubscriptions, setStatus, settle, type Change, type Person } from './changes';
import { isOpen, MENDED, stateOf } from './doubt';
import { publicLists, rejoin, standing, type PublicList, type RejoinProof, type Standing } from './standing';
import { setTracking, type TrackingProof } from './tracking';

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
  /** Of a contact who is new; whoever exists keeps theirs. */
  attributes?: ContactAttributes;
  /** The form that was filled in. */
  form?: { id: number; slug: string };
}

/** Whom to ask for confirmation, and for which lists. */
export interface Waiting {
  contactId: number;
  email: string;
  firstName: string | null;
  language: Language;
  lists: { id: number; name: string }[];
}

export interface SubscriptionService {
  /**
   * A visitor asks to join. Never un-confirms anyone and never changes names of a contact who exists. Single
   * opt-in lists are confirmed at once, unless the person left them; those and double ones become pending. Suppressed by
   * a complaint or an editor: nothing happens. Suppressed by bounces: every list asks for a confirmation, which lifts it.
   * @returns whom to ask for confirmation and for which lists; null where nothing is to be sent.
   */
  request(request: SubscriptionRequest): Promise<Waiting | null>;
  /** The same question again, for those of `listIds` that still wait; null where nobody may be asked. */
  waiting(contactId: number, listIds: readonly number[]): Promise<Waiting | null>;
  /**
   * Confirms the pending ones among `listIds`. The record repeats what the person agreed to when asking.
   * @returns the lists that are confirmed now, with names.
   */
  confirm(
    contactId: number,
    listIds: number[],
    notice: string,
    visit: Visit,
  ): Promise<{ id: number; name: string }[]>;
  /**
   * Editors: confirmed at once, with a note how the person agreed. Without a note nobody who left is brought back.
   * Set-based. @returns rows changed.
   */
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
  /** Takes back a leaving that happened no later than `leftBy`. @returns subscriptions confirmed again. */
  rejoin(contactId: number, listIds: readonly number[], leftBy: Date, proof: RejoinProof): Promise<number>;
  /**
   * The person's word on measuring opens and clicks. In force at once: for e-mails composed from now on, and for hits
   * of those that went out. Leaves a consent record; saying the same again changes nothing.
   * @returns false where nothing changed or there is nobody of that id.
   */
  setTracking(
    contactId: number,
    choice: TrackingChoice,
    proof: TrackingProof,
    trx?: Transaction,
  ): Promise<boolean>;
  /** What visitors may join, by name. */
  publicLists(): Promise<PublicList[]>;
  /** Null where there is nobody of that id. */
  standing(contactId: number): Promise<Standing | null>;
  /** Names of those that exist. */
  listNames(listIds: readonly number[]): Promise<{ id: number; name: string }[]>;
}

/** One consent record per change. */
const entriesOf = (
  people: readonly Person[],
  changes: readonly Change[],
  action: ConsentAction,
  channel: ConsentChannel,
  more: Partial<ConsentEntry>,
): ConsentEntry[] => {
  const hashes = new Map(people.map(({ id, emailHash }) => [id, emailHash]));
  return changes.map(({ contactId, listId }) => ({
    ...more,
    addressHash: hashes.get(contactId) as string,
    contactId,
    listId,
    action,
    channel,
  }));
};

export const createSubscriptionService = ({ strapi }: { strapi: Core.Strapi }): SubscriptionService => ({
  publicLists: () => publicLists(strapi),
  standing: (contactId) => standing(strapi, contactId),
  listNames: (listIds) => readLists(strapi, listIds),
  setTracking: (contactId, choice, proof, trx) => setTracking(strapi, contactId, choice, proof, trx),
  rejoin: (contactId, listIds, leftBy, proof) => rejoin(strapi, contactId, listIds, leftBy, proof),

  async request(request) {
    const { address } = requireAddress(request.email);
    const addressHash = consentOf(strapi).addressHash(address);
    const state = await stateOf(strapi, addressHash);
    if (state === 'blocked') return null;
    const lists = await readPublicLists(strapi, request.listSlugs);
    if (lists.length === 0) return null;
    return joinTransaction(strapi, undefined, async (trx) => {
      const { firstName = null, lastName = null, language, notice, ip, userAgent, form } = request;
      const { attributes = {} } = request;
      await insertContacts(strapi, [{ email: address, firstName, lastName, language, attributes }], trx);
      const contact: { id: number; firstName: string | null } = await table(strapi, CONTACTS, trx)
        .where({ email: address })
        .forUpdate()
        .first('id', 'first_name as firstName');
      const people = [{ id: contact.id, emailHash: addressHash }];
      const origin = form && { formId: form.id, source: `form:${form.slug}` };
      const proof = { notice, language, ip, userAgent, ...origin };
      const ids = lists.map(({ id }) => id);
      const before = await readSubscriptions(strapi, [contact.id], ids, trx);
      const open = new Set(before.filter((row) => row.status !== 'confirmed').map((row) => row.listId));
      // Who left comes back by their own word only, and waits until then: anybody can write an address into a form.
      const asks = ({ id, optIn }: (typeof lists)[number]) =>
        optIn === 'double' || state === 'doubtful' || open.has(id);
      const single = lists.filter((list) => !asks(list)).map(({ id }) => id);
      const double = lists.filter(asks).map(({ id }) => id);
      const anew = await askedAnew(strapi, people[0] as Person, double, trx);
      const joined = await settle(strapi, [contact.id], single, 'confirmed', [null], trx);
      const asked = await settle(strapi, [contact.id], double, 'pending', [null, 'unsubscribed'], trx);
      await consentOf(strapi).record(
        [
          ...entriesOf(people, joined, 'confirmed', 'web-form', proof),
          ...entriesOf(people, [...asked, ...anew], 'requested', 'web-form', proof),
        ],
        trx,
      );
      const rows = await readSubscriptions(strapi, [contact.id], double, trx);
      const toAsk = new Set(rows.filter(({ status }) => isOpen(status, state)).map(({ listId }) => listId));
      const waiting = lists.filter(({ id }) => toAsk.has(id)).map(({ id, name }) => ({ id, name }));
      if (waiting.length === 0) return null;
      const { id: contactId, firstName: known } = contact;
      return { contactId, email: address, firstName: known, language, lists: waiting };
    });
  },

  async waiting(contactId, listIds) {
    const [contact] = await table(strapi, CONTACTS)
      .where({ id: contactId })
      .select<(Omit<Waiting, 'contactId' | 'lists'> & { emailHash: string })[]>(
        'email',
        'email_hash as emailHash',
        'first_name as firstName',
        'language',
      );
    const state = contact ? await stateOf(strapi, contact.emailHash) : 'blocked';
    if (!contact || state === 'blocked') return null;
    const { email, firstName, language } = contact;
    const now = await standing(strapi, contactId);
    const lists = (now?.subscriptions ?? [])
      .filter(({ listId, status }) => isOpen(status, state) && listIds.includes(listId))
      .map(({ listId, listName }) => ({ id: listId, name: listName }));
    return lists.length > 0 ? { contactId, email, firstName, language, lists } : null;
  },

  confirm: (contactId, listIds, notice, visit) =>
    joinTransaction(strapi, undefined, async (trx) => {
      const people = await lockPeople(strapi, [contactId], trx);
      if (people.length === 0) return [];
      const lists = await readLists(strapi, listIds, trx);
      const ids = lists.map(({ id }) => id);
      const [person] = people as [Person];
      const state = await stateOf(strapi, person.emailHash, trx);
      const before = state === 'doubtful' ? await readSubscriptions(strapi, [contactId], ids, trx) : [];
      const again = before.filter(({ status }) => status === 'confirmed').map(reopened);
      const settled = await settle(strapi, [contactId], ids, 'confirmed', ['pending'], trx);
      const changes = [...settled, ...again];
      const asked = await askedFor(strapi, person);
      const entries = entriesOf(people, changes, 'confirmed', 'web-form', visit).map((entry) => {
        const { notice: seen = null, source, formId } = asked.get(entry.listId as number) ?? {};
        return { ...entry, notice: [seen, notice].filter(Boolean).join('\n\n'), source, formId };
      });
      await consentOf(strapi).record(entries, trx);
      if (changes.length > 0) {
        await consentOf(strapi).lift([person.emailHash], MENDED, { rule: 'opt-in' }, trx);
      }
      const rows = await readSubscriptions(strapi, [contactId], ids, trx);
      const confirmed = new Set(rows.filter((row) => row.status === 'confirmed').map(({ listId }) => listId));
      return lists.filter(({ id }) => confirmed.has(id)).map(({ id, name }) => ({ id, name }));
    }),

  add: (contactIds, listIds, note, actorId, trx) =>
    joinTransaction(strapi, trx, async (own) => {
      const ids = (await readLists(strapi, listIds, own)).map(({ id }) => id);
      const notice = note.trim();
      let changed = 0;
      for (const batch of chunk([...new Set(contactIds)])) {
        const people = await lockPeople(strapi, batch, own);
        const changes = await settle(
          strapi,
          people.map(({ id }) => id),
          ids,
          'confirmed',
          notice ? [null, 'pending', 'unsubscribed'] : [null, 'pending'],
          own,
        );
        await consentOf(strapi).record(
          entriesOf(people, changes, 'added', 'admin', { notice, actorId }),
          own,
        );
        changed += changes.length;
      }
      return changed;
    }),

  unsubscribe: (contactIds, listId, { channel, ...proof }, trx) =>
    joinTransaction(strapi, trx, async (own) => {
      let changed = 0;
      for (const batch of chunk([...new Set(contactIds)])) {
        const people = await lockPeople(strapi, batch, own);
        const rows = await readSubscriptions(
          strapi,
          people.map(({ id }) => id),
          listId === null ? null : [listId],
          own,
        );
        const active = rows.filter(({ status }) => status !== 'unsubscribed');
        await setStatus(
          strapi,
          active.map(({ id }) => id),
          'unsubscribed',
          own,
        );
        const left = new Set(active.map(({ contactId }) => contactId));
        const entries = people
          .filter(({ id }) => left.has(id))
          .map(({ id, emailHash }) => ({
            ...proof,
            addressHash: emailHash,
            contactId: id,
            listId,
            action: 'revoked' as const,
            channel,
          }));
        await consentOf(strapi).record(entries, own);
        changed += active.length;
      }
      return changed;
    }),
});
