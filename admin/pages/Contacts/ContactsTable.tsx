import { Table } from '@strapi/strapi/admin';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { Contact } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { fullName, SUBSCRIPTION_TONES, subscriptionKey, suppressionKey } from './contact-words';

interface Props {
  contacts: Contact[];
  isLoading: boolean;
  /** Without it rows cannot be selected. */
  selection?: { selected: Contact[]; onChange: (selected: Contact[]) => void };
}

export const ContactsTable = ({ contacts, isLoading, selection }: Props) => {
  const t = useT();
  return (
    <DataTable
      columns={[
        { name: 'email', label: t('contacts.email'), sortable: true },
        { name: 'lastName', label: t('common.name'), sortable: true },
        { name: 'lists', label: t('contacts.lists') },
        { name: 'language', label: t('common.language') },
        { name: 'suppression', label: t('contacts.suppression') },
        { name: 'updatedAt', label: t('common.updatedAt'), sortable: true },
      ]}
      rows={contacts}
      isLoading={isLoading}
      cells={(contact) => <ContactCells contact={contact} />}
      selection={selection}
    />
  );
};

const ContactCells = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const at = contact.email.lastIndexOf('@');
  return (
    <>
      <Table.Cell>
        <Box minWidth="22rem" maxWidth="25rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          <Link tag={RouterLink} to={pathTo(`contacts/${contact.id}`)}>
            {/* A long one breaks before its domain. */}
            {contact.email.slice(0, at)}
            <wbr />
            {contact.email.slice(at)}
          </Link>
        </Box>
      </Table.Cell>
      <Table.Cell>
        <Box maxWidth="16rem" style={{ whiteSpace: 'normal' }}>
          <Typography>{fullName(contact) || '–'}</Typography>
        </Box>
      </Table.Cell>
      <Table.Cell>
        <Flex gap={1} wrap="wrap" maxWidth="20rem">
          {contact.subscriptions.map(({ listId, listName, status }) => (
            <StatusBadge key={listId} tone={SUBSCRIPTION_TONES[status]}>
              {status === 'confirmed' ? listName : `${listName} · ${t(subscriptionKey(status))}`}
            </StatusBadge>
          ))}
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Typography>{t(`common.language.${contact.language}`)}</Typography>
      </Table.Cell>
      <Table.Cell>
        {contact.suppression ? (
          <StatusBadge tone="danger">{t(suppressionKey(contact.suppression.reason))}</StatusBadge>
        ) : (
          <Typography textColor="neutral600">–</Typography>
        )}
      </Table.Cell>
      <Table.Cell>
        <RelativeTime value={contact.updatedAt} />
      </Table.Cell>
    </>
  );
};
