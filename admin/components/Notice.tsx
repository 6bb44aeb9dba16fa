import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

const ICONS = { info: Information, success: CheckCircle, warning: WarningCircle, danger: WarningCircle };
const COLORS = { info: 'primary', success: 'success', warning: 'warning', danger: 'danger' } as const;

/** A lasting message on the page; `live` is read out when it appears. */
export const Notice = ({
  tone = 'info',
  live = false,
  action,
  children,
}: {
  tone?: NoticeTone;
  live?: boolean;
  /** At the right of the words. */
  action?: ReactNode;
  children: ReactNode;
}) => {
  const Icon = ICONS[tone];
  const color = COLORS[tone];
  return (
    <Box
      padding={4}
      hasRadius
      role={live ? 'status' : undefined}
      background={`${color}100`}
      borderColor={`${color}200`}
    >
      <Flex gap={3} alignItems="flex-start">
        <Box paddingTop="2px">
          <Icon aria-hidden fill={`${color}600`} />
        </Box>
        <Box flex="1" minWidth={0}>
          <Typography tag="div" textColor="neutral800">
            {children}
          </Typography>
        </Box>
        {action}
      </Flex>
    </Box>
  );
};
