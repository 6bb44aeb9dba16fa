import { Page } from '@strapi/strapi/admin';
import { Box, Flex, Tabs } from '@strapi/design-system';
import { useLocation, useNavigate } from 'react-router-dom';

import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useSettingsQuery } from '../../services/settings';
import { InstitutionForm } from './InstitutionForm';
import { Senders } from './Senders';
import { PublicPagesSettings } from './publicPages/PublicPagesSettings';
import { AlarmSettings } from './returns/AlarmSettings';
import { Mailboxes } from './returns/Mailboxes';
import { SendingSettings } from './sending/SendingSettings';
import { Webhooks } from './webhooks/Webhooks';

/** Each tab is a place of its own: a link leads to it, and leaving it with changes asks first. */
const TABS = {
  general: pathTo('settings'),
  'public-pages': pathTo('settings/public-pages'),
  sending: pathTo('settings/sending'),
  bounces: pathTo('settings/bounces'),
  webhooks: pathTo('settings/webhooks'),
};
type Tab = keyof typeof TABS;

const tabAt = (pathname: string): Tab =>
  (['public-pages', 'sending', 'bounces', 'webhooks'] as const).find((name) =>
    pathname.startsWith(TABS[name]),
  ) ?? 'general';

const Settings = () => {
  const t = useT();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data, error, isLoading, refetch } = useSettingsQuery();
  const tab = tabAt(pathname);
  if (isLoading) return <Page.Loading />;
  return (
    <PageLayout title={t('settings.title')} subtitle={t('settings.subtitle')}>
      {data ? (
        <Tabs.Root variant="simple" value={tab} onValueChange={(next: string) => navigate(TABS[next as Tab])}>
          <Tabs.List aria-label={t('settings.title')}>
            <Tabs.Trigger value="general">{t('settings.tab.general')}</Tabs.Trigger>
            <Tabs.Trigger value="public-pages">{t('pages.title')}</Tabs.Trigger>
            <Tabs.Trigger value="sending">{t('settings.tab.sending')}</Tabs.Trigger>
            <Tabs.Trigger value="bounces">{t('bounces.settings.tab')}</Tabs.Trigger>
            <Tabs.Trigger value="webhooks">{t('webhooks.title')}</Tabs.Trigger>
          </Tabs.List>
          <Box paddingTop={6}>
            <Tabs.Content value="general">
              <Flex direction="column" alignItems="stretch" gap={6}>
                <InstitutionForm institution={data.institution} />
                <Senders />
              </Flex>
            </Tabs.Content>
            <Tabs.Content value="public-pages">
              <PublicPagesSettings />
            </Tabs.Content>
            <Tabs.Content value="sending">
              <SendingSettings settings={data} />
            </Tabs.Content>
            <Tabs.Content value="bounces">
              <Flex direction="column" alignItems="stretch" gap={6}>
                <Mailboxes />
                <AlarmSettings />
              </Flex>
            </Tabs.Content>
            <Tabs.Content value="webhooks">
              <Webhooks timeZone={data.institution.timeZone} />
            </Tabs.Content>
          </Box>
        </Tabs.Root>
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </PageLayout>
  );
};

const ProtectedSettings = () => (
  <Page.Protect permissions={PERMISSIONS['settings.read']}>
    <Settings />
  </Page.Protect>
);
export default ProtectedSettings;
