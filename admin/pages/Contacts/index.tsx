import { useEffect, useState } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Button, Flex, LinkButton } from '@strapi/design-system';
import { Download, Plus, Upload } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { Contact } from '../../../contracts';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { SelectionBar } from '../../components/SelectionBar';
import { Toolbar } from '../../components/Toolbar';
import { useCan } from '../../hooks/useCan';
import { useDownload } from '../../hooks/useDownload';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { PERMISSIONS } from '../../permissions';
import { BASE } from '../../services/api';
import { useContactsQuery } from '../../services/contacts';
import { BulkActions } from './BulkActions';
import { ContactFilters } from './ContactFilters';
import { contactsQuery } from './contacts-query';
import { ContactsTable } from './ContactsTable';

const Contacts = () => {
  const t = useT();
  const can = useCan();
  const { raw, pageQuery } = useListQuery();
  const query = contactsQuery(raw, pageQuery);
  const { data, error, isLoading, isFetching, refetch } = useContactsQuery(query);
  const [selected, setSelected] = useState<Contact[]>([]);
  const contacts = data?.data ?? [];
  const filtered = ['_q', 'listId', 'status', 'language', 'suppressed'].some((name) => raw[name]);

  const shown = JSON.stringify(query);
  useEffect(() => setSelected([]), [shown]);

  return (
    <PageLayout
      title={t('contacts.title')}
      subtitle={data && t('contacts.count', { count: data.meta.pagination.total })}
      primaryAction={<Actions query={query} />}
    >
      <Toolbar>
        <SearchBox label={t('contacts.searchLabel')} />
        <ContactFilters />
      </Toolbar>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !isLoading && contacts.length === 0 ? (
        <EmptyState
          content={t(filtered ? 'contacts.noneFound' : 'contacts.empty')}
          action={!filtered && can('contacts.manage') && <NewContact variant="secondary" />}
        />
      ) : (
        <Flex direction="column" alignItems="stretch" aria-busy={isFetching}>
          <SelectionBar count={selected.length}>
            <BulkActions ids={selected.map(({ id }) => id)} onDone={() => setSelected([])} />
          </SelectionBar>
          <ContactsTable
            contacts={contacts}
            isLoading={isLoading}
            {...(can('contacts.manage') && { selection: { selected, onChange: setSelected } })}
          />
        </Flex>
      )}
      <Paging meta={data?.meta.pagination} />
    </PageLayout>
  );
};

const NewContact = ({ variant = 'default' }: { variant?: 'default' | 'secondary' }) => {
  const t = useT();
  return (
    <LinkButton tag={Link} to={pathTo('contacts/new')} startIcon={<Plus />} variant={variant}>
      {t('contacts.new')}
    </LinkButton>
  );
};

/** What a spreadsheet program of that language splits at when it opens a file. */
const separatorOf = (locale: string) => (locale.startsWith('es') ? ';' : ',');

const Actions = ({ query }: { query: object }) => {
  const t = useT();
  const can = useCan();
  const { locale } = useIntl();
  const { download, isDownloading } = useDownload();
  const { page: _page, pageSize: _pageSize, ...filters } = query as Record<string, unknown>;
  return (
    <Flex gap={2}>
      {can('contacts.export') && (
        <Button
          variant="tertiary"
          startIcon={<Download />}
          loading={isDownloading}
          onClick={() =>
            download(
              `${BASE}/contacts/export`,
              { ...filters, separator: separatorOf(locale) },
              'contacts.csv',
            )
          }
        >
          {t('contacts.export')}
        </Button>
      )}
      {can('contacts.import') && (
        <LinkButton tag={Link} to={pathTo('imports')} variant="secondary" startIcon={<Upload />}>
          {t('contacts.import')}
        </LinkButton>
      )}
      {can('contacts.manage') && <NewContact />}
    </Flex>
  );
};

const ProtectedContacts = () => (
  <Page.Protect permissions={PERMISSIONS['contacts.read']}>
    <Contacts />
  </Page.Protect>
);
export default ProtectedContacts;
