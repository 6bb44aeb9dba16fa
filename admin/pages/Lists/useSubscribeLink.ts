import { useClipboard, useNotification } from '@strapi/strapi/admin';

import type { List } from '../../../contracts';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useSettingsQuery } from '../../services/settings';

/** Where visitors subscribe to a public list. */
export const subscribeUrl = (publicUrl: string, slug: string): string =>
  `${publicUrl.replace(/\/$/, '')}/subscribe?list=${encodeURIComponent(slug)}`;

/** Copies a list's public subscription link; undefined for whoever may not read the settings. */
export const useSubscribeLink = (): ((list: List) => Promise<void>) | undefined => {
  const t = useT();
  const can = useCan();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const { data } = useSettingsQuery(undefined, { skip: !can('settings.read') && !can('campaigns.read') });
  if (!data) return undefined;
  return async ({ slug }) => {
    const url = subscribeUrl(data.publicUrl, slug);
    const done = await copy(url);
    toggleNotification({
      type: done ? 'success' : 'info',
      message: t(done ? 'lists.linkCopied' : 'lists.link', { url }),
    });
  };
};
