import type { RawModel } from '../lib/models';

/** One open or click, kept raw with the class and the rule that gave it. */
export const event: RawModel = {
  name: 'event',
  table: 'mail_campaigns_events',
  columns: {
    campaignId: { type: 'integer', required: true },
    deliveryId: { type: 'integer', required: true },
    type: { type: 'enumeration', enum: ['open', 'click'], required: true },
    linkId: { type: 'integer' },
    class: { type: 'enumeration', enum: ['human', 'proxy', 'machine'], required: true },
    /** Id of the rule in docs/glossary.md, e.g. `R2`; null for a plain human event. */
    rule: { type: 'string' },
    ip: { type: 'string' },
    userAgent: { type: 'string' },
    occurredAt: { type: 'datetime', required: true },
  },
  indexes: [['campaign_id', 'type', 'occurred_at'], ['delivery_id'], ['link_id', 'delivery_id']],
};

export const models = [event];
