import { useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Flex, IconButton, Link, LinkButton, Typography } from '@strapi/design-system';
import { Duplicate, Plus, Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';

import type { Form } from '../../../contracts';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { StatusBadge } from '../../components/StatusBadge';
import { Toolbar } from '../../components/Toolbar';
import { useApiError, useToast } from '../../hooks/useApiError';
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
      <DeleteDialog form={doomed} onClose={() => setDoomed(null)} />
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
  const format = useFormat();
  const { duplicate } = useDuplicateForm();
  const headers = [
    { name: 'name', label: t('common.name'), sortable: true },
    { name: 'requested', label: t('forms.requested'), sortable: false },
    { name: 'confirmed', label: t('forms.confirmed'), sortable: false },
    { name: 'updatedAt', label: t('common.updatedAt'), sortable: true },
    { name: 'actions', label: t('common.actions'), sortable: false },
  ];
  return (
    <Table.Root rows={forms} headers={headers} isLoading={isLoading}>
      <Table.Content>
        <Table.Head>
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Loading />
        <Table.Body>
          {forms.map((form) => (
            <Table.Row key={form.id}>
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
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};

const DeleteDialog = ({ form, onClose }: { form: Form | null; onClose: () => void }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [remove] = useDeleteFormMutation();
  const confirm = async () => {
    try {
      await remove(form?.id ?? 0).unwrap();
      toast('forms.deleted');
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  return (
    <ConfirmDialog
      open={form !== null}
      onClose={onClose}
      onConfirm={confirm}
      title={t('forms.delete.title')}
      confirmLabel={t('common.delete')}
    >
      <Typography>{t('forms.delete.text', { name: form?.name ?? '' })}</Typography>
    </ConfirmDialog>
  );
};

const ProtectedForms = () => (
  <Page.Protect permissions={PERMISSIONS['forms.read']}>
    <Forms />
  </Page.Protect>
);
export default ProtectedForms;
