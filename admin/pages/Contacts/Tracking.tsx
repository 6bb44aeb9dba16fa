import type { Contact } from '../../../contracts';
import { Panel } from '../../components/Panel';
import { StatusBadge } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';
import { TRACKING_TONES, trackingKey } from './contact-words';

/** What this person said about measuring opens and clicks; only they change it. */
export const Tracking = ({ contact: { tracking } }: { contact: Contact }) => {
  const t = useT();
  const said = tracking ?? 'unasked';
  return (
    <Panel title={t('contacts.tracking')} hint={t('contacts.tracking.hint')}>
      <StatusBadge tone={TRACKING_TONES[said]}>{t(trackingKey(said))}</StatusBadge>
    </Panel>
  );
};
