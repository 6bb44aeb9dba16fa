import { simpleParser, type ParsedMail } from 'mailparser';

import type { ContentProblem, Preview } from '../../contracts';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { CANARY, CANARY_VARIABLE, HEADER_PAYLOADS, RESULT, TEMPLATE_PAYLOADS } from '../support/payloads';
import { PUBLIC, tokens } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';
import { wireViolations } from '../support/wire-rules';

/** What people write is text: in templates, in the data of contacts, in headers. */

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  process.env[CANARY_VARIABLE] = CANARY;
  sink = await startSmtpSink();
  app = await startApp({
    config: { smtp: sink.config, sending: { tickSeconds: 0.1 }, subscribe: { perIpPerHour: 10_000 } },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
  delete process.env[CANARY_VARIABLE];
});
beforeEach(() => {
  sink.mails.length = 0;
});

const mjml = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const preview = async (body: object): Promise<Preview> =>
  (await admin.post('/content/preview', body).expect(200)).body.data as Preview;
async function send(campaignId: number): Promise<void> {
  await admin.post(`/campaigns/${campaignId}/send`).expect(200);
  await waitFor('the campaign to be sent', async () => {
    const { body } = await admin.get(`/campaigns/${campaignId}`);
    return body.data.status === 'sent';
  });
}
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
/** What a person reads in HTML. */
const readable = (html: string) =>
  oneLine(
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&#34;|&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&'),
  );
const expectNothingRan = (text: string) => {
  expect(text).not.toContain(RESULT);
  expect(text).not.toContain(CANARY);
};

