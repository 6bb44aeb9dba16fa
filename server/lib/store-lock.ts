import type { Core } from '@strapi/strapi';

import { inTransaction, table } from './database';

const STORE_TABLE = 'strapi_core_store_settings';

/**
 * Runs `work` while no other process runs such work on this database: for what is read from the store, decided on and
 * written back. The store has no unique constraint, so they queue up at a row that every Strapi database has: the
 * update below changes nothing and locks it until the commit (on SQLite it takes the only write lock).
 */
export const withStoreLock = <T>(strapi: Core.Strapi, work: () => Promise<T>): Promise<T> =>
  inTransaction(strapi, async (trx) => {
    await table(strapi, STORE_TABLE, trx)
      .where({ key: 'strapi_content_types_schema' })
      .update({ type: strapi.db.connection.ref('type') });
    return work();
  });
