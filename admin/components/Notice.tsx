import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

const LOOKS = {
  info: { Icon: Information, background: 'primary100', borderColor: 'primary200', fill: 'primary600' },
  success: { Icon: CheckCircle, background: 'success100', borderColor: 'success200', fill: 'success600' },
  warning: { Icon: WarningCircle, background: 'warning100', borderColor: 'warning200', fill: 'warning600' },
  danger: { Icon: WarningCircle, background: 'danger100', borderColor: 'danger200', fill: 'danger600' },
} as const;
export type NoticeTone = keyof typeof LOOKS;

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
  const { fill, Icon, ...surface } = LOOKS[tone];
  return (
    <Box padding={4} hasRadius role={live ? 'status' : undefined} {...surface}>
      <Flex gap={3} alignItems="flex-start">
        <Box paddingTop="2px">
          <Icon aria-hidden fill={fill} />
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
