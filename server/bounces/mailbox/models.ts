import type { RawModel } from '../../lib/models';

/** A configured mailbox: which process reads it, and how that goes. */
export const mailbox: RawModel = {
  name: 'mailbox',
  table: 'mail_campaigns_mailboxes',
  columns: {
    /** As in the configuration. */
    name: { type: 'string', required: true },
    /** The process that reads it, until then. */
    holder: { type: 'string' },
    heldUntil: { type: 'datetime' },
    lastReadAt: { type: 'datetime' },
    /** Of all messages ever taken in. */
    taken: { type: 'integer', required: true },
    /** Since when it cannot be read, and why; null where it can. */
    troubleSince: { type: 'datetime' },
    trouble: { type: 'text' },
    /** An `AccessTroubleReason`, where it is one. */
    troubleReason: { type: 'string' },
    /** The refresh token that holds now, sealed, where the server gave another one than is configured. */
    refreshToken: { type: 'text' },
    /** Ids of messages that stay in it, where it cannot flag them: a JSON list. */
    staying: { type: 'json' },
  },
  unique: [['name']],
};

export const models = [mailbox];
