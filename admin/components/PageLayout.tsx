import type { ReactNode } from 'react';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Box } from '@strapi/design-system';

interface Props {
  title: string;
  subtitle?: string;
  /** Where the back link goes when the person came from outside, e.g. `/plugins/mail-campaigns/lists`. */
  backTo?: string;
  primaryAction?: ReactNode;
  secondaryAction?: ReactNode;
  children: ReactNode;
}

/** The frame of every screen: document title, header with its actions, content. */
export const PageLayout = ({ title, subtitle, backTo, primaryAction, secondaryAction, children }: Props) => (
  <Page.Main>
    <Page.Title>{title}</Page.Title>
    <Layouts.Header
      title={title}
      subtitle={subtitle}
      primaryAction={primaryAction}
      secondaryAction={secondaryAction}
      navigationAction={backTo && <BackButton fallback={backTo} />}
    />
    <Layouts.Content>
      <Box paddingBottom={8}>{children}</Box>
    </Layouts.Content>
  </Page.Main>
);
