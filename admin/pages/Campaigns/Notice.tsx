import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

const TONES = {
  success: { Icon: CheckCircle, color: 'success' },
  info: { Icon: Information, color: 'primary' },
  warning: { Icon: WarningCircle, color: 'warning' },
  danger: { Icon: WarningCircle, color: 'danger' },
} as const;
export type NoticeTone = keyof typeof TONES;

interface Props {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  /** Beside the words. */
  action?: ReactNode;
}

/** Something that the person should know now, with what to do about it. */
export const Notice = ({ tone, title, children, action }: Props) => {
  const { Icon, color } = TONES[tone];
  return (
    <Flex
      role={tone === 'danger' ? 'alert' : 'status'}
      gap={3}
      alignItems="flex-start"
      padding={4}
      hasRadius
      background={`${color}100`}
      borderColor={`${color}200`}
    >
      <Box shrink={0} paddingTop="2px">
        <Icon aria-hidden fill={`${color}600`} />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
        <Typography fontWeight="semiBold">{title}</Typography>
        {typeof children === 'string' ? <Typography textColor="neutral700">{children}</Typography> : children}
      </Flex>
      {action && <Flex shrink={0}>{action}</Flex>}
    </Flex>
  );
};
