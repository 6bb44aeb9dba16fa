import type { Core } from '@strapi/strapi';

import { configOf, institutionOf, publicBaseUrl } from '../../config';
import { consentOf } from '../../consent';
import { subscriptionsOf, type SubscriptionService } from '../../contacts';
import { deliveryOf } from '../../delivery';
import { redacted } from '../../lib/redact';
import { confirmationMail } from './confirmation-mail';
import { signConfirm } from './confirm-token';
import { giveTurnBack, takeTurn } from './once-a-day';

type Request = Parameters<SubscriptionService['request']>[0];
type Waiting = NonNullable<Awaited<ReturnType<SubscriptionService['request']>>>;

interface Sender {
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  transport: string | null;
}

/** Notes the request and, where somebody has to confirm it, sends the e-mail for that: at most one a day. */
export async function askToConfirm(strapi: Core.Strapi, request: Request): Promise<void> {
  const waiting = await subscriptionsOf(strapi).request(request);
  if (!waiting) return;
  const addressHash = consentOf(strapi).addressHash(waiting.email);
  if (!(await takeTurn(strapi, addressHash))) return;
  try {
    await send(strapi, waiting, addressHash);
  } catch (error) {
    strapi.log.error(`[mail-campaigns] a confirmation e-mail could not be sent: ${redacted(error)}`);
    await giveTurnBack(strapi, addressHash);
  }
}

async function send(strapi: Core.Strapi, waiting: Waiting, addressHash: string): Promise<void> {
  const sender = (await strapi.db
    .query('plugin::mail-campaigns.sender')
    .findOne({ orderBy: { id: 'asc' } })) as Sender | null;
  if (!sender) throw new Error('no sender is set up: add one in the settings of Mail campaigns');
  const { contactId, lists, language } = waiting;
  const listIds = lists.map(({ id }) => id);
  const mail = confirmationMail({
    institution: await institutionOf(strapi),
    language,
    lists,
    url: `${publicBaseUrl(strapi)}/confirm/${signConfirm(strapi, { contactId, listIds, addressHash })}`,
    hours: configOf(strapi).subscribe.confirmHours,
  });
  await deliveryOf(strapi).sendSingle({
    ...mail,
    from: { name: sender.fromName, address: sender.fromAddress },
    to: waiting.email,
    replyTo: sender.replyTo,
    transport: sender.transport,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}
