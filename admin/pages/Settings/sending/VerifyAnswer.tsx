import { Flex, Typography } from '@strapi/design-system';

import type { VerifyTransportResponse } from '../../../../contracts';
import { Notice, type NoticeTone } from '../../../components/Notice';
import { Verbatim } from '../../../components/ServerWords';
import { useErrorText } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';

type Answer = VerifyTransportResponse['data'];

const toneOf = ({ ok, encrypted }: Answer): NoticeTone =>
  ok ? (encrypted === false ? 'warning' : 'success') : 'danger';

/** What a mail server said when it was asked, and whether anybody could have listened. */
export const VerifyAnswer = ({ answer, error }: { answer: Answer | undefined; error: unknown }) => {
  const t = useT();
  const errorText = useErrorText();
  if (error) {
    return (
      <Notice tone="danger" live>
        {errorText(error)}
      </Notice>
    );
  }
  if (!answer) return null;
  return (
    <Notice tone={toneOf(answer)} live>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography fontWeight="bold">
          {t(answer.ok ? 'settings.transports.verify.ok' : 'settings.transports.verify.failed')}
        </Typography>
        {answer.failure && (
          <Typography textColor="neutral700">{t(`sending.failure.${answer.failure}`)}</Typography>
        )}
        {answer.encrypted !== null && (
          <Typography textColor="neutral700">
            {t(answer.encrypted ? 'settings.transports.encrypted' : 'settings.transports.not-encrypted')}
          </Typography>
        )}
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography variant="pi" textColor="neutral600">
            {t('sending.server-words')}
          </Typography>
          <Verbatim text={answer.reply} />
        </Flex>
      </Flex>
    </Notice>
  );
};
