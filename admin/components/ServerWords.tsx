import { Box, Typography } from '@strapi/design-system';

import { useT } from '../hooks/useT';
import { Disclosure } from './Disclosure';

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
    <Disclosure summary={t('sending.server-words')}>
      <Verbatim text={text} />
    </Disclosure>
  );
};
