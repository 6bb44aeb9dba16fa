import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type Preview, type PreviewRequest } from '../../../contracts';
import { institutionOf } from '../../config';
import { notFound } from '../../lib/errors';
import { finish } from '../freeze';
import { createRenderer } from '../liquid';
import { exampleMergeData, mergeContact, type ContactNames } from '../merge-tags';
import type { MergeData } from '../render';

export interface PreviewService {
  /** What one person would see; changes and sends nothing. @throws NotFoundError `contact-not-found`. */
  preview(request: PreviewRequest): Promise<Preview>;
}

const WITH_EVERYTHING = { viewInBrowser: true, unsubscribeLink: true };

export const createPreviewService = ({ strapi }: { strapi: Core.Strapi }): PreviewService => ({
  async preview({ mjml, subject = '', preheader = '', contactId, options = WITH_EVERYTHING }) {
    const institution = await institutionOf(strapi);
    const { content, problems } = await finish({
      mjml,
      subject,
      preheader,
      options: { ...options, trackClicks: false },
      institution,
      language: institution.language,
    });
    const data = exampleMergeData(institution);
    if (contactId !== undefined) data.contact = await contactData(strapi, contactId);
    const wrong = (field: string) => problems.some((p) => p.field === field && p.severity === 'error');
    const line = (field: 'subject' | 'preheader') =>
      wrong(field) ? content[field] : createRenderer(content[field], 'header').render(data);
    data.campaign.subject = line('subject') || data.campaign.subject;
    const html = createRenderer(content.html, 'html').render(data);
    return {
      html,
      text: createRenderer(content.text, 'text').render(data),
      subject: line('subject'),
      preheader: line('preheader'),
      htmlBytes: Buffer.byteLength(html),
      problems,
    };
  },
});

async function contactData(strapi: Core.Strapi, id: number): Promise<MergeData['contact']> {
  const row = (await strapi.db
    .query(`plugin::${PLUGIN_ID}.contact`)
    .findOne({ where: { id } })) as ContactNames | null;
  if (!row) throw notFound('contact-not-found', 'This contact does not exist any more: choose another one.');
  return mergeContact(row);
}
