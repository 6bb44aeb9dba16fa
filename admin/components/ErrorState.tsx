import { Button, EmptyStateLayout } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useErrorText } from '../hooks/useApiError';
import { useT } from '../hooks/useT';

/** A failed query: what happened in words, and a way to try again. */
export const ErrorState = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const t = useT();
  const errorText = useErrorText();
  return (
    <EmptyStateLayout
      icon={<WarningCircle width="48px" height="48px" fill="danger600" />}
      content={errorText(error)}
      hasRadius
      shadow="tableShadow"
      action={
        onRetry && (
          <Button variant="secondary" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
};
