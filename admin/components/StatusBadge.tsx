import { Status, Typography } from '@strapi/design-system';

export type Tone = 'success' | 'secondary' | 'danger' | 'primary' | 'warning' | 'neutral' | 'alternative';

/** A state in a word. The word carries the meaning, the colour only helps. */
export const StatusBadge = ({ tone, children }: { tone: Tone; children: string }) => (
  <Status variant={tone} size="S" width="max-content" maxWidth="100%">
    <Typography tag="p" variant="pi" fontWeight="bold" textColor={`${tone}700`} ellipsis title={children}>
      {children}
    </Typography>
  </Status>
);
