import { Flex, Grid, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import { LANGUAGES, type FormDefinition } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { Panel } from '../../components/Panel';
import { SwitchField } from '../../components/SwitchField';
import { useT } from '../../hooks/useT';
import type { PartProps } from './part';

/** Language, colour and shape, and whether robots are asked to prove that they are none. */
export const LookFields = ({ definition, errors, disabled, onChange }: PartProps) => {
  const t = useT();
  const { style } = definition;
  const restyle = (part: Partial<FormDefinition['style']>) => onChange({ style: { ...style, ...part } });
  return (
    <Panel title={t('forms.look')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Grid.Root gap={4}>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
            <FormField label={t('common.language')} name="language">
              <SingleSelect
                value={definition.language}
                disabled={disabled}
                onChange={(value) => onChange({ language: value as FormDefinition['language'] })}
              >
                <SingleSelectOption value="auto">{t('forms.language.auto')}</SingleSelectOption>
                {LANGUAGES.map((language) => (
                  <SingleSelectOption key={language} value={language}>
                    {t(`common.language.${language}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </FormField>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
            <FormField label={t('forms.color')} name="color" error={errors['definition.style.color']}>
              <TextInput
                value={style.color ?? ''}
                placeholder={t('forms.color.institution')}
                disabled={disabled}
                onChange={(event) => restyle({ color: event.target.value.trim() || null })}
              />
            </FormField>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
            <FormField label={t('forms.corners')} name="corners">
              <SingleSelect
                value={style.corners}
                disabled={disabled}
                onChange={(value) => restyle({ corners: value as 'round' | 'square' })}
              >
                <SingleSelectOption value="round">{t('forms.corners.round')}</SingleSelectOption>
                <SingleSelectOption value="square">{t('forms.corners.square')}</SingleSelectOption>
              </SingleSelect>
            </FormField>
          </Grid.Item>
        </Grid.Root>
        <SwitchField
          label={t('forms.compact')}
          hint={t('forms.compact.hint')}
          checked={style.compact}
          disabled={disabled}
          onChange={(compact) => restyle({ compact })}
        />
        <SwitchField
          label={t('forms.challenge')}
          hint={t('forms.challenge.hint')}
          checked={definition.challenge}
          disabled={disabled}
          onChange={(challenge) => onChange({ challenge })}
        />
      </Flex>
    </Panel>
  );
};
