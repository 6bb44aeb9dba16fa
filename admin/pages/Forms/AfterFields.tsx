import { useState } from 'react';
import { Flex, Textarea, TextInput } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { Panel } from '../../components/Panel';
import { SwitchField } from '../../components/SwitchField';
import { useT } from '../../hooks/useT';
import { LanguageTexts } from './LanguageTexts';
import type { PartProps } from './part';

/** What follows the confirmation, and which sites may use the form. */
export const AfterFields = (props: PartProps) => {
  const t = useT();
  const { definition, errors, disabled, onChange } = props;
  const [sites, setSites] = useState(definition.origins.join('\n'));
  const originError = Object.entries(errors).find(([path]) => path.startsWith('definition.origins'))?.[1];
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={t('forms.thanks')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <FormField
            label={t('forms.redirectUrl')}
            name="redirectUrl"
            hint={t('forms.redirectUrl.hint')}
            error={errors['definition.redirectUrl']}
          >
            <TextInput
              type="url"
              value={definition.redirectUrl ?? ''}
              placeholder="https://"
              disabled={disabled}
              onChange={(event) => onChange({ redirectUrl: event.target.value.trim() || null })}
            />
          </FormField>
          {!definition.redirectUrl && <LanguageTexts {...props} names={['thanksTitle', 'thanksLead']} />}
        </Flex>
      </Panel>
      <Panel title={t('forms.welcome')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <SwitchField
            label={t('forms.welcome.send')}
            hint={t('forms.welcome.hint')}
            checked={definition.welcome}
            disabled={disabled}
            onChange={(welcome) => onChange({ welcome })}
          />
          {definition.welcome && <LanguageTexts {...props} names={['welcomeSubject', 'welcomeBody']} />}
        </Flex>
      </Panel>
      <Panel title={t('forms.sites')}>
        <FormField
          label={t('forms.origins')}
          name="origins"
          hint={t('forms.origins.hint')}
          error={originError}
        >
          <Textarea
            value={sites}
            placeholder="https://www.example.org"
            disabled={disabled}
            onChange={(event) => {
              setSites(event.target.value);
              onChange({ origins: event.target.value.split(/\s+/).filter(Boolean) });
            }}
          />
        </FormField>
      </Panel>
    </Flex>
  );
};
