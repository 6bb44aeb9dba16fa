import type { Core } from '@strapi/strapi';

import { configOf, institutionOf, publicBaseUrl } from '../../config';
import { consentOf } from '../../consent';
import { subscriptionsOf, type SubscriptionService, type Waiting } from '../../contacts';
import { sendLetter } from '../send-letter';
import { confirmationMail } from './confirmation-mail';
import { signConfirm } from './confirm-token';
import { inTurn, takeTurn } from './once-a-day';
import { quietLimitsOf } from './quiet-limits';

type Request = Parameters<SubscriptionService['request']>[0];

/** Notes the request and, where somebody has to confirm it, sends the e-mail for that: at most one a day. */
export async function askToConfirm(strapi: Core.Strapi, request: Request): Promise<void> {
  if (!(await quietLimitsOf(strapi).allows(request.email))) return;
  const waiting = await subscriptionsOf(strapi).request(request);
  if (waiting) await sendOnceADay(strapi, waiting);
}

/** Sends the e-mail again to who still has to confirm, as for a new request: at most one a day. */
export async function askAgain(
  strapi: Core.Strapi,
  contactId: number,
  listIds: readonly number[],
): Promise<void> {
  const waiting = await subscriptionsOf(strapi).waiting(contactId, listIds);
  if (waiting) await sendOnceADay(strapi, waiting);
}

async function sendOnceADay(strapi: Core.Strapi, waiting: Waiting): Promise<void> {
  const addressHash = consentOf(strapi).addressHash(waiting.email);
  if (!(await takeTurn(strapi, addressHash))) return;
  await inTurn(strapi, addressHash, 'a confirmation e-mail', () => send(strapi, waiting, addressHash));
}

async function send(strapi: Core.Strapi, waiting: Waiting, addressHash: string): Promise<void> {
  const { contactId, lists, language } = waiting;
  const listIds = lists.map(({ id }) => id);
  const mail = confirmationMail({
    institution: await institutionOf(strapi),
    language,
    lists,
    url: `${publicBaseUrl(strapi)}/confirm/${signConfirm(strapi, { contactId, listIds, addressHash })}`,
    hours: configOf(strapi).subscribe.confirmHours,
  });
  await sendLetter(strapi, waiting.email, mail);
}
