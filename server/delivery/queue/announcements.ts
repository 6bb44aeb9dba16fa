import type { Core } from '@strapi/strapi';

import { redacted } from '../../lib/redact';

export interface Announcements {
  /** Tells the listeners of this process; what one of them throws is logged. */
  tell: (campaignId: number) => void;
  listen: (listener: (campaignId: number) => void) => void;
}

export function createAnnouncements(strapi: Core.Strapi): Announcements {
  const listeners: ((campaignId: number) => void)[] = [];
  return {
    tell(campaignId) {
      for (const listener of listeners) {
        try {
          listener(campaignId);
        } catch (error) {
          strapi.log.error(`[mail-campaigns] announcement: ${redacted(error)}`);
        }
      }
    },
    listen: (listener) => void listeners.push(listener),
  };
}
