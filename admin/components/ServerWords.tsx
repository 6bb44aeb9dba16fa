import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useT } from '../hooks/useT';

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

/** What a server answered, letter by letter. */
export const Verbatim = ({ text }: { text: string }) => (
  <Box
    background="neutral100"
    borderColor="neutral150"
    hasRadius
    paddingTop={1}
    paddingBottom={1}
    paddingLeft={2}
    paddingRight={2}
  >
    <Typography
      tag="code"
      variant="pi"
      textColor="neutral800"
      style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}
    >
      {text}
    </Typography>
  </Box>
);

/** The same behind a line to click on: for those who want to know it exactly. */
export const ServerWords = ({ text }: { text: string }) => {
  const t = useT();
  return (
    <Details>
      <summary>{t('sending.server-words')}</summary>
      <Box paddingTop={1}>
        <Verbatim text={text} />
      </Box>
    </Details>
  );
};
