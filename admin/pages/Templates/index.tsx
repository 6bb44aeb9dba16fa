import { Page } from '@strapi/strapi/admin';
import { Grid, LinkButton, Loader } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { Toolbar } from '../../components/Toolbar';
import { useCan } from '../../hooks/useCan';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useTemplatesQuery } from '../../services/templates';
import { TemplateCard } from './TemplateCard';

/** Each card compiles its template for the picture. */
const DEFAULTS = { pageSize: 12 };

const Templates = () => {
  const t = useT();
  const can = useCan();
  const { raw, pageQuery } = useListQuery(DEFAULTS);
  const { data, error, isLoading, refetch } = useTemplatesQuery(pageQuery);
  const create = (variant: 'default' | 'secondary') =>
    can('templates.manage') && (
      <LinkButton tag={Link} to={pathTo('templates/new')} startIcon={<Plus />} variant={variant}>
        {t('templates.new')}
      </LinkButton>
    );

  return (
    <PageLayout
      title={t('templates.title')}
      subtitle={t('templates.subtitle')}
      primaryAction={create('default')}
    >
      <Toolbar>
        <SearchBox label={t('templates.searchLabel')} />
      </Toolbar>
      {isLoading && <Loader>{t('common.loading')}</Loader>}
      {error ? <ErrorState error={error} onRetry={refetch} /> : null}
      {data?.data.length === 0 && (
        <EmptyState
          content={t(raw['_q'] ? 'templates.noneFound' : 'templates.empty')}
          action={!raw['_q'] && create('secondary')}
        />
      )}
      <Grid.Root gap={6} tag="ul">
        {data?.data.map((template) => (
          <Grid.Item
            key={template.id}
            tag="li"
            col={4}
            m={6}
            s={12}
            xs={12}
            direction="column"
            alignItems="stretch"
          >
            <TemplateCard template={template} />
          </Grid.Item>
        ))}
      </Grid.Root>
      <Paging meta={data?.meta.pagination} />
    </PageLayout>
  );
};

const ProtectedTemplates = () => (
  <Page.Protect permissions={PERMISSIONS['templates.read']}>
    <Templates />
  </Page.Protect>
);
export default ProtectedTemplates;
