import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';

const KEY = 'alarm-recipients';

const store = (strapi: Core.Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Addresses of those who are told of alarms; kept in the database, edited in the panel. */
export const alarmRecipientsOf = async (strapi: Core.Strapi): Promise<string[]> =>
  ((await store(strapi).get({ key: KEY })) as string[] | null) ?? [];

export const saveAlarmRecipients = (strapi: Core.Strapi, addresses: readonly string[]): Promise<unknown> =>
  Promise.resolve(store(strapi).set({ key: KEY, value: addresses }));
