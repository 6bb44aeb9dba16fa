import { Page } from '@strapi/strapi/admin';
import { Flex } from '@strapi/design-system';

import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { useT } from '../../hooks/useT';
import { PERMISSIONS } from '../../permissions';
import { useSettingsQuery } from '../../services/settings';
import { InstitutionForm } from './InstitutionForm';
import { Senders } from './Senders';
import { Transport } from './Transport';

const Settings = () => {
  const t = useT();
  const { data, error, isLoading, refetch } = useSettingsQuery();
  if (isLoading) return <Page.Loading />;
  return (
    <PageLayout title={t('settings.title')} subtitle={t('settings.subtitle')}>
      {data ? (
        <Flex direction="column" alignItems="stretch" gap={6}>
          <InstitutionForm institution={data.institution} />
          <Senders />
          <Transport settings={data} />
        </Flex>
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
