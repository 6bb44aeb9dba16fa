import type { ReactNode } from 'react';
import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

const Details = styled.details`
  & > summary {
    width: max-content;
    max-width: 100%;
    cursor: pointer;
    border-radius: ${({ theme }) => theme.borderRadius};
    color: ${({ theme }) => theme.colors.neutral600};
    font-size: ${({ theme }) => theme.fontSizes[1]};
  }

  & > summary:hover {
    color: ${({ theme }) => theme.colors.neutral800};
  }

  & > summary:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

/** Something behind a line to click on, for those who want to know it. */
export const Disclosure = ({ summary, children }: { summary: string; children: ReactNode }) => (
  <Details>
    <summary>{summary}</summary>
    <Box paddingTop={1}>{children}</Box>
  </Details>
);
