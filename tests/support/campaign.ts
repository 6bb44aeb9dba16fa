import type { Core } from '@strapi/strapi';

import type { Campaign, CampaignInput } from '../../contracts';
import { subscriptionsOf } from '../../server/contacts';
import type { AdminClient } from './app';

export const MJML = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hola {{ contact.firstName }}, <a href="https://example.org/noticias">noticias</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;

/** A list whose people have all confirmed. @returns its id. */
export async function makeList(strapi: Core.Strapi, slug: string, emails: string[]): Promise<number> {
  const { id } = (await strapi.db
    .query('plugin::mail-campaigns.list')
    .create({ data: { name: slug, slug, optIn: 'single', visibility: 'private' } })) as { id: number };
  const contactIds: number[] = [];
  for (const email of emails) {
    const contacts = strapi.db.query('plugin::mail-campaigns.contact');
    const contact =
      (await contacts.findOne({ where: { email } })) ??
      (await contacts.create({ data: { email, firstName: email.split('@')[0], language: 'es' } }));
    contactIds.push(contact.id);
  }
  if (contactIds.length) await subscriptionsOf(strapi).add(contactIds, [id], 'signed on paper', null);
  return id;
}

/** A draft to which nothing is missing, from the sender `boletin@example.edu.co`. */
export async function makeCampaign(
  admin: AdminClient,
  listIds: number[],
  fields: Partial<CampaignInput> = {},
): Promise<Campaign> {
  const senders = await admin.get('/senders');
  if (senders.body.data.length === 0) {
    await admin
      .post('/senders', { fromName: 'Instituto', fromAddress: 'boletin@example.edu.co' })
      .expect(201);
  }
  const { body } = await admin
    .post('/campaigns', { name: 'Boletín', subject: 'Noticias de hoy', mjml: MJML, listIds, ...fields })
    .expect(201);
  return body.data;
}

/** What `PUT /campaigns/:id` takes, from what `GET` gave. */
export const inputOf = (campaign: Campaign): CampaignInput => ({
  name: campaign.name,
  subject: campaign.subject,
  preheader: campaign.preheader,
  fromName: campaign.fromName,
  fromAddress: campaign.fromAddress,
  replyTo: campaign.replyTo,
  listIds: campaign.listIds,
  mjml: campaign.mjml,
  timeZone: campaign.timeZone,
  options: campaign.options,
  uncertainPolicy: campaign.uncertainPolicy,
});
