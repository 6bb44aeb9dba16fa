import type { Core } from '@strapi/strapi';

import { qualified, toJson } from '../../lib/database';
import { dialectOf } from '../../lib/dialect';
import { CONTACTS } from '../tables';

/** The attribute keys in use, sorted. The database looks for them: contacts are many, shapes of attributes few. */
export async function attributeKeys(strapi: Core.Strapi): Promise<string[]> {
  const knex = strapi.db.connection;
  const contacts = qualified(strapi, CONTACTS);
  const keys = new Set<string>();
  if (dialectOf(strapi) === 'mysql') {
    const [shapes] = (await knex.raw(
      'select distinct json_keys(attributes) as shape from ?? where attributes is not null',
      [contacts],
    )) as [{ shape: unknown }[]];
    for (const { shape } of shapes) for (const key of toJson<string[]>(shape) ?? []) keys.add(key);
  } else if (dialectOf(strapi) === 'postgres') {
    const { rows } = await knex.raw<{ rows: { key: string }[] }>(
      "select distinct jsonb_object_keys(attributes) as key from ?? where jsonb_typeof(attributes) = 'object'",
      [contacts],
    );
    for (const { key } of rows) keys.add(key);
  } else {
    const rows = await knex.raw<{ key: string }[]>(
      "select distinct a.key from ??, json_each(attributes) a where json_type(attributes) = 'object'",
      [contacts],
    );
    for (const { key } of rows) keys.add(key);
  }
  return [...keys].sort();
}
