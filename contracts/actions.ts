/** The plugin's RBAC actions, one per verb. The full id is `plugin::mail-campaigns.<name>`. */
export const ACTIONS = [
  'contacts.read',
  'contacts.manage',
  'contacts.import',
  'contacts.export',
  'lists.read',
  'lists.manage',
  'forms.read',
  'forms.manage',
  'templates.read',
  'templates.manage',
  'campaigns.read',
  'campaigns.edit',
  'campaigns.test',
  'campaigns.send',
  'reports.read',
  'reports.export',
  'bounces.read',
  'bounces.manage',
  'settings.read',
  'settings.manage',
] as const;
export type Action = (typeof ACTIONS)[number];

export const PLUGIN_ID = 'mail-campaigns';

/** `campaigns.send` → `plugin::mail-campaigns.campaigns.send` */
export const actionUid = (action: Action): string => `plugin::${PLUGIN_ID}.${action}`;
