import type { ReactNode } from 'react';
import { Flex } from '@strapi/design-system';

/** Search and filters above a table. */
export const Toolbar = ({ children }: { children: ReactNode }) => (
  <Flex gap={2} wrap="wrap" paddingBottom={4}>
    {children}
  </Flex>
);
