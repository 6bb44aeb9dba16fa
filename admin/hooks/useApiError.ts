import { useCallback } from 'react';
import { useNotification } from '@strapi/strapi/admin';

import { readApiFailure } from '../lib/api-error';
import { useHasText, useT } from './useT';

/** Statuses without a code of ours: Strapi's own answers. */
const STATUS_KEYS: Record<number, string> = {
  401: 'error.signed-out',
  403: 'error.forbidden',
  404: 'error.not-found',
  413: 'error.too-large',
  429: 'error.too-many',
};

/**
 * The words for a failure in the person's language: by the stable code, else by the HTTP status, else what the
 * server said in English.
 */
export const useErrorText = (): ((error: unknown) => string) => {
  const t = useT();
  const hasText = useHasText();
  return useCallback(
    (error) => {
      const { status, message, details } = readApiFailure(error);
      const codeKey = `error.${details.code}`;
      if (details.code && hasText(codeKey)) return t(codeKey, { message, ...details.values });
      const statusKey = status === null ? undefined : STATUS_KEYS[status];
      if (statusKey) return t(statusKey);
      return message || t('error.unknown');
    },
    [t, hasText],
  );
};

/**
 * `const { showError, errorText } = useApiError()`; `showError` puts the words into a toast.
 */
export const useApiError = () => {
  const errorText = useErrorText();
  const { toggleNotification } = useNotification();
  const showError = useCallback(
    (error: unknown) => toggleNotification({ type: 'danger', message: errorText(error) }),
    [errorText, toggleNotification],
  );
  return { errorText, showError };
};

/** `const toast = useToast(); toast('lists.saved')`: says that something worked. */
export const useToast = () => {
  const t = useT();
  const { toggleNotification } = useNotification();
  return useCallback(
    (key: string, values?: Record<string, string | number>) =>
      toggleNotification({ type: 'success', message: t(key, values) }),
    [t, toggleNotification],
  );
};
