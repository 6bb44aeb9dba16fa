import type { Core } from '@strapi/strapi';

import { ACTIONS, PLUGIN_ID, type Action } from '../contracts';

/** What Settings → Roles shows for each action. */
const LABELS: Record<Action, [subCategory: string, displayName: string]> = {
  'contacts.read': ['contacts', 'Read contacts'],
  'contacts.manage': ['contacts', 'Create, edit and delete contacts'],
  'contacts.import': ['contacts', 'Import contacts from a file'],
  'contacts.export': ['contacts', 'Export contacts to a file'],
  'lists.read': ['lists', 'Read lists'],
  'lists.manage': ['lists', 'Create, edit and delete lists'],
  'forms.read': ['forms', 'Read subscription forms'],
  'forms.manage': ['forms', 'Create, edit and delete subscription forms'],
  'templates.read': ['templates', 'Read templates'],
  'templates.manage': ['templates', 'Create, edit and delete templates'],
  'campaigns.read': ['campaigns', 'Read campaigns'],
  'campaigns.edit': ['campaigns', 'Create and edit campaigns'],
  'campaigns.test': ['campaigns', 'Send tests'],
  'campaigns.send': ['campaigns', 'Send, schedule, pause and cancel'],
  'reports.read': ['reports', 'Read reports'],
  'reports.export': ['reports', 'Download reports'],
  'bounces.read': ['bounces', 'Read what came back, with the addresses in it, and alarms'],
  'bounces.manage': ['bounces', 'Classify again, dismiss, mark alarms as seen'],
  'settings.read': ['settings', 'Read settings'],
  'settings.manage': ['settings', 'Change settings and senders'],
};

export async function registerActions(strapi: Core.Strapi): Promise<void> {
  const provider = strapi.service('admin::permission')?.actionProvider as {
    registerMany(actions: object[]): Promise<void>;
  };
  await provider.registerMany(
    ACTIONS.map((uid) => {
      const [subCategory, displayName] = LABELS[uid];
      return { section: 'plugins', subCategory, displayName, uid, pluginName: PLUGIN_ID };
    }),
  );
}
