import {
  Field,
  Grid,
  Link,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { useSendersQuery } from '../../../services/settings';
import { NAME_MAX } from '../campaignForm';
import { Section } from '../Section';
import type { StepProps } from './DetailsStep';

export const SenderFields = ({ form, disabled }: StepProps) => {
  const t = useT();
  const { values, change, errors } = form;
  return (
    <Section title={t('campaigns.editor.section.sender')}>
      <SenderSelect form={form} disabled={disabled} />
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <Field.Root
            id="campaign-fromName"
            required
            error={errors['fromName']}
            hint={t('campaigns.field.from-name-hint')}
          >
            <Field.Label>{t('campaigns.field.from-name')}</Field.Label>
            <TextInput
              maxLength={NAME_MAX}
              disabled={disabled}
              value={values.fromName}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                change({ fromName: event.target.value })
              }
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <Field.Root
            id="campaign-replyTo"
            error={errors['replyTo']}
            hint={t('campaigns.field.reply-to-hint')}
          >
            <Field.Label>{t('campaigns.field.reply-to')}</Field.Label>
            <TextInput
              type="email"
              disabled={disabled}
              value={values.replyTo ?? ''}
              placeholder={values.fromAddress}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                change({ replyTo: event.target.value || null })
              }
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Grid.Item>
      </Grid.Root>
    </Section>
  );
};

/** Choosing a sender brings its name and reply address along. */
const SenderSelect = ({ form: { values, change, errors }, disabled }: StepProps) => {
  const t = useT();
  const { data: senders, isLoading } = useSendersQuery();

  if (senders?.length === 0) {
    return (
      <Typography>
        {t('campaigns.field.sender-none')}{' '}
        <Link tag={NavLink} to={pathTo('settings')}>
          {t('campaigns.field.sender-none-link')}
        </Link>
      </Typography>
    );
  }

  const choose = (address: string | number) => {
    const sender = senders?.find(({ fromAddress }) => fromAddress === address);
    if (sender)
      change({ fromAddress: sender.fromAddress, fromName: sender.fromName, replyTo: sender.replyTo });
  };
  const isGone = Boolean(
    values.fromAddress && senders && !senders.some(({ fromAddress }) => fromAddress === values.fromAddress),
  );
  return (
    <Field.Root
      id="campaign-fromAddress"
      required
      error={errors['fromAddress']}
      hint={t('campaigns.field.sender-hint')}
    >
      <Field.Label>{t('campaigns.field.sender')}</Field.Label>
      <SingleSelect
        value={values.fromAddress || null}
        onChange={choose}
        disabled={disabled}
        loading={isLoading}
        placeholder={t('campaigns.field.sender-placeholder')}
      >
        {[
          ...(isGone
            ? [
                <SingleSelectOption key="gone" value={values.fromAddress} disabled>
                  {t('campaigns.field.sender-gone', { address: values.fromAddress })}
                </SingleSelectOption>,
              ]
            : []),
          ...(senders ?? []).map(({ id, fromName, fromAddress }) => (
            <SingleSelectOption key={id} value={fromAddress}>
              {`${fromName} <${fromAddress}>`}
            </SingleSelectOption>
          )),
        ]}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
