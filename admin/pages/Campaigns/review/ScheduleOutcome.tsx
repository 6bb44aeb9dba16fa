import { Flex, Radio, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { TitledNotice } from '../../../components/TitledNotice';
import { useT } from '../../../hooks/useT';
import { viewerTimeZone, type ScheduleState, type Twice } from '../localTime';
import { WindowWarning } from './WindowWarning';

interface Props {
  state: ScheduleState;
  timeZone: string;
  occurrence: 'earlier' | 'later' | undefined;
  onOccurrence: (occurrence: 'earlier' | 'later') => void;
}

const nameOf = (timeZone: string): string => timeZone.replaceAll('_', ' ');

/** What the chosen time comes to: an instant on two clocks, or why it cannot be. */
export const ScheduleOutcome = ({ state, timeZone, occurrence, onOccurrence }: Props) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} aria-live="polite">
      {state.state === 'incomplete' && (
        <Typography textColor="neutral600">{t('campaigns.schedule.incomplete')}</Typography>
      )}
      {state.state === 'missing' && (
        <TitledNotice tone="danger" title={t('campaigns.schedule.missing', { zone: nameOf(timeZone) })} />
      )}
      {'twice' in state && state.twice && (
        <WhichOne
          twice={state.twice}
          timeZone={timeZone}
          occurrence={occurrence}
          onOccurrence={onOccurrence}
        />
      )}
      {state.state === 'past' && <TitledNotice tone="danger" title={t('campaigns.schedule.past')} />}
      {state.state === 'ready' && (
        <>
          <BothClocks instant={state.instant} timeZone={timeZone} />
          <WindowWarning instant={state.instant} />
        </>
      )}
    </Flex>
  );
};

const BothClocks = ({ instant, timeZone }: { instant: Date; timeZone: string }) => {
  const t = useT();
  const intl = useIntl();
  const viewer = viewerTimeZone();
  const onClocksOf = (zone: string) => ({
    time: intl.formatDate(instant, { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }),
    zone: nameOf(zone),
  });
  return (
    <TitledNotice tone="success" title={t('campaigns.schedule.goes-out', onClocksOf(timeZone))}>
      {viewer !== timeZone && t('campaigns.schedule.viewer', onClocksOf(viewer))}
    </TitledNotice>
  );
};

const WhichOne = ({ twice, timeZone, occurrence, onOccurrence }: Omit<Props, 'state'> & { twice: Twice }) => {
  const t = useT();
  const intl = useIntl();
  const question = t('campaigns.schedule.ambiguous', { zone: nameOf(timeZone) });
  return (
    <TitledNotice tone="warning" title={question}>
      <Radio.Group
        value={occurrence ?? ''}
        onValueChange={(value: string) => onOccurrence(value === 'later' ? 'later' : 'earlier')}
        aria-label={question}
      >
        {(['earlier', 'later'] as const).map((which) => (
          <Radio.Item key={which} value={which}>
            {t(`campaigns.schedule.${which}`, {
              time: intl.formatDate(twice[which], {
                timeZone,
                hour: '2-digit',
                minute: '2-digit',
                timeZoneName: 'longOffset',
              }),
            })}
          </Radio.Item>
        ))}
      </Radio.Group>
    </TitledNotice>
  );
};
