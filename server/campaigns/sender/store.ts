import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../../contracts';

export interface SenderRow {
  id: number;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  transport: string | null;
  createdAt: string;
  updatedAt: string;
}

export const senderQuery = (strapi: Core.Strapi) => strapi.db.query(`plugin::${PLUGIN_ID}.sender`);

export const isSender = async (strapi: Core.Strapi, fromAddress: string): Promise<boolean> =>
  (await senderQuery(strapi).count({ where: { fromAddress } })) > 0;

/** The sender made first: what a new campaign starts with. */
export const firstSender = async (strapi: Core.Strapi): Promise<SenderRow | null> =>
  (await senderQuery(strapi).findOne({ orderBy: { id: 'asc' } })) as SenderRow | null;

/** The transport that e-mails from this address leave by; null: all by weight, also for an address without a sender. */
export async function transportOfSender(strapi: Core.Strapi, fromAddress: string): Promise<string | null> {
  const row = (await senderQuery(strapi).findOne({
    select: ['transport'],
    where: { fromAddress },
  })) as SenderRow | null;
  return row?.transport ?? null;
}

export const senderOf = async (strapi: Core.Strapi, where: Partial<SenderRow>): Promise<SenderRow | null> =>
  (await senderQuery(strapi).findOne({ where })) as SenderRow | null;
