import { Tooltip, Typography } from '@strapi/design-system';

import type { Instant } from '../../contracts';
import { useFormat } from '../hooks/useFormat';

/** "3 hours ago", with the exact time on hover and focus. */
export const RelativeTime = ({ value, timeZone }: { value: Instant | null; timeZone?: string }) => {
  const format = useFormat();
  if (!value) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Tooltip label={format.dateTime(value, timeZone)}>
      <Typography tag="time" textColor="neutral800" dateTime={value} tabIndex={0}>
        {format.relative(value)}
      </Typography>
    </Tooltip>
  );
};
