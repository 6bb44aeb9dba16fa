import { TitledNotice } from '../../../components/TitledNotice';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useSendingRulesQuery } from '../../../services/sending';
import { useSettingsQuery } from '../../../services/settings';
import { outsideWindow } from './windowAt';

/** Says so where no e-mail may leave at a moment that somebody chooses, and when they will. */
export const WindowWarning = ({ instant }: { instant: Date }) => {
  const t = useT();
  const format = useFormat();
  const { data: state } = useSendingRulesQuery();
  const { data: settings } = useSettingsQuery();
  if (!state || !settings) return null;
  const { timeZone } = settings.institution;
  const outside = outsideWindow(instant, state.rules.window, state.holidays, timeZone);
  if (!outside) return null;
  const { opensAt, holiday } = outside;
  return (
    <TitledNotice
      tone="warning"
      title={t('campaigns.schedule.outside', { holiday: holiday?.name[format.language] ?? 'none' })}
    >
      {t('campaigns.schedule.outside-then', {
        opensAt: opensAt ? format.moment(opensAt.toISOString(), timeZone) : 'none',
      })}
    </TitledNotice>
  );
};
