import type { Core } from '@strapi/strapi';

import { institutionOf, publicBaseUrl, tokensOf } from '../../config';
import { consentOf } from '../../consent';
import { mayMeasure, subscriptionsOf } from '../../contacts';
import { createRenderer, mergeContact, type ContactNames, type MergeData } from '../../content';
import { recipientLinks } from '../../delivery';
import { ledgerOf, type FrozenContent, type LedgerRow } from '../../ledger';
import { frameFor } from '../page/frame';
import { sendMail } from '../page/mail';
import { guarded, sendNotFound, sendNotice, type PublicContext } from '../page/respond';
import { readDelivery } from '../recipient';

export const createViewController = ({ strapi }: { strapi: Core.Strapi }) => {
  const contactOf = async (row: LedgerRow): Promise<ContactNames | null> =>
    row.contactId === null
      ? null
      : ((await strapi.db
          .query('plugin::mail-campaigns.contact')
          .findOne({ where: { id: row.contactId } })) as ContactNames | null);

  const mergeDataOf = async (
    row: LedgerRow,
    content: FrozenContent,
    contact: ContactNames,
  ): Promise<MergeData> => {
    const institution = await institutionOf(strapi);
    const [list] = row.listId === null ? [] : await subscriptionsOf(strapi).listNames([row.listId]);
    const campaign = (await strapi.db
      .query('plugin::mail-campaigns.campaign')
      .findOne({ where: { id: row.campaignId } })) as { name: string } | null;
    // The links are those of the e-mail, tracked if it is: who reads here clicks no less than who reads there.
    const tokens = tokensOf(strapi);
    const { tracked, ...links } = recipientLinks(
      { content, baseUrl: publicBaseUrl(strapi), tokens },
      { ...row, contactId: row.contactId ?? 0 },
      mayMeasure(strapi, row.tracking),
    );
    const data: MergeData = {
      contact: mergeContact(contact),
      list: { name: list?.name ?? '' },
      campaign: { name: campaign?.name ?? '', subject: '' },
      institution: {
        name: institution.name,
        postalAddress: institution.postalAddress,
        websiteUrl: institution.websiteUrl ?? '',
      },
      links,
      tracked,
    };
    data.campaign.subject = createRenderer(content.subject, 'header').render(data);
    return data;
  };

  return {
    /** The e-mail as this person got it, without the pixel: the message adds that one, not the content. */
    view: guarded(strapi, async (ctx: PublicContext) => {
      const row = await readDelivery(strapi, 'view', ctx.params.token ?? '');
      if (row === 'unknown') return sendNotFound(strapi, ctx);
      if (row === 'test') return sendNotice(ctx, await frameFor(strapi, ctx), 'test');
      const contact = await contactOf(row);
      if (!contact) return sendNotice(ctx, await frameFor(strapi, ctx), 'erased');
      // Whoever reads the mailbox of before must not meet the person's data of today.
      if (consentOf(strapi).addressHash(contact.email) !== row.addressHash)
        return sendNotice(ctx, await frameFor(strapi, ctx), 'moved', { status: 410, mark: 'wait' });
      const content = await ledgerOf(strapi).content(row.campaignId);
      if (!content) return sendNotFound(strapi, ctx);
      const body = createRenderer(content.html, 'html').render(await mergeDataOf(row, content, contact));
      sendMail(ctx, body);
    }),
  };
};
