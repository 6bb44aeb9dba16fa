import type { RawModel } from '../lib/models';
import { EVENT_CLASSES } from './rules/evidence';

/**
 * One open or click, with the class and the rule that gave it, and all that the rules judge by: they may be applied
 * again. A request that is no event (R1, R8, R13) leaves nothing.
 */
export const event: RawModel = {
  name: 'event',
  table: 'mail_campaigns_events',
  columns: {
    campaignId: { type: 'integer', required: true },
    deliveryId: { type: 'integer', required: true },
    /** `trap`: the hidden link was followed. Evidence against others, counted nowhere. */
    type: { type: 'enumeration', enum: ['open', 'click', 'trap'], required: true },
    linkId: { type: 'integer' },
    class: { type: 'enumeration', enum: EVENT_CLASSES, required: true },
    /** Id of the rule in docs/glossary.md, e.g. `R2`; null for a plain human event. */
    rule: { type: 'string' },
    /** Null, like `userAgent`, once the person is erased. */
    ip: { type: 'string' },
    userAgent: { type: 'string' },
    purpose: { type: 'string' },
    /** Milliseconds; as much as the column holds where it is more. */
    sinceAccepted: { type: 'integer' },
    scannerNetwork: { type: 'string' },
    /** Of people's own programs only, like what follows: `desktop`, `phone` or `tablet`. */
    device: { type: 'string' },
    /** The mail program or browser, by its name. */
    client: { type: 'string' },
    os: { type: 'string' },
    /** ISO 3166-1 code, where `tracking.geoFile` is given: of the whole address, which is not kept. */
    country: { type: 'string' },
    city: { type: 'string' },
    occurredAt: { type: 'datetime', required: true },
  },
  indexes: [
    ['campaign_id', 'type', 'occurred_at'],
    ['delivery_id', 'type', 'occurred_at'],
    ['link_id', 'delivery_id'],
  ],
};

export const models = [event];
