import { Flex, Loader, Typography } from '@strapi/design-system';
import { File } from '@strapi/icons';

import { ScaledFrame } from '../../../components/ScaledFrame';
import { useT } from '../../../hooks/useT';
import { usePreviewQuery } from '../../../services/content';

/** E-mails are laid out for this width; the thumbnail shows all of it, made smaller. */
const LAID_OUT = 640;
const HEIGHT = 176;

/** How a content looks, small; says nothing to a screen reader, the name stands beside it. */
export const TemplateThumbnail = ({ mjml }: { mjml: string }) => {
  const t = useT();
  const { data, isLoading } = usePreviewQuery({ mjml }, { skip: !mjml.trim() });
  if (data?.html) return <ScaledFrame title="" html={data.html} width={LAID_OUT} height={HEIGHT} still />;
  return (
    <Flex justifyContent="center" height={`${HEIGHT}px`} background="neutral100" aria-hidden>
      {isLoading ? (
        <Loader small>{t('common.loading')}</Loader>
      ) : (
        <File width="32px" height="32px" fill="neutral400" />
      )}
    </Flex>
  );
};

/** In place of a thumbnail where there is nothing to show yet. */
export const BlankThumbnail = () => (
  <Flex justifyContent="center" height={`${HEIGHT}px`} background="neutral100" aria-hidden>
    <Typography variant="alpha" textColor="neutral400">
      +
    </Typography>
  </Flex>
);
