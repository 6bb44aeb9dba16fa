import { LEAVE_REASONS } from '../../contracts';
import type { RawModel } from '../lib/models';

/** Addresses that were sent a confirmation or a welcome e-mail within the last day, as keyed hashes; older rows are deleted. */
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

/** A change of address that waits for its confirmation from the new mailbox; one per contact. */
export const addressChange: RawModel = {
  name: 'address-change',
  table: 'mail_campaigns_address_changes',
  columns: {
    contactId: { type: 'integer', required: true },
    /** The new address and its keyed hash. */
    address: { type: 'string', required: true },
    addressHash: { type: 'string', required: true },
    /** Keyed hash of the address that the contact had when asking. */
    fromHash: { type: 'string', required: true },
    requestedAt: { type: 'datetime', required: true },
  },
  unique: [['contact_id']],
  indexes: [['address_hash']],
};

/** Answers to a challenge that have counted already, as hashes; older rows are deleted. */
export const usedChallenge: RawModel = {
  name: 'used-challenge',
  table: 'mail_campaigns_used_challenges',
  columns: {
    answerHash: { type: 'string', required: true },
    usedAt: { type: 'datetime', required: true },
  },
  unique: [['answer_hash']],
  indexes: [['used_at']],
};

/** Why somebody left, asked afterwards; one per e-mail. The words go with the person, the reason stays a count. */
export const leaveReason: RawModel = {
  name: 'leave-reason',
  table: 'mail_campaigns_leave_reasons',
  columns: {
    campaignId: { type: 'integer', required: true },
    deliveryId: { type: 'integer', required: true },
    /** Null once the person is erased, as are the words. */
    contactId: { type: 'integer' },
    reason: { type: 'enumeration', enum: LEAVE_REASONS, required: true },
    words: { type: 'text' },
    givenAt: { type: 'datetime', required: true },
  },
  unique: [['delivery_id']],
  indexes: [['campaign_id', 'given_at'], ['contact_id']],
};

export const models = [confirmationMail, addressChange, usedChallenge, leaveReason];
