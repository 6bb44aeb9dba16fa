import type { Core } from '@strapi/strapi';

import type { ContactAttributes, Language } from '../../../contracts';
import { clock } from '../../lib/clock';
import { chunk, table, type Transaction } from '../../lib/database';
import { CONTACTS } from '../tables';
import { fold } from './fold';
import { addressColumns, CONTACT_UID } from './lifecycle';

export interface NewContact {
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  attributes: ContactAttributes;
}

/** Strapi makes document ids in its query layer only. */
const documentIdOf = (strapi: Core.Strapi): string => {
  const { documentId } = strapi.db.metadata.get(CONTACT_UID).attributes as unknown as {
    documentId: { default: () => string };
  };
  return documentId.default();
};

const toRow = (
  strapi: Core.Strapi,
  { email, firstName, lastName, language, attributes }: NewContact,
  now: Date,
) => {
  const { emailHash, ...address } = addressColumns(strapi, email);
  return {
    ...address,
    email_hash: emailHash,
    document_id: documentIdOf(strapi),
    first_name: firstName,
    last_name: lastName,
    first_name_folded: firstName && fold(firstName),
    last_name_folded: lastName && fold(lastName),
    language,
    attributes: JSON.stringify(attributes),
    created_at: now,
    updated_at: now,
    published_at: now,
  };
};

/**
 * Adds people, set-based; who is there already stays as they are. An address that two requests bring at the same
 * moment makes one contact. No lifecycle hooks run.
 * @throws ValidationError `email-invalid`
 */
export async function insertContacts(
  strapi: Core.Strapi,
  contacts: readonly NewContact[],
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  for (const batch of chunk(contacts)) {
    await table(strapi, CONTACTS, trx)
      .insert(batch.map((contact) => toRow(strapi, contact, now)))
      .onConflict('email')
      .ignore();
  }
}

/** Overwrites people who exist, set-based: an upsert is the one multi-row update that all databases know. */
export async function mergeContacts(
  strapi: Core.Strapi,
  contacts: readonly NewContact[],
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  for (const batch of chunk(contacts)) {
    await table(strapi, CONTACTS, trx)
      .insert(batch.map((contact) => toRow(strapi, contact, now)))
      .onConflict('email')
      .merge([
        'first_name',
        'last_name',
        'first_name_folded',
        'last_name_folded',
        'language',
        'attributes',
        'updated_at',
      ]);
  }
}
