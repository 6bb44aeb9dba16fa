import { useEffect, useState, type FormEvent } from 'react';
import { Button, Field, Flex, Textarea, Typography } from '@strapi/design-system';

import type { BounceSettings } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { Panel } from '../../../components/Panel';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useBounceSettingsQuery, useSaveBounceSettingsMutation } from '../../../services/bounces';

/** Whom alarms are sent to, and the rules that raise them and block addresses. */
export const AlarmSettings = () => {
  const { data, error, refetch } = useBounceSettingsQuery();
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return data ? (
    <>
      <Recipients saved={data.alarmRecipients} />
      <Rules rules={data.rules} />
    </>
  ) : null;
};

const linesOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter(Boolean);

const Recipients = ({ saved }: { saved: string[] }) => {
  const t = useT();
  const toast = useToast();
  const editable = useCan()('settings.manage');
  const { errorText } = useApiError();
  const [save, { isLoading }] = useSaveBounceSettingsMutation();
  const [text, setText] = useState(saved.join('\n'));
  const [problem, setProblem] = useState<string>();
  useEffect(() => setText(saved.join('\n')), [saved]);
  const changed = linesOf(text).join() !== saved.join();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      await save({ alarmRecipients: linesOf(text) }).unwrap();
      toast('common.saved');
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  return (
    <Panel title={t('bounces.recipients')} hint={t('bounces.recipients.hint')}>
      <form onSubmit={submit} noValidate>
        <Flex direction="column" alignItems="flex-start" gap={4}>
          <Field.Root {...(problem && { error: problem })} width="100%" hint={t('bounces.recipients.each')}>
            <Field.Label>{t('bounces.recipients.label')}</Field.Label>
            <Textarea
              value={text}
              disabled={!editable}
              onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value)}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
          {editable && (
            <Button type="submit" disabled={!changed} loading={isLoading}>
              {t('common.save')}
            </Button>
          )}
        </Flex>
      </form>
    </Panel>
  );
};

const Rules = ({ rules: { soft, complaints, blocks, evidence } }: Pick<BounceSettings, 'rules'>) => {
  const t = useT();
  const format = useFormat();
  const sentences = [
    t('bounces.rule.hard'),
    t('bounces.rule.soft', { ...soft }),
    t('bounces.rule.complaint'),
    t('bounces.rule.rate', {
      alarm: format.percent(complaints.alarmRate * 100),
      pause: format.percent(complaints.pauseRate * 100),
      minimum: complaints.minimum,
    }),
    t('bounces.rule.block', { ...blocks }),
    t('bounces.rule.evidence', { days: evidence.retentionDays }),
  ];
  return (
    <Panel title={t('bounces.rules')} hint={t('bounces.rules.hint')}>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
        {sentences.map((sentence) => (
          <Typography key={sentence} tag="li">
            {sentence}
          </Typography>
        ))}
      </Flex>
    </Panel>
  );
};
