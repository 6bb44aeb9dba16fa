import { Page, Table } from '@strapi/strapi/admin';
import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { ImportRun, ImportStatus } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge, type Tone } from '../../components/StatusBadge';
import { useApiError } from '../../hooks/useApiError';
import { useFormat } from '../../hooks/useFormat';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useImportsQuery, useUploadImportMutation } from '../../services/imports';
import { DropZone } from './DropZone';
import { Steps } from './Steps';

const TONES: Record<ImportStatus, Tone> = {
  uploaded: 'warning',
  queued: 'primary',
  running: 'primary',
  done: 'success',
  failed: 'danger',
};

const Imports = () => {
  const t = useT();
  const navigate = useNavigate();
  const { showError } = useApiError();
  const [upload, { isLoading: isUploading }] = useUploadImportMutation();

  const take = async (file: File) => {
    try {
      const { id } = await upload(file).unwrap();
      navigate(pathTo(`imports/${id}`));
    } catch (error) {
      showError(error);
    }
  };

  return (
    <PageLayout title={t('imports.title')} subtitle={t('imports.subtitle')} backTo={pathTo('contacts')}>
      <Steps current={1} />
      <DropZone busy={isUploading} onFile={take} />
      <EarlierImports />
    </PageLayout>
  );
};

const EarlierImports = () => {
  const t = useT();
  const { pageQuery } = useListQuery();
  const { data, error, isLoading, refetch } = useImportsQuery({
    page: pageQuery.page ?? 1,
    pageSize: pageQuery.pageSize ?? 20,
  });
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const runs = data?.data ?? [];
  if (!isLoading && runs.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={8}>
      <Typography variant="delta" tag="h2">
        {t('imports.earlier')}
      </Typography>
      <DataTable
        columns={['file', 'status', 'rows', 'created', 'updated', 'refused', 'date'].map((name) => ({
          name,
          label: t(`imports.column.${name}`),
        }))}
        rows={runs}
        isLoading={isLoading}
        cells={(run) => <Cells run={run} />}
      />
      <Paging meta={data?.meta.pagination} />
    </Flex>
  );
};

const Cells = ({ run }: { run: ImportRun }) => {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Table.Cell>
        <Link tag={RouterLink} to={pathTo(`imports/${run.id}`)}>
          {run.fileName}
        </Link>
      </Table.Cell>
      <Table.Cell>
        <StatusBadge tone={TONES[run.status]}>{t(`imports.status.${run.status}`)}</StatusBadge>
      </Table.Cell>
      {(['totalRows', 'created', 'updated', 'refused'] as const).map((name) => (
        <Table.Cell key={name}>
          <Typography>{format.number(run[name])}</Typography>
        </Table.Cell>
      ))}
      <Table.Cell>
        <RelativeTime value={run.createdAt} />
      </Table.Cell>
    </>
  );
};

const ProtectedImports = () => (
  <Page.Protect permissions={PERMISSIONS['contacts.import']}>
    <Imports />
  </Page.Protect>
);
export default ProtectedImports;
