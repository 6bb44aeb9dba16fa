import type { SendingRules, WindowState } from '../../../../contracts';
import { StatusBadge } from '../../../components/StatusBadge';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';

interface Props {
  rules: SendingRules;
  window: WindowState;
  timeZone: string;
}

/** Whether e-mails may leave at this moment, as it is saved, and until when that holds. */
export const WindowNow = ({ rules, window: { open, opensAt, closesAt, holiday }, timeZone }: Props) => {
  const t = useT();
  const format = useFormat();
  if (!rules.window.enabled) return <StatusBadge tone="neutral">{t('settings.window.now.off')}</StatusBadge>;
  const time = (instant: string | null) => (instant ? format.moment(instant, timeZone) : 'none');
  return (
    <StatusBadge tone={open ? 'success' : 'warning'}>
      {open
        ? t('settings.window.now.open', { closesAt: time(closesAt) })
        : t('settings.window.now.closed', {
            opensAt: time(opensAt),
            holiday: holiday ? holiday.name[format.language] : 'none',
          })}
    </StatusBadge>
  );
};
