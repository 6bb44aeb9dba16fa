import type { Core } from '@strapi/strapi';

import type { ContactAttributes, ImportRefusal, Language } from '../../../contracts';
import { consentOf } from '../../consent';
import { table, toJson, type Transaction } from '../../lib/database';
import { MAX_ATTRIBUTES } from '../contact/input';
import { insertContacts, mergeContacts, type NewContact } from '../contact/insert';
import { settle } from '../subscription/changes';
import { CONTACTS, IMPORT_ROWS } from '../tables';
import type { ImportedPerson } from './person';
import type { Row } from './rows';

export interface Candidate {
  row: Row;
  person: ImportedPerson;
}

export interface Refused {
  row: Row;
  reason: ImportRefusal;
  email: string | null;
}

/** Of one run, for every batch. */
export interface BatchSettings {
  runId: number;
  fileName: string;
  fileHash: string;
  listIds: readonly number[];
  updateExisting: boolean;
  consentNote: string;
  actorId: number | null;
  /** Of people whose row names none. */
  language: Language;
}

export interface Outcome {
  created: number;
  updated: number;
  unchanged: number;
}

interface Known extends NewContact {
  id: number;
  emailHash: string;
}

/**
 * Writes one batch, set-based: contacts, subscriptions, consent records and refused rows. Who unsubscribed stays
 * unsubscribed, whoever is suppressed gets no subscription; doing it twice changes nothing.
 */
export async function writeBatch(
  strapi: Core.Strapi,
  settings: BatchSettings,
  candidates: readonly Candidate[],
  refused: readonly Refused[],
  trx: Transaction,
): Promise<Outcome> {
  const emails = candidates.map(({ person }) => person.email);
  const before = await readKnown(strapi, emails, trx);
  const news = candidates.filter(({ person }) => !before.has(person.email));
  await insertContacts(
    strapi,
    news.map(({ person }) => ({ ...person, language: person.language ?? settings.language })),
    trx,
  );
  const merged = settings.updateExisting
    ? candidates.flatMap(({ person }) => merge(before.get(person.email), person) ?? [])
    : [];
  await mergeContacts(strapi, merged, trx);
  const subscribed = await subscribe(strapi, settings, candidates, trx);
  await refuse(strapi, settings.runId, refused, trx);

  const touched = new Set([...merged.map(({ email }) => email), ...subscribed]);
  const updated = [...before.keys()].filter((email) => touched.has(email)).length;
  return { created: news.length, updated, unchanged: candidates.length - news.length - updated };
}

async function readKnown(
  strapi: Core.Strapi,
  emails: readonly string[],
  trx: Transaction,
): Promise<Map<string, Known>> {
  const rows: Known[] = await table(strapi, CONTACTS, trx)
    .whereIn('email', emails)
    .orderBy('id')
    .forUpdate()
    .select(
      'id',
      'email',
      'email_hash as emailHash',
      'first_name as firstName',
      'last_name as lastName',
      'language',
      'attributes',
    );
  return new Map(
    rows.map((row) => [row.email, { ...row, attributes: toJson<ContactAttributes>(row.attributes) ?? {} }]),
  );
}

/** A file has text only: a number or a yes that it repeats stays what it is. */
const sameKind = ({ attributes }: Known, told: ContactAttributes): ContactAttributes =>
  Object.fromEntries(
    Object.entries(told).map(([key, value]) => {
      const kept = attributes[key];
      return [key, kept !== undefined && kept !== null && String(kept) === value ? kept : value];
    }),
  );

/** What becomes of a contact who exists; null where the row says nothing new. Empty cells take nothing away. */
function merge(known: Known | undefined, person: ImportedPerson): NewContact | null {
  if (!known) return null;
  const attributes = Object.fromEntries(
    Object.entries({ ...known.attributes, ...sameKind(known, person.attributes) }).slice(0, MAX_ATTRIBUTES),
  );
  const next: NewContact = {
    email: known.email,
    firstName: person.firstName ?? known.firstName,
    lastName: person.lastName ?? known.lastName,
    language: person.language ?? known.language,
    attributes,
  };
  const same =
    next.firstName === known.firstName &&
    next.lastName === known.lastName &&
    next.language === known.language &&
    Object.entries(attributes).every(([key, value]) => known.attributes[key] === value);
  return same ? null : next;
}

/** @returns the addresses that joined a list. */
async function subscribe(
  strapi: Core.Strapi,
  { listIds, consentNote, fileName, fileHash, actorId }: BatchSettings,
  candidates: readonly Candidate[],
  trx: Transaction,
): Promise<string[]> {
  if (listIds.length === 0) return [];
  const rowOf = new Map(candidates.map(({ person, row }) => [person.email, row.number]));
  const known = [...(await readKnown(strapi, [...rowOf.keys()], trx)).values()];
  const suppressions = await consentOf(strapi).suppressionsOf(
    known.map(({ emailHash }) => emailHash),
    trx,
  );
  const people = new Map(
    known.filter(({ emailHash }) => !suppressions.has(emailHash)).map((person) => [person.id, person]),
  );
  const changes = await settle(strapi, [...people.keys()], listIds, 'confirmed', [null, 'pending'], trx);
  await consentOf(strapi).record(
    changes.map(({ contactId, listId }) => {
      const { email, emailHash } = people.get(contactId) as Known;
      return {
        addressHash: emailHash,
        contactId,
        listId,
        action: 'imported',
        channel: 'import',
        notice: consentNote,
        source: `${fileName} sha256:${fileHash} row ${rowOf.get(email)}`,
        actorId,
      };
    }),
    trx,
  );
  return changes.map(({ contactId }) => (people.get(contactId) as Known).email);
}

async function refuse(
  strapi: Core.Strapi,
  runId: number,
  refused: readonly Refused[],
  trx: Transaction,
): Promise<void> {
  if (refused.length === 0) return;
  await table(strapi, IMPORT_ROWS, trx)
    .insert(
      refused.map(({ row, reason, email }) => ({
        run_id: runId,
        row_number: row.number,
        reason,
        address_hash: email ? consentOf(strapi).addressHash(email) : null,
        cells: JSON.stringify(row.cells),
      })),
    )
    .onConflict(['run_id', 'row_number'])
    .ignore();
}
