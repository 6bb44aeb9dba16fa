import type { HealthState } from '../../../contracts';
import { StatusBadge, type Tone } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';

export const TONES: Record<HealthState, Tone> = {
  ok: 'success',
  optional: 'neutral',
  unknown: 'secondary',
  warning: 'warning',
  problem: 'danger',
};

export const HealthBadge = ({ state }: { state: HealthState }) => {
  const t = useT();
  return <StatusBadge tone={TONES[state]}>{t(`health.state.${state}`)}</StatusBadge>;
};
