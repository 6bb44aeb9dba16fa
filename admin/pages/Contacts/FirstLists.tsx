import { Flex, Textarea } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { ListsPicker } from '../../components/ListsPicker';
import { Panel } from '../../components/Panel';
import { useT } from '../../hooks/useT';

export interface FirstListsValue {
  listIds: number[];
  consentNote: string;
}

interface Props {
  value: FirstListsValue;
  onChange: (value: FirstListsValue) => void;
  error: string | undefined;
}

/** The lists of a contact who is just being created, with how the person agreed. */
export const FirstLists = ({ value, onChange, error }: Props) => {
  const t = useT();
  return (
    <Panel title={t('contacts.lists')} hint={t('contacts.firstLists.hint')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <FormField label={t('contacts.lists')}>
          <ListsPicker value={value.listIds} onChange={(listIds) => onChange({ ...value, listIds })} />
        </FormField>
        {value.listIds.length > 0 && (
          <FormField
            label={t('contacts.consentNote')}
            hint={t('contacts.consentNote.hint')}
            error={error}
            required
          >
            <Textarea
              value={value.consentNote}
              maxLength={500}
              onChange={(event) => onChange({ ...value, consentNote: event.target.value })}
            />
          </FormField>
        )}
      </Flex>
    </Panel>
  );
};
