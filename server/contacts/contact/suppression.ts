import type { Core } from '@strapi/strapi';

import type { Contact } from '../../../contracts';
import { consentOf } from '../../consent';
import { refused } from '../../lib/errors';

interface By {
  actorId: number;
  /** Why, in the editor's words. */
  note: string | null;
}

export const suppressByHand = (strapi: Core.Strapi, { email }: Contact, { actorId, note }: By) => {
  const addressHash = consentOf(strapi).addressHash(email);
  return consentOf(strapi).suppress([{ addressHash, reason: 'manual', evidence: note, actorId }]);
};

/** @throws ApplicationError `suppression-complaint`, `suppression-note-missing` */
export async function liftByHand(
  strapi: Core.Strapi,
  { email, suppression }: Contact,
  { actorId, note }: By,
): Promise<void> {
  if (!suppression) return;
  if (suppression.reason === 'complaint') {
    throw refused(
      'suppression-complaint',
      'Leave this address alone: the person complained. Only they can ask for e-mails again.',
    );
  }
  if (suppression.reason !== 'manual' && !note) {
    throw refused('suppression-note-missing', 'Say why: a bounce blocked this address, not an editor.');
  }
  const proof = { rule: 'admin' as const, note, actorId };
  await consentOf(strapi).lift([consentOf(strapi).addressHash(email)], [suppression.reason], proof);
}
