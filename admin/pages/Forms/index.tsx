import { useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Flex, IconButton, Link, LinkButton, Typography } from '@strapi/design-system';
import { Duplicate, Plus, Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';

import type { Form } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { DeleteDialog } from '../../components/DeleteDialog';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { StatusBadge } from '../../components/StatusBadge';
import { Toolbar } from '../../components/Toolbar';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { useDeleteFormMutation, useFormsQuery } from '../../services/forms';
import { useDuplicateForm } from './useDuplicateForm';

const Forms = () => {
  const t = useT();
  const editable = useCan()('forms.manage');
  const { raw, pageQuery } = useListQuery();
  const { data, error, isLoading, refetch } = useFormsQuery(pageQuery);
  const [remove] = useDeleteFormMutation();
  const [doomed, setDoomed] = useState<Form | null>(null);
  const forms = data?.data ?? [];
  const create = (variant: 'default' | 'secondary') =>
    editable && (
      <LinkButton tag={RouterLink} to={pathTo('forms/new')} startIcon={<Plus />} variant={variant}>
        {t('forms.new')}
      </LinkButton>
    );
  return (
    <PageLayout title={t('forms.title')} subtitle={t('forms.subtitle')} primaryAction={create('default')}>
      <Toolbar>
        <SearchBox label={t('forms.searchLabel')} />
      </Toolbar>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !isLoading && forms.length === 0 ? (
        <EmptyState
          content={t(raw['_q'] ? 'forms.noneFound' : 'forms.empty')}
          action={!raw['_q'] && create('secondary')}
        />
      ) : (
        <FormsTable forms={forms} isLoading={isLoading} onDelete={editable ? setDoomed : undefined} />
      )}
      <Paging meta={data?.meta.pagination} />
      <DeleteDialog
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        onDelete={() => remove(doomed?.id ?? 0).unwrap()}
        title={t('forms.delete.title')}
        done="forms.deleted"
      >
        <Typography>{t('forms.delete.text', { name: doomed?.name ?? '' })}</Typography>
      </DeleteDialog>
    </PageLayout>
  );
};

interface TableProps {
  forms: Form[];
  isLoading: boolean;
  /** Undefined for whoever may only read. */
  onDelete: ((form: Form) => void) | undefined;
}

const FormsTable = ({ forms, isLoading, onDelete }: TableProps) => {
  const t = useT();
  return (
    <DataTable
      columns={[
        { name: 'name', label: t('common.name'), sortable: true },
        { name: 'requested', label: t('forms.requested') },
        { name: 'confirmed', label: t('forms.confirmed') },
        { name: 'updatedAt', label: t('common.updatedAt'), sortable: true },
        { name: 'actions', label: t('common.actions') },
      ]}
      rows={forms}
      isLoading={isLoading}
      cells={(form) => <Cells form={form} onDelete={onDelete} />}
    />
  );
};

const Cells = ({ form, onDelete }: { form: Form; onDelete: TableProps['onDelete'] }) => {
  const t = useT();
  const format = useFormat();
  const { duplicate } = useDuplicateForm();
  return (
    <>
      <Table.Cell>
        <Flex gap={2}>
          <Link tag={RouterLink} to={pathTo(`forms/${form.id}`)}>
            {form.name}
          </Link>
          {form.isDefault && <StatusBadge tone="neutral">{t('forms.default')}</StatusBadge>}
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Typography>{format.number(form.counts.requested)}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography>{format.number(form.counts.confirmed)}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography>{format.dateTime(form.updatedAt)}</Typography>
      </Table.Cell>
      <Table.Cell>
        {onDelete && (
          <Flex gap={1}>
            <IconButton
              variant="ghost"
              label={t('forms.duplicate', { name: form.name })}
              onClick={() => duplicate(form.id)}
            >
              <Duplicate />
            </IconButton>
            {!form.isDefault && (
              <IconButton
                variant="ghost"
                label={t('forms.delete', { name: form.name })}
                onClick={() => onDelete(form)}
              >
                <Trash />
              </IconButton>
            )}
          </Flex>
        )}
      </Table.Cell>
    </>
  );
};

const ProtectedForms = () => (
  <Page.Protect permissions={PERMISSIONS['forms.read']}>
    <Forms />
  </Page.Protect>
);
export default ProtectedForms;
