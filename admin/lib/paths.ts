import { pluginId } from '../pluginId';

/** The place of a screen in the panel: `pathTo('contacts/12')` → `/plugins/mail-campaigns/contacts/12`. */
export const pathTo = (screen = ''): string => `/plugins/${pluginId}${screen && `/${screen}`}`;
