import { randomBytes } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { table } from '../../lib/database';
import { CAMPAIGN_UID } from '../campaign/store';
import { campaignSchema } from '../campaign/schema';

/** Base32 (RFC 4648 §6) in lower case: nothing to mistake, nothing to escape. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** 60 bits. */
const LENGTH = 12;

const newArchiveId = (): string => Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte & 31]).join('');

export const isArchiveId = (text: string): boolean => /^[a-z2-7]{12}$/.test(text);

interface Event {
  params: { data: Record<string, unknown> | Record<string, unknown>[] };
}

/**
 * Gives every campaign its name in the archive, those of before included. It comes from here alone, whoever writes, and
 * stays for ever: a feed reader knows what it has shown by it.
 */
export async function giveArchiveIds(strapi: Core.Strapi): Promise<void> {
  const give = ({ params: { data } }: Event) => {
    for (const row of [data].flat()) row.archiveId = newArchiveId();
  };
  const keep = ({ params: { data } }: Event) => {
    for (const row of [data].flat()) delete row.archiveId;
  };
  const handlers = {
    models: [CAMPAIGN_UID],
    beforeCreate: give,
    beforeCreateMany: give,
    beforeUpdate: keep,
    beforeUpdateMany: keep,
  };
  strapi.db.lifecycles.subscribe(handlers as unknown as Parameters<typeof strapi.db.lifecycles.subscribe>[0]);

  const campaigns = () => table(strapi, campaignSchema.collectionName).whereNull('archive_id');
  const ids = (await campaigns().pluck('id')) as number[];
  for (const id of ids) await campaigns().where({ id }).update({ archive_id: newArchiveId() });
}
