import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type Alarm } from '../../../contracts';
import { alarmRecipientsOf, institutionOf } from '../../config';
import { redacted } from '../../lib/redact';
import { sendLetter } from '../send-letter';
import { alarmMail } from './mail';

/** Where the panel tells more: the campaign, or the domains that refuse us. */
function placeOf(strapi: Core.Strapi, { campaign }: Alarm): string {
  const panel = String(strapi.config.get('admin.absoluteUrl')).replace(/\/$/, '');
  return `${panel}/plugins/${PLUGIN_ID}${campaign ? `/campaigns/${campaign.id}` : ''}`;
}

/**
 * Tells the people of the settings of an alarm by e-mail. Whom it cannot reach, the others do.
 * @throws Error where nobody could be told.
 */
export async function tellOfAlarm(strapi: Core.Strapi, alarm: Alarm): Promise<void> {
  const addresses = await alarmRecipientsOf(strapi);
  if (addresses.length === 0) return;
  const mail = alarmMail(await institutionOf(strapi), alarm, placeOf(strapi, alarm));
  const sent = await Promise.allSettled(addresses.map((address) => sendLetter(strapi, address, mail)));
  const failures = sent.flatMap((result) => (result.status === 'rejected' ? [redacted(result.reason)] : []));
  if (failures.length === addresses.length) throw new Error(failures[0]);
  for (const failure of failures) {
    strapi.log.warn(`[mail-campaigns] one of those who are told of alarms was not: ${failure}`);
  }
}
