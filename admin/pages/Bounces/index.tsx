import { Page } from '@strapi/strapi/admin';
import { Badge, Box, Flex, Tabs } from '@strapi/design-system';
import { useLocation, useNavigate } from 'react-router-dom';

import { PageLayout } from '../../components/PageLayout';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useAlarmsQuery } from '../../services/bounces';
import { Alarms } from './Alarms';
import { ClassifyAll } from './ClassifyAll';
import { FeedbackList } from './FeedbackList';

const TABS = { feedback: pathTo('bounces'), alarms: pathTo('bounces/alarms') };

const Bounces = () => {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data } = useAlarmsQuery({ seen: false, pageSize: 1 });
  const unseen = data?.meta.pagination.total ?? 0;
  const tab = pathname.startsWith(TABS.alarms) ? 'alarms' : 'feedback';
  return (
    <PageLayout
      title={t('bounces.title')}
      subtitle={t('bounces.subtitle')}
      primaryAction={tab === 'feedback' && can('bounces.manage') && <ClassifyAll />}
    >
      <Tabs.Root
        variant="simple"
        value={tab}
        onValueChange={(next: string) => navigate(TABS[next as keyof typeof TABS])}
      >
        <Tabs.List aria-label={t('bounces.title')}>
          <Tabs.Trigger value="feedback">{t('bounces.tab.feedback')}</Tabs.Trigger>
          <Tabs.Trigger value="alarms">
            <Flex gap={2}>
              {t('bounces.tab.alarms')}
              {unseen > 0 && (
                <Badge active aria-label={t('bounces.alarms.unseen', { count: unseen })}>
                  {unseen}
                </Badge>
              )}
            </Flex>
          </Tabs.Trigger>
        </Tabs.List>
        <Box paddingTop={5}>
          <Tabs.Content value="feedback">{tab === 'feedback' && <FeedbackList />}</Tabs.Content>
          <Tabs.Content value="alarms">{tab === 'alarms' && <Alarms />}</Tabs.Content>
        </Box>
      </Tabs.Root>
    </PageLayout>
  );
};

const ProtectedBounces = () => (
  <Page.Protect permissions={PERMISSIONS['bounces.read']}>
    <Bounces />
  </Page.Protect>
);
export default ProtectedBounces;
