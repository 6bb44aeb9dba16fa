import { simpleParser } from 'mailparser';

import { bouncesOf } from '../../server/bounces';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { feedbackOn } from '../support/feedback';
import { makeInstitution } from '../support/institution';
import { makeDelivery } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, sending: { tickSeconds: 60 } } });
  admin = await app.admin();
  await makeInstitution(admin);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.answer = () => null;
});

const bounces = () => bouncesOf(app.strapi);
const choose = (...alarmRecipients: string[]) =>
  admin.put('/bounces/settings', { alarmRecipients }).expect(200);
let people = 0;
async function refusals(domain: string, count: number, more: object): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    people += 1;
    const email = `p${people}@${domain}`;
    const sent = { campaignId: 1, contactId: people, listId: 1, email };
    const deliveryId = await makeDelivery(app.strapi, sent);
    await bounces().receive([feedbackOn(deliveryId, 'block', { action: 'failed', ...more })]);
  }
  await bounces().idle();
}

test('chosen people get an e-mail, once each; of a foreign server’s words nothing', async () => {
  await choose('ana@instituto.example', 'eva@instituto.example');
  await refusals('refuses.example', 12, { reply: '554 5.7.1 click https://evil.example <script>' });
  expect(sink.mails.map(({ to }) => to[0]).sort()).toEqual([
    'ana@instituto.example',
    'eva@instituto.example',
  ]);
  const mail = await simpleParser(sink.mails[0]?.raw ?? '');
  expect(mail.subject).toBe('Un dominio rechaza sus correos');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.text).toMatch(/refuses\.example rechazó 10 correos en 10 minutos/);
  expect(`${mail.text} ${String(mail.html)}`).not.toContain('evil.example');
  expect(mail.text).toMatch(/https?:\/\/\S+\/admin\/plugins\/mail-campaigns/);
});

test('who cannot be reached does not keep the others from being told; with nobody reached it is tried again', async () => {
  await choose('dead@instituto.example', 'eva@instituto.example');
  sink.answer = (address) => (address.startsWith('dead') ? { code: 550, text: '5.1.1 no' } : null);
  await refusals('strict.example', 1, { reason: 'authentication' });
  expect(sink.mails.map(({ to }) => to[0])).toEqual(['eva@instituto.example']);
  await bounces().tidy();
  expect(sink.mails).toHaveLength(1);
  sink.answer = () => ({ code: 451, text: '4.3.0 later' });
  await refusals('strict-too.example', 1, { reason: 'authentication' });
  sink.answer = () => null;
  await bounces().tidy();
  expect(sink.mails.map(({ to }) => to[0])).toEqual([
    'eva@instituto.example',
    'dead@instituto.example',
    'eva@instituto.example',
  ]);
});

test('nothing that comes back is answered: not what a machine wrote, not a bounce of our own notices', async () => {
  await choose('ana@instituto.example');
  people += 1;
  const sent = { campaignId: 1, contactId: people, listId: 1, email: `p${people}@d.example` };
  const deliveryId = await makeDelivery(app.strapi, sent);
  for (const own of ['autoreply', 'hard', 'complaint', 'unsubscribe', 'unknown', 'auth-failure'] as const) {
    await bounces().receive([feedbackOn(deliveryId, own), feedbackOn(null, own, { action: 'failed' })]);
  }
  await bounces().setAside({ source: 'mailbox', evidence: 'Auto-Submitted: auto-replied', why: 'too deep' });
  await bounces().idle();
  expect(sink.mails).toEqual([]);
});
