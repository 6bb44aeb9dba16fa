import { useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Link as LinkIcon, Pencil, Plus, Trash } from '@strapi/icons';

import type { List } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { DeleteDialog } from '../../components/DeleteDialog';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { Toolbar } from '../../components/Toolbar';
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
  const [remove] = useDeleteListMutation();
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
      <DeleteDialog
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        onDelete={() => remove(doomed?.id ?? 0).unwrap()}
        title={t('lists.delete.title')}
        done="lists.deleted"
      >
        <Typography>
          {t('lists.delete.text', { name: doomed?.name ?? '', count: doomed?.counts.confirmed ?? 0 })}
        </Typography>
      </DeleteDialog>
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
  return (
    <DataTable
      columns={[
        { name: 'name', label: t('common.name'), sortable: true },
        { name: 'confirmed', label: t('lists.confirmed') },
        { name: 'pending', label: t('lists.pending') },
        { name: 'unsubscribed', label: t('lists.unsubscribed') },
        { name: 'optIn', label: t('lists.optIn') },
        { name: 'visibility', label: t('lists.visibility') },
        { name: 'actions', label: t('common.actions') },
      ]}
      rows={lists}
      isLoading={isLoading}
      cells={(list) => (
        <>
          <ListCells list={list} />
          <Table.Cell>
            <ListButtons list={list} onEdit={onEdit} onDelete={onDelete} />
          </Table.Cell>
        </>
      )}
    />
  );
};

const ListButtons = ({
  list,
  onEdit,
  onDelete,
}: { list: List } & Pick<TableProps, 'onEdit' | 'onDelete'>) => {
  const t = useT();
  const copyLink = useSubscribeLink();
  return (
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
        <IconButton variant="ghost" label={t('lists.edit', { name: list.name })} onClick={() => onEdit(list)}>
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
  );
};

const ProtectedLists = () => (
  <Page.Protect permissions={PERMISSIONS['lists.read']}>
    <Lists />
  </Page.Protect>
);
export default ProtectedLists;
