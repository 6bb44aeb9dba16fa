import { useState } from 'react';
import { Typography } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { FormModal } from '../../components/FormModal';
import { ListSelect } from '../../components/ListSelect';
import { useT } from '../../hooks/useT';

interface Props {
  count: number;
  onClose: () => void;
  onSubmit: (listId: number) => Promise<unknown>;
}

export const UnsubscribeModal = ({ count, onClose, onSubmit }: Props) => {
  const t = useT();
  const [listId, setListId] = useState<number | null>(null);
  return (
    <FormModal
      title={t('contacts.unsubscribe.title', { count })}
      submitLabel={t('common.remove')}
      canSubmit={listId !== null}
      onClose={onClose}
      onSubmit={async () => listId !== null && onSubmit(listId)}
    >
      <Typography>{t('contacts.unsubscribe.text')}</Typography>
      <FormField label={t('lists.one')} required>
        <ListSelect value={listId} onChange={setListId} />
      </FormField>
    </FormModal>
  );
};
