import { useCallback } from 'react';

import type { Campaign, CampaignOptions } from '../../../contracts';
import { useT } from '../../hooks/useT';

const WORDS = [
  { option: 'viewInBrowser', key: 'campaigns.option.view-in-browser' },
  { option: 'unsubscribeLink', key: 'campaigns.option.unsubscribe-link' },
  { option: 'trackOpens', key: 'campaigns.option.track-opens' },
  { option: 'trackClicks', key: 'campaigns.option.track-clicks' },
] as const satisfies { option: keyof CampaignOptions; key: string }[];

/** The options that are on, in words. */
export const useOptionWords = (): ((campaign: Pick<Campaign, 'options' | 'public'>) => string) => {
  const t = useT();
  return useCallback(
    ({ options, public: isPublic }) => {
      const on = WORDS.filter(({ option }) => options[option]).map(({ key }) => t(key));
      if (isPublic) on.push(t('campaigns.option.public'));
      return on.length ? on.join(' · ') : t('campaigns.send.options-none');
    },
    [t],
  );
};
