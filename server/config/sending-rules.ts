import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type SendingRules } from '../../contracts';

const KEY = 'sending-rules';

const weekday = { from: '07:00', to: '19:00' };

/**
 * The hours are those of Ley 2300 de 2023, art. 3, for advertising to consumers in Colombia; turned off until the
 * institution decides whether that law binds its bulletins.
 */
const initial: SendingRules = {
  window: {
    enabled: false,
    hours: {
      monday: weekday,
      tuesday: weekday,
      wednesday: weekday,
      thursday: weekday,
      friday: weekday,
      saturday: { from: '08:00', to: '15:00' },
      sunday: null,
    },
    skipHolidays: true,
  },
  monthlyQuota: null,
};

const store = (strapi: Core.Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** When e-mails may leave and how many in a month; kept in the database, edited in the panel. */
export const sendingRulesOf = async (strapi: Core.Strapi): Promise<SendingRules> =>
  ((await store(strapi).get({ key: KEY })) as SendingRules | null) ?? initial;

export const saveSendingRules = (strapi: Core.Strapi, value: SendingRules): Promise<unknown> =>
  Promise.resolve(store(strapi).set({ key: KEY, value }));
