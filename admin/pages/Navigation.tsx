import { SubNav } from '@strapi/strapi/admin';

import type { Action } from '../../contracts';
import { useCan } from '../hooks/useCan';
import { useT } from '../hooks/useT';
import { pathTo } from '../lib/paths';

export const SECTIONS = [
  { path: 'campaigns', actions: ['campaigns.read'], label: 'common.nav.campaigns' },
  { path: 'contacts', actions: ['contacts.read'], label: 'common.nav.contacts' },
  { path: 'lists', actions: ['lists.read'], label: 'common.nav.lists' },
  { path: 'forms', actions: ['forms.read'], label: 'common.nav.forms' },
  { path: 'templates', actions: ['templates.read'], label: 'common.nav.templates' },
  { path: 'reports', actions: ['reports.read'], label: 'common.nav.reports' },
  { path: 'bounces', actions: ['bounces.read'], label: 'common.nav.bounces' },
  { path: 'health', actions: ['settings.read', 'reports.read'], label: 'common.nav.health' },
  { path: 'settings', actions: ['settings.read'], label: 'common.nav.settings' },
] satisfies { path: string; actions: Action[]; label: string }[];

/** The plugin's own menu, without what the person may not read. */
export const Navigation = () => {
  const t = useT();
  const can = useCan();
  return (
    <SubNav.Main aria-label={t('common.pluginName')}>
      <SubNav.Header label={t('common.pluginName')} />
      <SubNav.Content>
        <SubNav.Sections>
          {[
            <SubNav.Section key="sections" label={t('common.nav.title')}>
              {SECTIONS.filter(({ actions }) => actions.some(can)).map(({ path, label }) => (
                <SubNav.Link key={path} to={pathTo(path)} label={t(label)} />
              ))}
            </SubNav.Section>,
          ]}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
