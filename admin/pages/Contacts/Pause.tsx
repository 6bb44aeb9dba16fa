import { Button, Flex, Typography } from '@strapi/design-system';

import type { Contact } from '../../../contracts';
import { Panel } from '../../components/Panel';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useEndPauseMutation } from '../../services/contacts';

/** The pause that a person began on their preference page; nothing where there is none. */
export const Pause = ({ contact: { id, pausedUntil } }: { contact: Contact }) => {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const { showError } = useApiError();
  const can = useCan();
  const [end, { isLoading }] = useEndPauseMutation();
  if (!pausedUntil) return null;

  const endPause = async () => {
    try {
      await end(id).unwrap();
      toast('contacts.pause.ended');
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Panel title={t('contacts.pause')} hint={t('contacts.pause.hint')}>
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        <Typography>{t('contacts.pause.until', { date: format.dateTime(pausedUntil) })}</Typography>
        {can('contacts.manage') && (
          <Button type="button" variant="secondary" size="S" loading={isLoading} onClick={endPause}>
            {t('contacts.pause.end')}
          </Button>
        )}
      </Flex>
    </Panel>
  );
};
