import type { Core } from '@strapi/strapi';

import type { FeedbackClass } from '../../../contracts';
import { table, toInstant } from '../../lib/database';
import { FEEDBACK } from '../tables';

/** What came back of one person's e-mails, in plain columns: for the copy of their data. */
export interface PersonFeedback {
  /** When it happened, else when it came in: ISO 8601. */
  occurredAt: string;
  class: FeedbackClass;
  reason: string | null;
  status: string | null;
  /** The server's words. */
  reply: string | null;
  campaignId: number | null;
}

/** In the order in which it came in. What nobody's signature assigned to the person is not theirs. */
export async function feedbackOfPerson(strapi: Core.Strapi, contactId: number): Promise<PersonFeedback[]> {
  const rows: (Omit<PersonFeedback, 'occurredAt' | 'campaignId'> & {
    occurred_at: unknown;
    received_at: unknown;
    campaign_id: number | null;
  })[] = await table(strapi, FEEDBACK)
    .where({ contact_id: contactId, state: 'matched' })
    .orderBy('id')
    .select('occurred_at', 'received_at', 'class', 'reason', 'status', 'reply', 'campaign_id');
  return rows.map(({ occurred_at: at, received_at: received, campaign_id: campaignId, ...row }) => ({
    occurredAt: toInstant(at ?? received) as string,
    ...row,
    campaignId,
  }));
}
