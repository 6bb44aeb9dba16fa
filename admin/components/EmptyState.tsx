import type { ReactNode } from 'react';
import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

/** What a screen shows instead of an empty table: what belongs here and how to begin. */
export const EmptyState = ({ content, action }: { content: string; action?: ReactNode }) => (
  <EmptyStateLayout
    icon={<EmptyDocuments width="160px" />}
    content={content}
    action={action}
    hasRadius
    shadow="tableShadow"
  />
);
