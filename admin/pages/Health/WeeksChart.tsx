import { useTheme } from 'styled-components';

import type { RecipientWeek } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';

const HEIGHT = 28;
const BAR = 9;
const GAP = 3;
/** Stands for a week without anything that came back: that something was sent can be seen. */
const FOOT = 2;
/** What the full height stands for at least, so that one bounce of a hundred is no tower. */
const FULL_SHARE = 0.1;

const shareOf = ({ sent, softBounces, hardBounces }: RecipientWeek): number =>
  sent === 0 ? 0 : (softBounces + hardBounces) / sent;

/** A bar a week: the share of its e-mails that came back, hard bounces below the soft ones. Shapes of SVG, for print. */
export const WeeksChart = ({ weeks }: { weeks: readonly RecipientWeek[] }) => {
  const t = useT();
  const format = useFormat();
  const { colors } = useTheme() as { colors: Record<'danger600' | 'warning600' | 'neutral500', string> };
  const scale = (HEIGHT - FOOT) / Math.max(FULL_SHARE, ...weeks.map(shareOf));
  const told = weeks.map((week) =>
    week.sent === 0 ? t('health.recipients.weeks.nothing') : format.percent(100 * shareOf(week)),
  );
  const width = weeks.length * (BAR + GAP) - GAP;
  return (
    <svg role="img" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
      <title>{t('health.recipients.weeks.alt', { weeks: told.join(' · ') })}</title>
      {weeks.map(({ sent, softBounces, hardBounces }, week) => {
        if (sent === 0) return null;
        const [hard, soft] = [(scale * hardBounces) / sent, (scale * softBounces) / sent];
        const bar = { x: week * (BAR + GAP), width: BAR };
        return (
          // The weeks have no other name than their place.
          <g key={week}>
            <rect {...bar} y={HEIGHT - FOOT} height={FOOT} fill={colors.neutral500} />
            <rect {...bar} y={HEIGHT - FOOT - hard} height={hard} fill={colors.danger600} />
            <rect {...bar} y={HEIGHT - FOOT - hard - soft} height={soft} fill={colors.warning600} />
          </g>
        );
      })}
    </svg>
  );
};
