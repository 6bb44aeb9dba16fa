import type { Core } from '@strapi/strapi';

import { WEBHOOK_PROVIDERS } from '../../../contracts';
import { service } from '../../lib/service';
import type { BouncesService } from '../service';
import { feedbackIn } from './events';

/** Events that were kept are read again as they were read first. */
export function registerWebhookReaders(strapi: Core.Strapi): void {
  for (const provider of WEBHOOK_PROVIDERS) {
    service<BouncesService>(strapi, 'bounces').registerReader(provider, (evidence) =>
      feedbackIn(provider, JSON.parse(evidence.toString())),
    );
  }
}
