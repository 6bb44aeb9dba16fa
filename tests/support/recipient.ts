import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { consentOf } from '../../server/consent';
import { createTokens } from '../../server/lib/tokens';
import { rooms } from '../../server/rooms';
import { TEST_SECRET } from './app';

export const tokens = createTokens([TEST_SECRET]);

/** Under which the public routes stand. */
export const PUBLIC = '/api/mail-campaigns';

interface Sent {
  campaignId: number;
  contactId: number | null;
  listId: number | null;
  email: string;
  acceptedAt?: Date | null;
  status?: string;
}

/** A row of the ledger as it stands after the relay took the e-mail, an hour ago unless said. @returns its id. */
export async function makeDelivery(strapi: Core.Strapi, sent: Sent): Promise<number> {
  const hourAgo = new Date(Date.now() - 3_600_000);
  const row = await strapi.db.query('plugin::mail-campaigns.delivery').create({
    data: {
      campaignId: sent.campaignId,
      contactId: sent.contactId,
      listId: sent.listId,
      address: sent.email,
      addressHash: consentOf(strapi).addressHash(sent.email),
      domain: sent.email.split('@')[1],
      status: sent.status ?? 'accepted',
      attempts: 1,
      acceptedAt: sent.acceptedAt === undefined ? hourAgo : sent.acceptedAt,
      openCount: 0,
      clickCount: 0,
      machineOpenCount: 0,
      machineClickCount: 0,
      privacyOpenCount: 0,
      updatedAt: hourAgo,
    },
  });
  return row.id;
}

/** A worker's heartbeat ticks whatever happens. */
const RESTLESS = 'mail_campaigns_workers';

/** A digest of every table of the plugin, to compare before and after. */
export async function dump(strapi: Core.Strapi, except: string[] = []): Promise<Record<string, string>> {
  const names = rooms.flatMap((room) => [
    ...(room.models ?? []).map(({ table }) => table),
    ...Object.values(room.contentTypes ?? {}).map(
      ({ schema }) => (schema as { collectionName: string }).collectionName,
    ),
  ]);
  const digests: Record<string, string> = {};
  for (const name of names.filter((one) => ![RESTLESS, ...except].includes(one))) {
    const rows: unknown[] = await strapi.db.getConnection(name).select('*').orderBy('id');
    const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12);
    digests[name] = `${rows.length} rows ${digest}`;
  }
  return digests;
}

/** Every way of changing one character of a text into another one of the same alphabet, or of cutting it. */
export const tampered = (token: string): string[] => [
  ...Array.from(token, (character, index) => {
    const other = character === '~' ? '-' : character === 'A' ? 'B' : 'A';
    return token.slice(0, index) + other + token.slice(index + 1);
  }),
  ...Array.from(token, (_, index) => token.slice(0, index)).filter(Boolean),
  `${token}A`,
  `${token}%27`,
  `${token}~`,
];
