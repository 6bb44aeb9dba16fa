import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';

import { useT } from '../hooks/useT';

/** What can be done with the selected rows; nothing while none is selected. */
export const SelectionBar = ({ count, children }: { count: number; children: ReactNode }) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap" paddingBottom={count > 0 ? 4 : 0}>
      {count > 0 && (
        <>
          <Typography textColor="neutral600">{t('common.selected', { count })}</Typography>
          {children}
        </>
      )}
    </Flex>
  );
};
