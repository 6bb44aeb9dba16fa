import type { RawModel } from '../lib/models';

/** One recipient's part of something that came back: what it says, whom it concerns and how that is known. */
export const feedback: RawModel = {
  name: 'feedback',
  table: 'mail_campaigns_feedback',
  columns: {
    source: { type: 'string', required: true },
    eventId: { type: 'string', required: true },
    /** Of the call that wrote the row: tells its rows from those that another process wrote at the same time. */
    receipt: { type: 'string', required: true },
    /** matched, unmatched, poison or dismissed. */
    state: { type: 'string', required: true },
    /** Why it is unmatched (an UnmatchedReason) or could not be read. */
    why: { type: 'string' },
    class: { type: 'string', required: true },
    reason: { type: 'string' },
    status: { type: 'string' },
    reply: { type: 'text' },
    action: { type: 'string' },
    rule: { type: 'string', required: true },
    /** tag, message-id or session. */
    matchedBy: { type: 'string' },
    deliveryId: { type: 'integer' },
    campaignId: { type: 'integer' },
    /** Null, like `address`, `reply` and `evidence`, once the person is erased. */
    contactId: { type: 'integer' },
    /** Of the address that the evidence names: finds what an erased person left behind. */
    addressHash: { type: 'string' },
    /** As the evidence names it; another one than the recipient's where the e-mail was forwarded. */
    address: { type: 'string' },
    /** Of the recipient; of the named address where there is none. */
    domain: { type: 'string' },
    /** Tags and Message-IDs as they were found. */
    keys: { type: 'json' },
    /** Null once its time is over. */
    evidence: { type: 'text' },
    /** utf8 or base64 */
    evidenceEncoding: { type: 'string' },
    occurredAt: { type: 'datetime' },
    receivedAt: { type: 'datetime', required: true },
  },
  unique: [['source', 'event_id']],
  indexes: [
    ['state', 'id'],
    ['delivery_id'],
    ['contact_id'],
    ['address_hash'],
    ['campaign_id', 'class'],
    // Blocks of the last minutes, good news whose time is over.
    ['class', 'received_at'],
    // Evidence whose time is over.
    ['evidence_encoding', 'received_at'],
  ],
};

/** Something that a person should look at: complaints, a domain that refuses us. */
export const alarm: RawModel = {
  name: 'alarm',
  table: 'mail_campaigns_alarms',
  columns: {
    /** An AlarmKind. */
    kind: { type: 'string', required: true },
    /** Kind and campaign, or kind and domain. */
    key: { type: 'string', required: true },
    /** The same until a person has seen it, then null: one alarm at a time. */
    openKey: { type: 'string' },
    /** Of the call that raised it. */
    receipt: { type: 'string', required: true },
    campaignId: { type: 'integer' },
    domain: { type: 'string' },
    /** AlarmFigures */
    figures: { type: 'json' },
    raisedAt: { type: 'datetime', required: true },
    lastAt: { type: 'datetime', required: true },
    /** When people were told by e-mail. */
    toldAt: { type: 'datetime' },
    seenAt: { type: 'datetime' },
    seenBy: { type: 'integer' },
  },
  unique: [['open_key']],
  indexes: [['key', 'id'], ['raised_at']],
};

export const models = [feedback, alarm];
