import type { Core } from '@strapi/strapi';

import { service } from '../../lib/service';
import { classifyMessage } from '../classify/classify';
import { readRefusal } from '../feedback/refusal';
import { feedbackOf } from '../mailbox/take-in';
import type { BouncesService } from '../service';

const NO_KEYS = { tags: [], messageIds: [], address: null };

/** How what the relay said and the messages that came back are read again. Each source of webhooks has its own. */
export function registerOwnReaders(strapi: Core.Strapi): void {
  const bounces = service<BouncesService>(strapi, 'bounces');
  bounces.registerReader('smtp', (evidence) => [
    { ...readRefusal(evidence.toString()), eventId: '', keys: NO_KEYS },
  ]);
  for (const source of ['mailbox', 'intake'] as const) {
    bounces.registerReader(source, (raw) => feedbackOf(classifyMessage(raw), raw, source));
  }
}
