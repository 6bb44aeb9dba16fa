import { Box, Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { CampaignOptions, UncertainPolicy } from '../../../../contracts';
import { SwitchField } from '../../../components/SwitchField';
import { useT } from '../../../hooks/useT';
import { useSettingsQuery } from '../../../services/settings';
import { Section } from '../Section';
import type { StepProps } from './DetailsStep';

const SWITCHES = [
  { option: 'viewInBrowser', text: 'view-in-browser' },
  { option: 'unsubscribeLink', text: 'unsubscribe-link' },
  { option: 'trackOpens', text: 'track-opens' },
  { option: 'trackClicks', text: 'track-clicks' },
] as const satisfies { option: keyof CampaignOptions; text: string }[];

const POLICIES: UncertainPolicy[] = ['hold', 'resend', 'close'];

export const OptionFields = ({ form: { values, change }, disabled }: StepProps) => {
  const t = useT();
  const { options, uncertainPolicy } = values;
  const { data: settings } = useSettingsQuery();
  return (
    <Section title={t('campaigns.editor.section.options')}>
      <Flex id="campaign-options" tabIndex={-1} direction="column" alignItems="stretch" gap={5}>
        {SWITCHES.map(({ option, text }) => (
          <SwitchField
            key={option}
            label={t(`campaigns.option.${text}`)}
            hint={t(`campaigns.option.${text}-hint`)}
            checked={options[option]}
            onChange={(checked) => change({ options: { ...options, [option]: checked } })}
            disabled={disabled}
          />
        ))}
        {!options.unsubscribeLink && <UnsubscribeWarning />}
        {settings?.archive && (
          <SwitchField
            label={t('campaigns.option.public')}
            hint={t('campaigns.option.public-hint')}
            checked={values.public === true}
            onChange={(checked) => change({ public: checked })}
            disabled={disabled}
          />
        )}
      </Flex>
      <Field.Root id="campaign-uncertainPolicy" hint={t('campaigns.option.uncertain-hint')}>
        <Field.Label>{t('campaigns.option.uncertain')}</Field.Label>
        <SingleSelect
          value={uncertainPolicy}
          onChange={(value) =>
            change({ uncertainPolicy: POLICIES.find((policy) => policy === value) ?? 'hold' })
          }
          disabled={disabled}
        >
          {POLICIES.map((policy) => (
            <SingleSelectOption key={policy} value={policy}>
              {t(`campaigns.option.uncertain.${policy}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
    </Section>
  );
};

const UnsubscribeWarning = () => {
  const t = useT();
  return (
    <Flex
      role="alert"
      gap={3}
      alignItems="flex-start"
      padding={4}
      hasRadius
      background="warning100"
      borderColor="warning200"
    >
      <Box shrink={0} paddingTop="2px">
        <WarningCircle aria-hidden fill="warning600" />
      </Box>
      <Typography variant="pi" textColor="neutral800">
        {t('campaigns.option.unsubscribe-link-off')}
      </Typography>
    </Flex>
  );
};
