import type { Core } from '@strapi/strapi';
import { simpleParser, type ParsedMail } from 'mailparser';

import { emptyDefinition } from '../../contracts';
import { backgroundOf } from '../../server/pages/background';
import type { AdminClient, TestApp } from './app';
import { formTime } from './forms';
import { addContacts, makeCampaign, makeInstitution } from './institution';
import { PUBLIC } from './recipient';
import type { SmtpSink } from './smtp-sink';
import { waitFor } from './wait-for';

/** Who got the campaign; keeps the address until the change is confirmed. */
export const READER = 'lectora@personas.example';
/** Where the reader would like to be written to. */
export const NEW_ADDRESS = 'direccion.nueva@personas.example';
/** Who asked to subscribe and has not confirmed. */
export const WAITING = 'pendiente@personas.example';
/** Who subscribed and confirmed, and was welcomed. */
export const WELCOMED = 'recien.llegada@personas.example';

/** Where the one link of the campaign leads. */
export const TARGET = 'https://example.org/noticias?utm_source=boletin&utm_medium=email';

/** Without a link to leave: the plugin adds it, and the one to the preferences. */
const MJML = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hola {{ contact.firstName }}</mj-text>
  <mj-button href="${TARGET.replaceAll('&', '&amp;')}">Leer</mj-button>
</mj-column></mj-section></mj-body></mjml>`;

/** Every kind of e-mail that the plugin sends, as it came out of the SMTP server, with somebody behind each. */
export interface EveryMail {
  listId: number;
  contactId: number;
  campaignId: number;
  /** The campaign's e-mail to `READER`. */
  campaign: ParsedMail;
  /** Paths of links to the public pages, by page, each once: `click`, `unsubscribe`, `confirm`… */
  paths: Record<string, string[]>;
}

/** Every URL that stands in a mail, in its headers, its HTML or its text. */
export function urlsIn(mail: ParsedMail): string[] {
  const headers = mail.headerLines.map(({ line }) => line.replace(/\r\n\s+/g, ' ')).join('\n');
  const html = String(mail.html || '').replaceAll('&amp;', '&');
  const found = `${headers}\n${html}\n${mail.text ?? ''}`.match(/https?:\/\/[^\s"'<>\])]+/g) ?? [];
  return [...new Set(found)];
}

const pathsIn = (strapi: Core.Strapi, mails: readonly ParsedMail[]): Record<string, string[]> => {
  const base = `${String(strapi.config.get('server.absoluteUrl'))}${PUBLIC}/`;
  const paths: Record<string, string[]> = {};
  for (const url of new Set(mails.flatMap(urlsIn))) {
    if (!url.startsWith(base)) continue;
    const page = url.slice(base.length).split('/')[0] ?? '';
    (paths[page] ??= []).push(new URL(url).pathname);
  }
  return paths;
};

/**
 * Sends a campaign and everything that follows from what people do: confirmation, welcome, change of address. For a
 * fresh app that ticks fast and sends to the sink.
 */
export async function sendEveryMail(app: TestApp, admin: AdminClient, sink: SmtpSink): Promise<EveryMail> {
  const settled = () => backgroundOf(app.strapi).drain();
  const read = async (to: string): Promise<ParsedMail[]> =>
    Promise.all(sink.mails.filter((mail) => mail.to.includes(to)).map(({ raw }) => simpleParser(raw)));

  const { listId } = await makeInstitution(admin);
  const forms = (await admin.get('/forms')).body.data as { id: number; name: string }[];
  const [form] = forms as [{ id: number; name: string }];
  const definition = { ...emptyDefinition(), welcome: true };
  await admin.put(`/forms/${form.id}`, { name: form.name, definition });

  const [contactId = 0] = await addContacts(admin, listId, [READER]);
  const campaignId = await makeCampaign(admin, listId, { mjml: MJML });
  await admin.post(`/campaigns/${campaignId}/send`);
  await waitFor('the campaign to be sent', async () => {
    const { body } = await admin.get(`/campaigns/${campaignId}`);
    return body.data.status === 'sent';
  });
  // What has been used of the month is written down a moment later.
  await waitFor('the quota to be counted', () =>
    app.strapi.db.query('plugin::mail-campaigns.usage').findOne({ where: { scope: 'institution' } }),
  );
  const [campaign] = (await read(READER)) as [ParsedMail];

  const time = await formTime(app);
  for (const email of [WAITING, WELCOMED]) {
    await app.visitor.post(`${PUBLIC}/subscribe`).send({ email, lists: ['boletin'], time });
  }
  await settled();
  const asked = await read(WELCOMED);
  const [confirm = ''] = pathsIn(app.strapi, asked).confirm ?? [];
  await app.visitor.post(confirm);
  const [preferences = ''] = pathsIn(app.strapi, [campaign]).preferences ?? [];
  await app.visitor.post(preferences).type('form').send({ action: 'address', email: NEW_ADDRESS });
  await settled();

  const mails = [campaign, ...(await read(WAITING)), ...(await read(WELCOMED)), ...(await read(NEW_ADDRESS))];
  return { listId, contactId, campaignId, campaign, paths: pathsIn(app.strapi, mails) };
}
