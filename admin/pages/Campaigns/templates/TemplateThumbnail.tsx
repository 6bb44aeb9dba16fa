import { Flex, Loader, Typography } from '@strapi/design-system';
import { File } from '@strapi/icons';
import { styled } from 'styled-components';

import { useT } from '../../../hooks/useT';
import { usePreviewQuery } from '../../../services/content';

/** E-mails are laid out for this width; the frame shows all of it, made smaller. */
const LAID_OUT = 640;
const SCALE = 0.32;
const HEIGHT = 176;

const Window = styled(Flex)`
  height: ${HEIGHT}px;
  overflow: hidden;
  position: relative;
  background: ${({ theme }) => theme.colors.neutral100};
`;

const Page = styled.iframe`
  position: absolute;
  top: 0;
  left: 50%;
  width: ${LAID_OUT}px;
  height: ${HEIGHT / SCALE}px;
  border: 0;
  background: white;
  transform: translateX(-50%) scale(${SCALE});
  transform-origin: top center;
  pointer-events: none;
`;

/** How a content looks, small; says nothing to a screen reader, the name stands beside it. */
export const TemplateThumbnail = ({ mjml }: { mjml: string }) => {
  const t = useT();
  const { data, isLoading } = usePreviewQuery({ mjml });
  return (
    <Window justifyContent="center" aria-hidden>
      {isLoading && <Loader small>{t('common.loading')}</Loader>}
      {data?.html && <Page srcDoc={data.html} sandbox="" title="" tabIndex={-1} loading="lazy" />}
      {!isLoading && !data?.html && <File width="32px" height="32px" fill="neutral400" />}
    </Window>
  );
};

/** In place of a thumbnail where there is nothing to show yet. */
export const BlankThumbnail = () => (
  <Window justifyContent="center" aria-hidden>
    <Typography variant="alpha" textColor="neutral400">
      +
    </Typography>
  </Window>
);