describe('template injection', () => {
  test.each(TEMPLATE_PAYLOADS)(
    '%s in a template, a subject and a preheader is text or is refused',
    async (payload) => {
      expect(payload).not.toContain(RESULT);
      const shown = payload.replace(/&/g, '&amp;').replace(/</g, '&lt;');
      const { html, text, problems, ...lines } = await preview({
        mjml: mjml(`[${shown}]`),
        subject: `[${payload}]`,
        preheader: `[${payload}]`,
      });
      const wrong = (field: ContentProblem['field']) =>
        problems.some((problem) => problem.field === field && problem.severity === 'error');
      for (const printed of [html, text, lines.subject, lines.preheader]) expectNothingRan(printed);
      // Only Liquid's own brackets mean anything to us; everything else comes out as it went in.
      const isLiquid = /\{\{|\{%/.test(payload);
      expect([wrong('mjml'), wrong('subject'), wrong('preheader')]).toEqual([isLiquid, isLiquid, isLiquid]);
      if (isLiquid) return;
      expect(readable(html)).toContain(`[${payload}]`);
      expect(text).toContain(`[${payload}]`);
      expect([lines.subject, lines.preheader]).toEqual([`[${payload}]`, `[${payload}]`]);
    },
  );

  test('what a contact is called is never compiled: it arrives letter by letter in every part of the e-mail', async () => {
    const { body } = await admin.post('/lists', {
      name: 'Plantillas',
      optIn: 'single',
      visibility: 'private',
    });
    const people = new Map<string, string>();
    for (const [index, payload] of TEMPLATE_PAYLOADS.entries()) {
      const email = `plantilla${index}@personas.example`;
      people.set(email, payload);
      await admin
        .post('/contacts', {
          email,
          firstName: payload,
          lastName: payload,
          attributes: { nota: payload },
          listIds: [body.data.id],
          consentNote: 'Signed a form',
        })
        .expect(201);
    }
    const id = await makeCampaign(admin, body.data.id, {
      mjml: mjml(
        '[{{ contact.firstName }}] [{{ contact.attributes.nota }}] <a href="{{ contact.attributes.nota }}">x</a>',
      ),
      subject: '[{{ contact.firstName }}]',
      preheader: '[{{ contact.lastName }}]',
    });
    await send(id);
    expect(sink.mails).toHaveLength(TEMPLATE_PAYLOADS.length);
    const rows = await app.strapi.db
      .query('plugin::mail-campaigns.delivery')
      .findMany({ where: { campaignId: id } });
    for (const { raw, to } of sink.mails) {
      const payload = oneLine(people.get(to[0] ?? '') ?? '');
      const mail = await simpleParser(raw);
      expect(oneLine(mail.subject ?? '')).toBe(`[${payload}]`);
      expect(readable(String(mail.html))).toContain(`[${payload}] [${payload}]`);
      expect(oneLine(mail.text ?? '')).toContain(`[${payload}] [${payload}]`);
      expectNothingRan(`${mail.subject}${String(mail.html)}${mail.text}`);
      const { id: row } = rows.find(({ address }: { address: string }) => address === to[0]);
      const view = await app.visitor.get(`${PUBLIC}/view/${tokens.sign('view', row)}`).expect(200);
      expect(readable(view.text)).toContain(`[${payload}] [${payload}]`);
      expectNothingRan(view.text);
    }
  });
});

describe('header injection', () => {
  const headerNames = (raw: Buffer) =>
    (raw.toString('latin1').split('\r\n\r\n')[0] ?? '')
      .split('\r\n')
      .filter((line) => !/^[ \t]/.test(line))
      .map((line) => line.split(':')[0]);

  test('no field of a campaign, its list, its sender, the institution or a contact adds a header, a part or a recipient', async () => {
    await addContacts(admin, listId, ['inocente@personas.example']);
    await send(await makeCampaign(admin, listId));
    const innocent = headerNames(sink.mails[0]?.raw ?? Buffer.from(''));
    const settings = (await admin.get('/settings')).body.data.institution;
    for (const [index, payload] of HEADER_PAYLOADS.entries()) {
      sink.mails.length = 0;
      // What the API refuses must hold where something else wrote it, too.
      const slug = `lista-${index}`;
      const list = await app.strapi.db
        .query('plugin::mail-campaigns.list')
        .create({ data: { name: payload, slug, optIn: 'single', visibility: 'private' } });
      const email = `cabecera${index}@personas.example`;
      await addContacts(admin, list.id, [email]);
      const contacts = app.strapi.db.query('plugin::mail-campaigns.contact');
      const names = { firstName: payload, lastName: payload, attributes: { nota: payload } };
      await contacts.update({ where: { email }, data: names });
      await admin.put('/settings', { ...settings, postalAddress: payload });
      const id = await makeCampaign(admin, list.id);
      await app.strapi.db.query('plugin::mail-campaigns.campaign').update({
        where: { id },
        data: {
          name: payload,
          fromName: payload,
          subject: `${payload} {{ contact.firstName }}`,
          preheader: `${payload} {{ contact.attributes.nota }}`,
        },
      });
      await send(id);
      const [mail, ...others] = sink.mails;
      expect(others).toEqual([]);
      expect(mail?.to).toEqual([email]);
      const raw = mail?.raw ?? Buffer.from('');
      expect(headerNames(raw)).toEqual(innocent);
      expect(wireViolations(raw, { domain: 'instituto.example', bulk: true })).toEqual([]);
      const parsed: ParsedMail = await simpleParser(raw);
      expect([parsed.to].flat()).toHaveLength(1);
      expect(parsed.bcc).toBeUndefined();
    }
    await admin.put('/settings', settings);
  });

  test.each(['name', 'subject', 'preheader', 'fromName', 'fromAddress', 'replyTo'])(
    'the API takes no line end in the %s of a campaign',
    async (field) => {
      // eslint-disable-next-line no-control-regex -- these are what must not reach a header
      for (const payload of HEADER_PAYLOADS.filter((one) => /[\0-\x1f\x7f-\x9f\u2028]/.test(one))) {
        const { body } = await admin.post('/campaigns', { name: 'x', [field]: payload }).expect(400);
        expect(body.error.details.code).toBe('invalid-input');
      }
    },
  );
});
