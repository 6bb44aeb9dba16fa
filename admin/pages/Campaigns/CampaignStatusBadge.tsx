import type { CampaignStatus } from '../../../contracts';
import { StatusBadge, type Tone } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';

const TONES: Record<CampaignStatus, Tone> = {
  draft: 'neutral',
  scheduled: 'secondary',
  sending: 'primary',
  paused: 'warning',
  sent: 'success',
  cancelled: 'neutral',
  failed: 'danger',
};

export const CampaignStatusBadge = ({ status }: { status: CampaignStatus }) => {
  const t = useT();
  return <StatusBadge tone={TONES[status]}>{t(`campaigns.status.${status}`)}</StatusBadge>;
};
