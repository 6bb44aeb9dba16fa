import { useId, type ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

interface Props {
  title?: string;
  hint?: string;
  /** At the right of the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A white card with a heading: one part of a form or page. */
export const Panel = ({ title, hint, action, children }: Props) => {
  const headingId = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={title ? headingId : undefined}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={6}
      width="100%"
    >
      {(title || action) && (
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} paddingBottom={4}>
          <Flex direction="column" alignItems="flex-start" gap={1}>
            {title && (
              <Typography id={headingId} variant="delta" tag="h2">
                {title}
              </Typography>
            )}
            {hint && <Typography textColor="neutral600">{hint}</Typography>}
          </Flex>
          {action && <Box shrink={0}>{action}</Box>}
        </Flex>
      )}
      {children}
    </Box>
  );
};
