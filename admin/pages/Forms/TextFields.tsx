import { Flex, TextInput } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { Panel } from '../../components/Panel';
import { useT } from '../../hooks/useT';
import { LanguageTexts } from './LanguageTexts';
import type { PartProps } from './part';

export const TextFields = (props: PartProps) => {
  const t = useT();
  const { definition, errors, disabled, onChange } = props;
  return (
    <Panel title={t('forms.texts')} hint={t('forms.texts.hint')}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <LanguageTexts {...props} names={['title', 'lead', 'button', 'consent', 'purposes']} />
        <FormField
          label={t('forms.policyUrl')}
          name="policyUrl"
          hint={t('forms.policyUrl.hint')}
          error={errors['definition.policyUrl']}
        >
          <TextInput
            type="url"
            value={definition.policyUrl ?? ''}
            placeholder="https://"
            disabled={disabled}
            onChange={(event) => onChange({ policyUrl: event.target.value.trim() || null })}
          />
        </FormField>
      </Flex>
    </Panel>
  );
};
