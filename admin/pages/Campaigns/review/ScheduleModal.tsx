import { useState } from 'react';
import { Button, DatePicker, Field, Flex, Grid, Modal, TimePicker, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';

import type { Campaign } from '../../../../contracts';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';
import { useScheduleCampaignMutation } from '../../../services/campaigns';
import { fromPickedDate, normalTime, scheduleState, toLocalTime, toPickedDate } from '../localTime';
import { TimeZoneSelect } from '../TimeZoneSelect';
import { ScheduleOutcome } from './ScheduleOutcome';

interface Props {
  campaign: Campaign;
  /** As the lists stand now, where known. */
  recipients?: number | undefined;
  onClose: () => void;
}

/** Asks for a wall-clock time in a zone and shows what instant that is, on both clocks, before it is sent. */
export const ScheduleModal = ({ campaign, recipients, onClose }: Props) => {
  const t = useT();
  const toast = useToast();
  const { errorText } = useApiError();
  const [schedule, { isLoading, error }] = useScheduleCampaignMutation();
  const [date = '', time = ''] = campaign.scheduledLocal?.split('T') ?? [];
  const [choice, setChoice] = useState<{
    date: string;
    time: string;
    timeZone: string;
    occurrence?: 'earlier' | 'later';
  }>({ date, time, timeZone: campaign.timeZone });
  const state = scheduleState(choice, new Date());
  // Another time is another question: which of the two is asked anew.
  const change = (part: Partial<Omit<typeof choice, 'occurrence'>>) =>
    setChoice(({ occurrence: _, ...current }) => ({ ...current, ...part }));

  const submit = async () => {
    const { timeZone, occurrence } = choice;
    const localTime = `${choice.date}T${choice.time}`;
    const request = { localTime, timeZone, ...(occurrence && { occurrence }) };
    const result = await schedule({ id: campaign.id, request });
    if ('error' in result) return;
    toast('campaigns.schedule.done');
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('campaigns.schedule.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Grid.Root gap={4}>
              <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
                <Field.Root required>
                  <Field.Label>{t('campaigns.schedule.date')}</Field.Label>
                  <DatePicker
                    value={choice.date ? toPickedDate(choice.date) : undefined}
                    minDate={toPickedDate(toLocalTime(new Date(), choice.timeZone).slice(0, 10))}
                    onChange={(picked) => change({ date: picked ? fromPickedDate(picked) : '' })}
                    onClear={() => change({ date: '' })}
                    clearLabel={t('common.clear')}
                    calendarLabel={t('campaigns.schedule.pick-date')}
                    monthSelectLabel={t('campaigns.schedule.month')}
                    yearSelectLabel={t('campaigns.schedule.year')}
                  />
                </Field.Root>
              </Grid.Item>
              <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
                <Field.Root required>
                  <Field.Label>{t('campaigns.schedule.time')}</Field.Label>
                  <TimePicker
                    value={choice.time}
                    onChange={(picked?: string) => change({ time: normalTime(picked ?? '') })}
                    onClear={() => change({ time: '' })}
                    clearLabel={t('common.clear')}
                  />
                </Field.Root>
              </Grid.Item>
              <Grid.Item col={12} direction="column" alignItems="stretch">
                <Field.Root required>
                  <Field.Label>{t('campaigns.schedule.zone')}</Field.Label>
                  <TimeZoneSelect value={choice.timeZone} onChange={(timeZone) => change({ timeZone })} />
                </Field.Root>
              </Grid.Item>
            </Grid.Root>
            <ScheduleOutcome
              state={state}
              timeZone={choice.timeZone}
              occurrence={choice.occurrence}
              onOccurrence={(occurrence) => setChoice((current) => ({ ...current, occurrence }))}
            />
            {recipients !== undefined && (
              <Typography variant="pi" textColor="neutral600">
                {t('campaigns.schedule.recipients', { count: recipients })}
              </Typography>
            )}
            {error && (
              <Typography textColor="danger600" role="alert">
                {errorText(error)}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('campaigns.schedule.cancel')}
          </Button>
          <Button
            startIcon={<Clock />}
            onClick={submit}
            loading={isLoading}
            disabled={state.state !== 'ready'}
          >
            {t('campaigns.schedule.confirm')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
