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
import { SendingSettings } from './sending/SendingSettings';

/** Each tab is a place of its own: a link leads to it, and leaving it with changes asks first. */
const TABS = { general: pathTo('settings'), sending: pathTo('settings/sending') };

const Settings = () => {
  const t = useT();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data, error, isLoading, refetch } = useSettingsQuery();
  const tab = pathname.startsWith(TABS.sending) ? 'sending' : 'general';
  if (isLoading) return <Page.Loading />;
  return (
    <PageLayout title={t('settings.title')} subtitle={t('settings.subtitle')}>
      {data ? (
        <Tabs.Root
          variant="simple"
          value={tab}
          onValueChange={(next: string) => navigate(TABS[next as keyof typeof TABS])}
        >
          <Tabs.List aria-label={t('settings.title')}>
            <Tabs.Trigger value="general">{t('settings.tab.general')}</Tabs.Trigger>
            <Tabs.Trigger value="sending">{t('settings.tab.sending')}</Tabs.Trigger>
          </Tabs.List>
          <Box paddingTop={6}>
            <Tabs.Content value="general">
              <Flex direction="column" alignItems="stretch" gap={6}>
                <InstitutionForm institution={data.institution} />
                <Senders />
              </Flex>
            </Tabs.Content>
            <Tabs.Content value="sending">
              <SendingSettings settings={data} />
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
