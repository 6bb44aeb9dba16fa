import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { ledgerOf } from '../ledger';
import { clock } from '../lib/clock';
import { chunk, inTransaction, table, type Transaction } from '../lib/database';
import { networkOf } from '../lib/network';
import { redacted } from '../lib/redact';
import { classify, type Verdict } from './classify';
import { createGroupCommit } from './group-commit';

const EVENTS = 'mail_campaigns_events';
const DELIVERIES = 'mail_campaigns_deliveries';
const USER_AGENT_LENGTH = 255;

export interface Hit {
  deliveryId: number;
  campaignId: number;
  /** Null once the person is erased: then neither network nor user agent is kept. */
  contactId: number | null;
  type: 'open' | 'click';
  linkId: number | null;
  method: string;
  userAgent: string;
  ip: string;
  /** Values of Sec-Purpose, Purpose and X-Moz, joined. */
  purpose: string;
  /** The browser sent `DNT: 1` or `Sec-GPC: 1`. */
  doNotTrack: boolean;
  acceptedAt: Date | null;
}

export interface TrackingService {
  /**
   * Classifies and stores; resolves when the event is committed (events of the same moment share a transaction)
   * or when none is to be kept. @throws when the database refuses.
   */
  record(hit: Hit): Promise<void>;
  /** Takes network and user agent out of the events of these people. Call it while the ledger still names them. */
  forget(contactIds: readonly number[], trx: Transaction): Promise<void>;
  /** Resolves when nothing is left to write. */
  drain(): Promise<void>;
}

interface Recorded extends Verdict {
  hit: Hit;
  occurredAt: Date;
}

export const createTrackingService = ({ strapi }: { strapi: Core.Strapi }): TrackingService => {
  const { truncateIp } = configOf(strapi).tracking;

  const toRow = ({ hit, occurredAt, ...verdict }: Recorded) => {
    const origin = hit.contactId === null ? null : hit;
    return {
      campaign_id: hit.campaignId,
      delivery_id: hit.deliveryId,
      type: hit.type,
      link_id: hit.linkId,
      class: verdict.class,
      rule: verdict.rule,
      ip: origin && (truncateIp ? networkOf(origin.ip) : origin.ip),
      user_agent: origin?.userAgent.slice(0, USER_AGENT_LENGTH) ?? null,
      occurred_at: occurredAt,
    };
  };

  const write = (events: Recorded[]) =>
    inTransaction(strapi, async (trx) => {
      await table(strapi, EVENTS, trx).insert(events.map(toRow));
      const engagements = events.map(({ hit, class: eventClass }) => ({
        deliveryId: hit.deliveryId,
        type: hit.type,
        machine: eventClass === 'machine',
      }));
      await ledgerOf(strapi).engage(engagements, trx);
    });

  const group = createGroupCommit<Recorded>(write, (error, count) =>
    strapi.log.error(`[mail-campaigns] ${count} opens or clicks could not be stored: ${redacted(error)}`),
  );

  return {
    async record(hit) {
      const occurredAt = clock.now();
      const sinceAccepted = hit.acceptedAt && occurredAt.getTime() - hit.acceptedAt.getTime();
      const verdict = classify({ ...hit, sinceAccepted });
      if (verdict) await group.add({ ...verdict, hit, occurredAt });
    },
    async forget(contactIds, trx) {
      for (const ids of chunk(contactIds)) {
        const deliveries = table(strapi, DELIVERIES, trx).select('id').whereIn('contact_id', ids);
        await table(strapi, EVENTS, trx)
          .whereIn('delivery_id', deliveries)
          .update({ ip: null, user_agent: null });
      }
    },
    drain: () => group.drain(),
  };
};
