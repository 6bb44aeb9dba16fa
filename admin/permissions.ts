import { ACTIONS, actionUid, type Action } from '../contracts';

export interface PluginPermission {
  action: string;
  subject: null;
}

/** Every action as Strapi's `Page.Protect` and `useRBAC` want it: `PERMISSIONS['contacts.read']`. */
export const PERMISSIONS = Object.fromEntries(
  ACTIONS.map((action) => [action, [{ action: actionUid(action), subject: null }]]),
) as Record<Action, PluginPermission[]>;

/** Who may open the plugin at all: whoever may read one of its screens. */
export const ENTRY_PERMISSIONS: PluginPermission[] = ACTIONS.filter((action) =>
  action.endsWith('.read'),
).flatMap((action) => PERMISSIONS[action]);
