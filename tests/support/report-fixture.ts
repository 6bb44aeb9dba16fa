import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { institutionOf, saveInstitution } from '../../server/config';
import { table } from '../../server/lib/database';

export const CUT_OFF = new Date('2026-11-23T21:05:33.000Z');
const STARTED = '2026-11-20T13:20:12.000Z';

const CAMPAIGNS = 'mail_campaigns_campaigns';

/** Writes what a report is made of straight into the tables: sending is not what is tested. */
export function reportFixture(strapi: Core.Strapi) {
  const db = (model: string) => strapi.db.query(`plugin::mail-campaigns.${model}`);
  let people = 0;

  const delivery = (campaignId: number, given: object = {}) => {
    people += 1;
    return {
      campaignId,
      contactId: people,
      address: `person-${people}@example.org`,
      addressHash: createHash('sha256').update(String(people)).digest('hex'),
      domain: 'gmail.com',
      status: 'accepted',
      attempts: 1,
      openCount: 0,
      clickCount: 0,
      machineOpenCount: 0,
      machineClickCount: 0,
      privacyOpenCount: 0,
      updatedAt: CUT_OFF,
      ...given,
    };
  };

  const event = (
    campaignId: number,
    type: 'open' | 'click',
    deliveryId: number,
    occurredAt: string,
    given = {},
  ) => ({
    campaignId,
    deliveryId,
    type,
    class: 'human',
    occurredAt: new Date(occurredAt),
    ...given,
  });

  /** A campaign in any state, written past the state machine. */
  async function campaign({
    status = 'sent',
    startedAt = STARTED as string | null,
    finishedAt = null as string | null,
    ...draft
  }): Promise<number> {
    const { id } = (await db('campaign').create({
      data: { name: 'Campaign', timeZone: 'America/Bogota', status: 'draft', ...draft },
    })) as { id: number };
    const date = (value: string | null) => (value === null ? null : new Date(value));
    await table(strapi, CAMPAIGNS)
      .where({ id })
      .update({ status, started_at: date(startedAt), finished_at: date(finishedAt) });
    return id;
  }

  /**
   * 12 candidates, 3 excluded; 9 recipients: 4 delivered, 2 soft, 1 hard (7 sent), 1 deferred, 1 cancelled.
   * Opened: one twice, one by a click alone, one by a machine alone.
   */
  const ledger = (id: number) => [
    delivery(id, { status: 'excluded', reason: 'unconfirmed', domain: 'idep.edu.co' }),
    delivery(id, { status: 'excluded', reason: 'unconfirmed' }),
    delivery(id, { status: 'excluded', reason: 'suppressed_complaint', unsubscribedAt: CUT_OFF }),
    delivery(id, { openCount: 2, clickCount: 3, machineOpenCount: 1 }),
    delivery(id, { clickCount: 1, unsubscribedAt: CUT_OFF }),
    delivery(id, { machineOpenCount: 4, machineClickCount: 2, complainedAt: CUT_OFF }),
    delivery(id, { domain: 'hotmail.com', bounceClass: 'soft', bounceReason: 'server' }),
    delivery(id, {
      bounceClass: 'soft',
      bounceReason: 'mailbox_full',
      bouncedAt: CUT_OFF,
      domain: 'idep.edu.co',
    }),
    delivery(id, { status: 'rejected', bounceClass: 'soft', bounceReason: 'policy', domain: 'idep.edu.co' }),
    delivery(id, {
      status: 'rejected',
      bounceClass: 'hard',
      bounceReason: 'unknown_domain',
      domain: 'gmial.com',
    }),
    delivery(id, { status: 'deferred', bounceClass: 'soft', bounceReason: 'server', domain: 'hotmail.com' }),
    delivery(id, { status: 'cancelled', domain: 'hotmail.com' }),
  ];

  const phone = { device: 'phone', client: 'Apple Mail', os: 'iOS', country: 'CO', city: 'Bogotá' };
  const desktop = { device: 'desktop', client: 'Firefox', os: 'Linux', country: 'CO' };

  /** Events of the first hours, of a machine, and one after the 72 hours that a report shows. */
  const events = (id: number, linkIds: number[]) => [
    event(id, 'open', 4, '2026-11-20T13:59:59.000Z', phone),
    event(id, 'open', 4, '2026-11-20T15:00:00.000Z', { class: 'proxy' }),
    event(id, 'open', 6, '2026-11-20T13:30:00.000Z', { class: 'machine' }),
    event(id, 'click', 4, '2026-11-20T13:40:00.000Z', { linkId: linkIds[1] }),
    event(id, 'click', 4, '2026-11-20T13:41:00.000Z', { linkId: linkIds[1] }),
    event(id, 'click', 5, '2026-11-20T15:10:00.000Z', { linkId: linkIds[1], ...desktop }),
    event(id, 'click', 6, '2026-11-20T13:30:00.000Z', { linkId: linkIds[0], class: 'machine' }),
    event(id, 'open', 4, '2026-11-23T13:00:00.000Z', phone),
  ];

  return {
    db,
    delivery,
    event,
    campaign,
    removeCampaign: (id: number) => table(strapi, CAMPAIGNS).where({ id }).delete(),

    /** The institution and one campaign that was sent, with all that a report can show. */
    async seed(): Promise<{ campaignId: number; linkIds: number[] }> {
      const institution = await institutionOf(strapi);
      await saveInstitution(strapi, { ...institution, name: 'Instituto de Educación', color: '#c8102e' });
      const list = (await db('list').create({
        data: { name: 'Docentes', slug: 'docentes', optIn: 'double', visibility: 'public' },
      })) as { id: number };
      const campaignId = await campaign({
        name: '=Boletín n.º 1: Łódź, "niñez"; y más',
        subject: 'Convocatoria 2027',
        fromName: 'IDEP',
        fromAddress: 'boletin@idep.edu.co',
        lists: [list.id],
        finishedAt: '2026-11-20T13:48:40.000Z',
      });
      await db('delivery').createMany({ data: ledger(campaignId) });
      const urls = ['https://example.org/quiet', `https://example.org/${'long-'.repeat(60)}`];
      await db('link').createMany({ data: urls.map((url, position) => ({ campaignId, position, url })) });
      const links = (await db('link').findMany({ orderBy: { position: 'asc' } })) as { id: number }[];
      const linkIds = links.map(({ id }) => id);
      await db('event').createMany({ data: events(campaignId, linkIds) });
      return { campaignId, linkIds };
    },
  };
}
