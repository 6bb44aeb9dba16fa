import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

interface Props {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  /** Under the title. */
  hint?: string;
  children: ReactNode;
}

/** A card with a heading: the unit of which the campaign and report pages are made. */
export const Section = ({ title, action, hint, children }: Props) => (
  <Box tag="section" background="neutral0" hasRadius shadow="tableShadow" padding={6} aria-label={title}>
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" alignItems="center" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography variant="delta" tag="h2">
            {title}
          </Typography>
          {hint && (
            <Typography variant="pi" textColor="neutral600">
              {hint}
            </Typography>
          )}
        </Flex>
        {action}
      </Flex>
      {children}
    </Flex>
  </Box>
);
