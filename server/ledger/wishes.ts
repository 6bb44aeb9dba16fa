import type { Core } from '@strapi/strapi';

import type { Frequency } from '../../contracts';
import { clock } from '../lib/clock';
import { qualified } from '../lib/database';
import { DELIVERIES } from './tables';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * For how long an e-mail keeps the next one of its list away. Half a day short of the full week or four weeks: the
 * newsletter of each Tuesday must reach who wants one a week, although it started some minutes earlier this time.
 */
const WINDOW_DAYS: Record<Frequency, number> = { weekly: 6.5, monthly: 27.5 };

/** Whether contact `c` pauses. Bindings: `pauseBindings`. */
export const IS_PAUSED = 'c.paused_until > ?';
export const pauseBindings = (): unknown[] => [clock.now()];

/**
 * Whether the person of subscription `s` wants fewer e-mails and got one through that list lately. One that is on its
 * way, or may have arrived, counts. Asked of those only who made the choice. Bindings: `frequencyBindings`.
 * @param except SQL that leaves out a row, `earlier`.
 */
export const gotOneLately = (except = '1 = 1'): string => `(s.frequency is not null and exists (
    select 1 from ?? as earlier
    where earlier.contact_id = s.contact_id and earlier.list_id = s.list_id and ${except}
      and earlier.status in ('in_flight', 'accepted', 'uncertain')
      and (s.frequency = 'weekly' and coalesce(earlier.accepted_at, earlier.first_attempt_at) > ?
        or s.frequency = 'monthly' and coalesce(earlier.accepted_at, earlier.first_attempt_at) > ?)))`;
export const frequencyBindings = (strapi: Core.Strapi): unknown[] => {
  const since = (frequency: Frequency) => new Date(clock.now().getTime() - WINDOW_DAYS[frequency] * DAY_MS);
  return [qualified(strapi, DELIVERIES), since('weekly'), since('monthly')];
};
