import type { ReactNode } from 'react';
import { Flex } from '@strapi/design-system';

import { Panel } from '../../components/Panel';

interface Props {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  /** Under the title. */
  hint?: string;
  children: ReactNode;
}

/** A card whose parts stand one under the other. */
export const Section = ({ children, ...heading }: Props) => (
  <Panel {...heading}>
    <Flex direction="column" alignItems="stretch" gap={4}>
      {children}
    </Flex>
  </Panel>
);
