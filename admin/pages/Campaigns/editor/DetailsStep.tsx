import { Box, Field, Flex, Grid, TextInput, Typography } from '@strapi/design-system';

import { useT } from '../../../hooks/useT';
import { NAME_MAX, SUBJECT_COMFORTABLE, SUBJECT_MAX } from '../campaignForm';
import { Section } from '../Section';
import { AudienceFields } from './AudienceFields';
import { OptionFields } from './OptionFields';
import { SenderFields } from './SenderFields';
import type { CampaignForm } from './useCampaignForm';

export interface StepProps {
  form: CampaignForm;
  disabled: boolean;
}

/** Everything about a campaign but its content; at the side, how an inbox will show it. */
export const DetailsStep = ({ form, disabled }: StepProps) => {
  const t = useT();
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch">
        <Flex direction="column" alignItems="stretch" gap={6}>
          <MessageFields form={form} disabled={disabled} />
          <SenderFields form={form} disabled={disabled} />
          <AudienceFields form={form} disabled={disabled} />
          <OptionFields form={form} disabled={disabled} />
        </Flex>
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
        <Box position="sticky" top="11rem">
          <Section title={t('campaigns.inbox.title')} hint={t('campaigns.inbox.hint')}>
            <InboxLine form={form} />
          </Section>
        </Box>
      </Grid.Item>
    </Grid.Root>
  );
};

const MessageFields = ({ form: { values, change, errors }, disabled }: StepProps) => {
  const t = useT();
  const count = [...values.subject].length;
  const counts = { count, comfortable: SUBJECT_COMFORTABLE };
  return (
    <Section title={t('campaigns.editor.section.message')}>
      <Field.Root id="campaign-name" required error={errors['name']} hint={t('campaigns.field.name-hint')}>
        <Field.Label>{t('campaigns.field.name')}</Field.Label>
        <TextInput
          maxLength={NAME_MAX}
          disabled={disabled}
          value={values.name}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ name: event.target.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Field.Root
        id="campaign-subject"
        required
        error={errors['subject']}
        hint={t(
          count > SUBJECT_COMFORTABLE ? 'campaigns.field.subject-long' : 'campaigns.field.subject-hint',
          counts,
        )}
      >
        <Field.Label>{t('campaigns.field.subject')}</Field.Label>
        <TextInput
          maxLength={SUBJECT_MAX}
          disabled={disabled}
          value={values.subject}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ subject: event.target.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Field.Root
        id="campaign-preheader"
        error={errors['preheader']}
        hint={t('campaigns.field.preheader-hint')}
      >
        <Field.Label>{t('campaigns.field.preheader')}</Field.Label>
        <TextInput
          maxLength={SUBJECT_MAX}
          disabled={disabled}
          value={values.preheader}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ preheader: event.target.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Section>
  );
};

/** One line of an inbox, as most mail programs draw it. */
const InboxLine = ({ form: { values } }: { form: CampaignForm }) => {
  const t = useT();
  const name = values.fromName || values.fromAddress || t('campaigns.inbox.no-sender');
  return (
    <Flex
      gap={3}
      alignItems="flex-start"
      padding={3}
      background="neutral100"
      hasRadius
      borderColor="neutral150"
    >
      <Flex
        aria-hidden
        shrink={0}
        width="3.6rem"
        height="3.6rem"
        justifyContent="center"
        borderRadius="50%"
        background="primary200"
      >
        <Typography fontWeight="bold" textColor="primary700">
          {name.slice(0, 1).toUpperCase()}
        </Typography>
      </Flex>
      <Box minWidth={0} flex="1">
        <Typography tag="p" fontWeight="bold" ellipsis>
          {name}
        </Typography>
        <Typography
          tag="p"
          fontWeight="semiBold"
          textColor={values.subject ? 'neutral800' : 'neutral500'}
          ellipsis
        >
          {values.subject || t('campaigns.list.no-subject')}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600" ellipsis={Boolean(values.preheader)}>
          {values.preheader || t('campaigns.inbox.no-preheader')}
        </Typography>
      </Box>
    </Flex>
  );
};
