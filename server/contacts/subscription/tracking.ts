import type { Core } from '@strapi/strapi';

import type { TrackingChoice } from '../../../contracts';
import { configOf } from '../../config';
import { consentOf, type ConsentEntry } from '../../consent';
import { clock } from '../../lib/clock';
import { joinTransaction, table, type Transaction } from '../../lib/database';
import { CONTACTS } from '../tables';
import { lockPeople } from './changes';

/** How the person said it: the page, the text that stood beside the choice, from where. */
export type TrackingProof = Pick<ConsentEntry, 'channel'> &
  Pick<Partial<ConsentEntry>, 'notice' | 'language' | 'ip' | 'userAgent' | 'actorId' | 'campaignId'>;

/** Whether opens and clicks of somebody who said this may be measured: the option `tracking.consent`. */
export const mayMeasure = (strapi: Core.Strapi, choice: TrackingChoice | null): boolean =>
  configOf(strapi).tracking.consent === 'opt-in' ? choice === 'allowed' : choice !== 'refused';

/** See `SubscriptionService.setTracking`. */
export const setTracking = (
  strapi: Core.Strapi,
  contactId: number,
  choice: TrackingChoice,
  proof: TrackingProof,
  trx?: Transaction,
): Promise<boolean> =>
  joinTransaction(strapi, trx, async (own) => {
    const [person] = await lockPeople(strapi, [contactId], own);
    if (!person) return false;
    const now = clock.now();
    const changed = await table(strapi, CONTACTS, own)
      .where({ id: contactId })
      .where((other) => other.whereNull('tracking').orWhereNot('tracking', choice))
      .update({ tracking: choice, updated_at: now });
    if (Number(changed) === 0) return false;
    await consentOf(strapi).record(
      [
        {
          ...proof,
          addressHash: person.emailHash,
          contactId,
          listId: null,
          action: choice === 'allowed' ? 'tracking-allowed' : 'tracking-refused',
        },
      ],
      own,
    );
    return true;
  });
