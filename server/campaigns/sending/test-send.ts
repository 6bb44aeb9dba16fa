import type { Core } from '@strapi/strapi';

import { type Institution, type Language, type TestSendResponse, PLUGIN_ID } from '../../../contracts';
import { institutionOf, publicBaseUrl, tokensOf } from '../../config';
import { createRenderer, exampleMergeData, type MergeData } from '../../content';
import { deliveryOf, preferencesLink } from '../../delivery';
import { describe, notFound, refused } from '../../lib/errors';
import { assertNoErrors, check } from '../campaign/readiness';
import { requireCampaign, type CampaignRow } from '../campaign/store';
import { transportOfSender } from '../sender/store';
import { contentOf } from './launcher';

/** Links of a test carry this instead of a ledger row: the pages say that it was a test and change nothing. */
const TEST_DELIVERY = 0;
const TEST_PERSON = { contactId: 0, addressHash: 'test' };

/** What a test needs; lists and their people do not matter to it. */
const NEEDED = ['subject', 'mjml', 'preheader', 'fromAddress', 'settings'];

const PREFIX: Record<Language, string> = { es: '[Prueba] ', en: '[Test] ' };

interface ContactRow {
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  attributes: MergeData['contact']['attributes'] | null;
}

type Results = TestSendResponse['data']['results'];

/**
 * Sends the campaign as it is now to each address, at once and outside the ledger.
 * @param contactId whose data fills the merge tags; example data without it.
 * @returns per address the relay's own words. @throws `campaign-not-ready`, `contact-not-found`.
 */
export async function sendTest(
  strapi: Core.Strapi,
  campaignId: number,
  addresses: readonly string[],
  contactId?: number,
): Promise<Results> {
  const row = await requireCampaign(strapi, campaignId);
  const { problems } = await check(strapi, row);
  assertNoErrors(problems.filter(({ field }) => NEEDED.includes(field)));
  const institution = await institutionOf(strapi);
  const content = await contentOf(strapi, row);
  const data = await mergeDataOf(strapi, row, institution, content.links, contactId);
  const mail = {
    from: { name: row.fromName ?? '', address: row.fromAddress ?? '' },
    replyTo: row.replyTo,
    subject: PREFIX[institution.language] + fill(content.subject, 'header', data),
    html: fill(content.html, 'html', data),
    text: fill(content.text, 'text', data),
    transport: await transportOfSender(strapi, row.fromAddress ?? ''),
  };
  const results: Results = [];
  for (const address of addresses) results.push(await sendOne(strapi, { ...mail, to: address }));
  return results;
}

async function sendOne(
  strapi: Core.Strapi,
  mail: Parameters<ReturnType<typeof deliveryOf>['sendSingle']>[0],
): Promise<Results[number]> {
  try {
    return { address: mail.to, accepted: true, reply: await deliveryOf(strapi).sendSingle(mail) };
  } catch (error) {
    return { address: mail.to, accepted: false, reply: describe(error) };
  }
}

function fill(template: string, kind: 'html' | 'text' | 'header', data: MergeData): string {
  try {
    return createRenderer(template, kind).render(data);
  } catch (error) {
    throw refused('content-invalid', `Correct the merge tags of the content: ${describe(error)}`);
  }
}

async function mergeDataOf(
  strapi: Core.Strapi,
  row: CampaignRow,
  institution: Institution,
  targets: string[],
  contactId: number | undefined,
): Promise<MergeData> {
  const example = exampleMergeData(institution);
  const tokens = tokensOf(strapi);
  const baseUrl = publicBaseUrl(strapi);
  const link = (purpose: 'unsubscribe' | 'view') =>
    `${baseUrl}/${purpose}/${tokens.sign(purpose, TEST_DELIVERY)}`;
  return {
    ...example,
    contact: contactId === undefined ? example.contact : await contactData(strapi, contactId),
    list: row.lists[0] ? { name: row.lists[0].name } : example.list,
    campaign: { name: row.name, subject: row.subject ?? '' },
    links: {
      unsubscribe: link('unsubscribe'),
      viewInBrowser: link('view'),
      preferences: preferencesLink({ baseUrl, tokens }, TEST_PERSON),
    },
    // Untracked, so that whoever tests can see that each link leads where it should.
    tracked: targets,
  };
}

async function contactData(strapi: Core.Strapi, id: number): Promise<MergeData['contact']> {
  const contact = (await strapi.db
    .query(`plugin::${PLUGIN_ID}.contact`)
    .findOne({ where: { id } })) as ContactRow | null;
  if (!contact) throw notFound('contact-not-found', 'This contact no longer exists. Choose another one.');
  const { email, language, attributes } = contact;
  const [firstName, lastName] = [contact.firstName ?? '', contact.lastName ?? ''];
  const fullName = `${firstName} ${lastName}`.trim();
  return { email, firstName, lastName, fullName, language, attributes: attributes ?? {} };
}
