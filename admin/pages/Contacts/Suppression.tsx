import { Field, Flex, Switch, Typography } from '@strapi/design-system';

import type { Contact } from '../../../contracts';
import { Panel } from '../../components/Panel';
import { StatusBadge } from '../../components/StatusBadge';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useSuppressContactMutation } from '../../services/contacts';
import { suppressionKey } from './contact-words';

/** Whether this address is never written to. A manual block can be lifted; one that a bounce or complaint made cannot. */
export const Suppression = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const { showError } = useApiError();
  const can = useCan();
  const [suppress, { isLoading }] = useSuppressContactMutation();
  const { suppression } = contact;
  const fixed = suppression !== null && suppression.reason !== 'manual';

  const change = async (suppressed: boolean) => {
    try {
      await suppress({ id: contact.id, suppressed }).unwrap();
      toast(suppressed ? 'contacts.suppression.set' : 'contacts.suppression.lifted');
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Panel title={t('contacts.suppression')} hint={t('contacts.suppression.hint')}>
      <Flex direction="column" alignItems="flex-start" gap={3}>
        {suppression && (
          <Flex gap={2} wrap="wrap">
            <StatusBadge tone="danger">{t(suppressionKey(suppression.reason))}</StatusBadge>
            <Typography textColor="neutral600">
              {t('contacts.suppression.since', { date: format.dateTime(suppression.since) })}
            </Typography>
          </Flex>
        )}
        {fixed ? (
          <Typography textColor="neutral600">{t('contacts.suppression.fixed')}</Typography>
        ) : (
          <Field.Root>
            <Flex gap={3}>
              <Switch
                checked={suppression !== null}
                disabled={isLoading || !can('contacts.manage')}
                onCheckedChange={change}
                aria-label={t('contacts.suppression.switch')}
              />
              <Typography>{t('contacts.suppression.switch')}</Typography>
            </Flex>
          </Field.Root>
        )}
      </Flex>
    </Panel>
  );
};
