import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';

import { Notice, type NoticeTone } from './Notice';

interface Props {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Something that the person should know now, and under it what to do about it. */
export const TitledNotice = ({ tone, title, children, action }: Props) => (
  <Notice tone={tone} live action={action}>
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography fontWeight="bold">{title}</Typography>
      {typeof children === 'string' ? <Typography textColor="neutral700">{children}</Typography> : children}
    </Flex>
  </Notice>
);
