import type { Core } from '@strapi/strapi';

import { deliveryOf } from '../delivery';
import type { Letter } from './page/letter';

interface Sender {
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  transport: string | null;
}

/**
 * Sends a letter at once, from the first sender of the settings.
 * @throws Error where no sender is set up, or the relay does not take it.
 */
export async function sendLetter(strapi: Core.Strapi, to: string, letter: Letter): Promise<void> {
  const sender = (await strapi.db
    .query('plugin::mail-campaigns.sender')
    .findOne({ orderBy: { id: 'asc' } })) as Sender | null;
  if (!sender) throw new Error('no sender is set up: add one in the settings of Mail campaigns');
  await deliveryOf(strapi).sendSingle({
    ...letter,
    from: { name: sender.fromName, address: sender.fromAddress },
    to,
    replyTo: sender.replyTo,
    transport: sender.transport,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}
