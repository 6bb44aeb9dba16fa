import { Page } from '@strapi/strapi/admin';
import { Box, Button, Tabs } from '@strapi/design-system';
import { useLocation, useNavigate } from 'react-router-dom';

import { PageLayout } from '../../components/PageLayout';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { PrintStyle } from './PrintStyle';
import { RecipientsHealth } from './RecipientsHealth';
import { SendersHealth } from './SendersHealth';

/** Each tab is a place of its own, and each asks for a right of its own. */
const TABS = [
  { name: 'senders', path: 'health', action: 'settings.read', Content: SendersHealth },
  { name: 'recipients', path: 'health/recipients', action: 'reports.read', Content: RecipientsHealth },
] as const;

const Health = () => {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const tabs = TABS.filter(({ action }) => can(action));
  const wanted = pathname.startsWith(pathTo('health/recipients')) ? 'recipients' : 'senders';
  const tab = tabs.find(({ name }) => name === wanted) ?? tabs[0];
  return (
    <PageLayout
      title={t('health.title')}
      subtitle={t('health.subtitle')}
      secondaryAction={
        <Button variant="tertiary" data-no-print onClick={() => window.print()}>
          {t('health.print')}
        </Button>
      }
    >
      <PrintStyle />
      <Tabs.Root
        variant="simple"
        value={tab?.name}
        onValueChange={(next: string) =>
          navigate(pathTo(TABS.find(({ name }) => name === next)?.path ?? 'health'))
        }
      >
        <Tabs.List aria-label={t('health.title')} data-no-print>
          {tabs.map(({ name }) => (
            <Tabs.Trigger key={name} value={name}>
              {t(`health.tab.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Box paddingTop={6}>
          {tabs.map(({ name, Content }) => (
            <Tabs.Content key={name} value={name}>
              <Content />
            </Tabs.Content>
          ))}
        </Box>
      </Tabs.Root>
    </PageLayout>
  );
};

const ProtectedHealth = () => (
  <Page.Protect permissions={[...PERMISSIONS['settings.read'], ...PERMISSIONS['reports.read']]}>
    <Health />
  </Page.Protect>
);
export default ProtectedHealth;
