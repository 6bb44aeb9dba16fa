import type { RawModel } from '../lib/models';

/** Addresses that were sent a confirmation e-mail within the last day, as keyed hashes; older rows are deleted. */
export const confirmationMail: RawModel = {
  name: 'confirmation-mail',
  table: 'mail_campaigns_confirmation_mails',
  columns: {
    addressHash: { type: 'string', required: true },
    sentAt: { type: 'datetime', required: true },
  },
  unique: [['address_hash']],
  indexes: [['sent_at']],
};

export const models = [confirmationMail];
