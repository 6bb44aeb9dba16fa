import type { Readable } from 'node:stream';

import type { Core } from '@strapi/strapi';

import type { Contact } from '../../../contracts';
import { BATCH, table } from '../../lib/database';
import { csvStream, type CsvCell } from '../csv';
import { LISTS } from '../tables';
import { attributeKeys } from './attributes';
import { filtered, type ContactFilter } from './search';
import { readContacts } from './view';

/**
 * The filtered contacts as CSV: one column per list (the status there) and per attribute. The headers are those
 * that an import recognises, in every language of the panel.
 */
export async function exportContacts(
  strapi: Core.Strapi,
  filter: ContactFilter,
  separator: ',' | ';',
): Promise<Readable> {
  const lists: { id: number; name: string }[] = await table(strapi, LISTS)
    .orderBy(['name', 'id'])
    .select('id', 'name');
  const keys = await attributeKeys(strapi);
  const headers = [
    'email',
    'firstName',
    'lastName',
    'language',
    'suppression',
    'tracking',
    'createdAt',
    ...lists.map(({ name }) => `list:${name}`),
    ...keys.map((key) => `attributes.${key}`),
  ];
  const toCells = (contact: Contact): CsvCell[] => {
    const statuses = new Map(contact.subscriptions.map(({ listId, status }) => [listId, status]));
    return [
      contact.email,
      contact.firstName,
      contact.lastName,
      contact.language,
      contact.suppression?.reason ?? null,
      contact.tracking,
      contact.createdAt,
      ...lists.map(({ id }) => statuses.get(id) ?? null),
      ...keys.map((key) => contact.attributes[key] ?? null),
    ];
  };
  async function* pages() {
    for (let last = 0; ;) {
      const ids = (await filtered(strapi, filter)
        .where('id', '>', last)
        .orderBy('id')
        .limit(BATCH)
        .pluck('id')) as number[];
      if (ids.length === 0) return;
      yield (await readContacts(strapi, ids)).map(toCells);
      last = ids.at(-1) as number;
    }
  }
  return csvStream(headers, pages(), separator);
}
