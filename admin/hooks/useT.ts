import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';

import { pluginId } from '../pluginId';

export type Translate = (key: string, values?: Record<string, PrimitiveType>) => string;

/** The plugin's texts: `t('contacts.title')`, `t('common.selected', { count: 3 })`. A missing key shows itself. */
export const useT = (): Translate => {
  const intl = useIntl();
  return useCallback<Translate>(
    (key, values) => intl.formatMessage({ id: `${pluginId}.${key}`, defaultMessage: key }, values),
    [intl],
  );
};

/** True where the plugin has a text for the key; for keys that come from the server. */
export const useHasText = (): ((key: string) => boolean) => {
  const { messages } = useIntl();
  return useCallback((key) => `${pluginId}.${key}` in messages, [messages]);
};
