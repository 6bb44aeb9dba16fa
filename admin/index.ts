import type { PluginDefinition, StrapiApp } from '@strapi/strapi/admin';
import { Mail } from '@strapi/icons';

import { ENTRY_PERMISSIONS } from './permissions';
import { pluginId } from './pluginId';

const plugin: PluginDefinition = {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${pluginId}`,
      icon: Mail,
      intlLabel: { id: `${pluginId}.common.pluginName`, defaultMessage: 'Mail campaigns' },
      permissions: ENTRY_PERMISSIONS,
      Component: () => import('./pages/App').then(({ App }) => ({ default: App })),
    });
    app.registerPlugin({ id: pluginId, name: 'Mail campaigns' });
  },
  registerTrads({ locales }) {
    return import('./translations').then(({ translationsOf }) =>
      locales.map((locale) => ({ locale, data: translationsOf(locale) })),
    );
  },
};

export default plugin;
