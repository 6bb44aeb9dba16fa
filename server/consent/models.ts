import type { RawModel } from '../lib/models';

/** Append-only proof of who agreed to what, and of leaving; each row carries the hash of the person's row before. */
export const consentRecord: RawModel = {
  name: 'consent-record',
  table: 'mail_campaigns_consent_records',
  columns: {
    addressHash: { type: 'string', required: true },
    contactId: { type: 'integer' },
    listId: { type: 'integer' },
    action: {
      type: 'enumeration',
      enum: [
        'requested',
        'confirmed',
        'imported',
        'added',
        'revoked',
        'erased',
        'tracking-allowed',
        'tracking-refused',
      ],
      required: true,
    },
    channel: {
      type: 'enumeration',
      enum: [
        'web-form',
        'import',
        'admin',
        'one-click',
        'unsubscribe-page',
        'preferences-page',
        'complaint',
        'mail',
      ],
      required: true,
    },
    /** The text that the person saw, or the note of whoever added them. */
    notice: { type: 'text' },
    language: { type: 'string' },
    /** E.g. the import's file name, SHA-256 and row. */
    source: { type: 'text' },
    ip: { type: 'string' },
    userAgent: { type: 'string' },
    actorId: { type: 'integer' },
    campaignId: { type: 'integer' },
    /** The subscription form; its slug stands in `source`, under the hash. */
    formId: { type: 'integer' },
    /** ISO 8601 in UTC. As text: the hash must not depend on how a database or a server's time zone reads a date. */
    occurredAt: { type: 'string', required: true },
    previousHash: { type: 'string', required: true },
    hash: { type: 'string', required: true },
  },
  // A fork of a person's chain breaks the first one; so two writers cannot both append to the same row.
  unique: [['address_hash', 'previous_hash']],
  indexes: [['contact_id'], ['form_id', 'action']],
};

/** Addresses never written to, whatever lists they are on. Only the keyed hash is kept. */
export const suppression: RawModel = {
  name: 'suppression',
  table: 'mail_campaigns_suppressions',
  columns: {
    addressHash: { type: 'string', required: true },
    reason: {
      type: 'enumeration',
      enum: ['hard_bounce', 'complaint', 'soft_limit', 'manual'],
      required: true,
    },
    /** What proves it, e.g. the server's reply. Null once the person is erased. */
    evidence: { type: 'text' },
    feedbackId: { type: 'integer' },
    /** When it ends by itself; null: never. */
    until: { type: 'datetime' },
    campaignId: { type: 'integer' },
    actorId: { type: 'integer' },
    createdAt: { type: 'datetime', required: true },
  },
  unique: [['address_hash']],
  indexes: [['reason', 'until'], ['feedback_id']],
};

/** Append-only: each suppression that began or was lifted, and why. */
export const suppressionRecord: RawModel = {
  name: 'suppression-record',
  table: 'mail_campaigns_suppression_records',
  columns: {
    addressHash: { type: 'string', required: true },
    /** suppressed or lifted. */
    action: { type: 'string', required: true },
    reason: { type: 'string', required: true },
    /** What lifted it: a LiftRule. */
    rule: { type: 'string' },
    /** The server's words, or the editor's. Null once the person is erased. */
    note: { type: 'text' },
    feedbackId: { type: 'integer' },
    campaignId: { type: 'integer' },
    actorId: { type: 'integer' },
    occurredAt: { type: 'datetime', required: true },
  },
  indexes: [['address_hash', 'id']],
};

export const models = [consentRecord, suppression, suppressionRecord];
