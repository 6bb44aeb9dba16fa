import { ProgressBar } from '@strapi/design-system';
import { styled } from 'styled-components';

/** How far something is, in percent. The design system's bar is made for dark tooltips; this one suits a page. */
export const Progress = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  & > * {
    background-color: ${({ theme }) => theme.colors.primary600};
  }
`;
