import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useImportQuery } from '../../services/imports';
import { ColumnsStep } from './ColumnsStep';
import { ProgressStep } from './ProgressStep';
import { Steps } from './Steps';

const ImportWizard = () => {
  const t = useT();
  const id = Number(useParams()['id']);
  const { data: run, error, isLoading, refetch } = useImportQuery(id);
  if (isLoading) return <Page.Loading />;
  if (!run) return <ErrorState error={error} onRetry={refetch} />;
  const mapping = run.status === 'uploaded';
  return (
    <PageLayout
      title={run.fileName}
      subtitle={t('imports.rows', { count: run.totalRows })}
      backTo={pathTo('imports')}
    >
      <Steps current={mapping ? 2 : 3} />
      {mapping ? <ColumnsStep run={run} /> : <ProgressStep run={run} />}
    </PageLayout>
  );
};

const ProtectedImportWizard = () => (
  <Page.Protect permissions={PERMISSIONS['contacts.import']}>
    <ImportWizard />
  </Page.Protect>
);
export default ProtectedImportWizard;
