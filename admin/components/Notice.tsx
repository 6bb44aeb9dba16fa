import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { Information, WarningCircle } from '@strapi/icons';

const LOOKS = {
  info: { background: 'primary100', borderColor: 'primary200', fill: 'primary600' },
  warning: { background: 'warning100', borderColor: 'warning200', fill: 'warning600' },
  danger: { background: 'danger100', borderColor: 'danger200', fill: 'danger600' },
} as const;

/** A lasting message on the page; `live` is read out when it appears. */
export const Notice = ({
  tone = 'info',
  live = false,
  children,
}: {
  tone?: keyof typeof LOOKS;
  live?: boolean;
  children: ReactNode;
}) => {
  const { fill, ...surface } = LOOKS[tone];
  const Icon = tone === 'info' ? Information : WarningCircle;
  return (
    <Box padding={4} hasRadius role={live ? 'status' : undefined} {...surface}>
      <Flex gap={3} alignItems="flex-start">
        <Box paddingTop="2px">
          <Icon aria-hidden fill={fill} />
        </Box>
        <Typography tag="div" textColor="neutral800">
          {children}
        </Typography>
      </Flex>
    </Box>
  );
};
