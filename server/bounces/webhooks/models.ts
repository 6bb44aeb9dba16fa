import { WEBHOOK_PROVIDERS } from '../../../contracts';
import type { RawModel } from '../../lib/models';

/** Requests of providers that have counted, as hashes, for as long as they could be sent again. */
export const webhookReceipt: RawModel = {
  name: 'webhook-receipt',
  table: 'mail_campaigns_webhook_receipts',
  columns: {
    provider: { type: 'enumeration', enum: WEBHOOK_PROVIDERS, required: true },
    nonceHash: { type: 'string', required: true },
    receivedAt: { type: 'datetime', required: true },
  },
  unique: [['provider', 'nonce_hash']],
  indexes: [['received_at']],
};

/** Requests of providers by the hour and what became of them: accepted, or why not. */
export const webhookTally: RawModel = {
  name: 'webhook-tally',
  table: 'mail_campaigns_webhook_tallies',
  columns: {
    provider: { type: 'enumeration', enum: WEBHOOK_PROVIDERS, required: true },
    /** `accepted` or a WEBHOOK_REFUSAL. */
    outcome: { type: 'string', required: true },
    hour: { type: 'datetime', required: true },
    total: { type: 'integer', required: true },
    lastAt: { type: 'datetime', required: true },
  },
  unique: [['provider', 'outcome', 'hour']],
  indexes: [['hour']],
};

export const webhookModels = [webhookReceipt, webhookTally];
