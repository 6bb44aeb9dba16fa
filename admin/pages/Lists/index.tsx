import { useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Link as LinkIcon, Pencil, Plus, Trash } from '@strapi/icons';

import type { List } from '../../../contracts';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { Toolbar } from '../../components/Toolbar';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { PERMISSIONS } from '../../permissions';
import { useDeleteListMutation, useListsQuery } from '../../services/lists';
import { ListModal } from './ListModal';
import { ListCells } from './ListCells';
import { useSubscribeLink } from './useSubscribeLink';

const Lists = () => {
  const t = useT();
  const editable = useCan()('lists.manage');
  const { raw, pageQuery } = useListQuery();
  const { data, error, isLoading, refetch } = useListsQuery(pageQuery);
  const [edited, setEdited] = useState<List | 'new' | null>(null);
  const [doomed, setDoomed] = useState<List | null>(null);
  const lists = data?.data ?? [];
  const create = (variant: 'default' | 'secondary') =>
    editable && (
      <Button startIcon={<Plus />} variant={variant} onClick={() => setEdited('new')}>
        {t('lists.new')}
      </Button>
    );

  return (
    <PageLayout title={t('lists.title')} subtitle={t('lists.subtitle')} primaryAction={create('default')}>
      <Toolbar>
        <SearchBox label={t('lists.searchLabel')} />
      </Toolbar>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !isLoading && lists.length === 0 ? (
        <EmptyState
          content={t(raw['_q'] ? 'lists.noneFound' : 'lists.empty')}
          action={!raw['_q'] && create('secondary')}
        />
      ) : (
        <ListsTable
          lists={lists}
          isLoading={isLoading}
          onEdit={editable ? setEdited : undefined}
          onDelete={editable ? setDoomed : undefined}
        />
      )}
      <Paging meta={data?.meta.pagination} />
      {edited && <ListModal list={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <DeleteDialog list={doomed} onClose={() => setDoomed(null)} />
    </PageLayout>
  );
};

interface TableProps {
  lists: List[];
  isLoading: boolean;
  onEdit: ((list: List) => void) | undefined;
  onDelete: ((list: List) => void) | undefined;
}

const ListsTable = ({ lists, isLoading, onEdit, onDelete }: TableProps) => {
  const t = useT();
  const copyLink = useSubscribeLink();
  const headers = [
    { name: 'name', label: t('common.name'), sortable: true },
    { name: 'confirmed', label: t('lists.confirmed'), sortable: false },
    { name: 'pending', label: t('lists.pending'), sortable: false },
    { name: 'unsubscribed', label: t('lists.unsubscribed'), sortable: false },
    { name: 'optIn', label: t('lists.optIn'), sortable: false },
    { name: 'visibility', label: t('lists.visibility'), sortable: false },
    { name: 'actions', label: t('common.actions'), sortable: false },
  ];
  return (
    <Table.Root rows={lists} headers={headers} isLoading={isLoading}>
      <Table.Content>
        <Table.Head>
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Loading />
        <Table.Body>
          {lists.map((list) => (
            <Table.Row key={list.id}>
              <ListCells list={list} />
              <Table.Cell>
                <Flex gap={1}>
                  {copyLink && list.visibility === 'public' && (
                    <IconButton
                      variant="ghost"
                      label={t('lists.copyLink', { name: list.name })}
                      onClick={() => copyLink(list)}
                    >
                      <LinkIcon />
                    </IconButton>
                  )}
                  {onEdit && (
                    <IconButton
                      variant="ghost"
                      label={t('lists.edit', { name: list.name })}
                      onClick={() => onEdit(list)}
                    >
                      <Pencil />
                    </IconButton>
                  )}
                  {onDelete && (
                    <IconButton
                      variant="ghost"
                      label={t('lists.delete', { name: list.name })}
                      onClick={() => onDelete(list)}
                    >
                      <Trash />
                    </IconButton>
                  )}
                </Flex>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};

const DeleteDialog = ({ list, onClose }: { list: List | null; onClose: () => void }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [remove] = useDeleteListMutation();
  const confirm = async () => {
    try {
      await remove(list?.id ?? 0).unwrap();
      toast('lists.deleted');
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  return (
    <ConfirmDialog
      open={list !== null}
      onClose={onClose}
      onConfirm={confirm}
      title={t('lists.delete.title')}
      confirmLabel={t('common.delete')}
    >
      <Typography>
        {t('lists.delete.text', { name: list?.name ?? '', count: list?.counts.confirmed ?? 0 })}
      </Typography>
    </ConfirmDialog>
  );
};

const ProtectedLists = () => (
  <Page.Protect permissions={PERMISSIONS['lists.read']}>
    <Lists />
  </Page.Protect>
);
export default ProtectedLists;
