import type { Report } from '../../contracts';
import { bouncesOf, tagsIn, type Feedback, type FeedbackClass } from '../../server/bounces';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { feedbackOn } from '../support/feedback';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type ReceivedMail, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const PEOPLE = 40;
const everyone = Array.from({ length: PEOPLE }, (_, i) => `p${i}@d${i % 4}.example`);

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: { ...sink.config, connections: 1 },
      sending: { tickSeconds: 0.1, groupSize: 4, lotSize: 10 },
    },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  await addContacts(admin, listId, everyone);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.answer = () => null;
});

const campaignOf = async (id: number) => (await admin.get(`/campaigns/${id}`)).body.data;
const until = (what: string, id: number, status: string) =>
  waitFor(what, async () => {
    const campaign = await campaignOf(id);
    return campaign.status === status ? campaign : null;
  });
const send = async (): Promise<number> => {
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  return id;
};
const written = () => sink.mails.flatMap(({ to }) => to);
/** What a report that came back would tell of an e-mail that went out: by its envelope, or its Message-ID. */
const about = ({ from, raw, to }: ReceivedMail, own: FeedbackClass, more: object = {}): Feedback => {
  const messageId = /^Message-ID: (.*)$/im.exec(raw.toString())?.[1] ?? '';
  const keys = own === 'complaint' ? { messageIds: [messageId] } : { tags: tagsIn(from) };
  return feedbackOn(null, own, { ...more, keys: { ...keys, address: to[0] ?? null } });
};
const feedback = (where: object) =>
  app.strapi.db.query('plugin::mail-campaigns.feedback').findMany({ where, orderBy: { address: 'asc' } });
const suppressed = async (): Promise<string[]> =>
  (await admin.get('/contacts?suppressed=true&pageSize=100')).body.data.map(
    ({ email, suppression }: any) => `${email} ${suppression.reason}`,
  );

test('what the relay refuses is feedback, too: why, by what rule, and what followed', async () => {
  sink.answer = (address, stage) => {
    if (address === 'p1@d1.example' && stage === 'rcpt')
      return { code: 550, text: '5.1.1 no such user p1@d1.example' };
    if (address === 'p2@d2.example' && stage === 'data') return { code: 552, text: '5.2.2 mailbox full' };
    if (address === 'p3@d3.example' && stage === 'rcpt')
      return { code: 554, text: '5.7.1 blocked by a DNSBL' };
    return null;
  };
  const campaignId = await send();
  await until('the campaign to be sent', campaignId, 'sent');
  const rows = await feedback({ campaignId });
  expect(rows).toMatchObject([
    {
      source: 'smtp',
      state: 'matched',
      matchedBy: 'session',
      class: 'hard',
      status: '5.1.1',
      rule: 'status:5.1.1',
      address: 'p1@d1.example',
      domain: 'd1.example',
      evidence: '550 5.1.1 no such user p1@d1.example',
    },
    { class: 'soft', status: '5.2.2' },
    { class: 'block', status: '5.7.1' },
  ]);
  const [contact] = (await admin.get('/contacts?search=p1@d1')).body.data;
  expect(contact.suppression).toMatchObject({
    reason: 'hard_bounce',
    evidence: '550 5.1.1 no such user p1@d1.example',
    feedbackId: rows[0].id,
    campaignId,
  });
  expect(await suppressed()).toEqual(['p1@d1.example hard_bounce']);
});

test('complaints while a campaign runs pause it; who complained is in no later RCPT, of it or of others', async () => {
  sink.delayMilliseconds = 20;
  const campaignId = await send();
  await waitFor('some to be written to', () => Promise.resolve(sink.mails.length >= 5));
  const angry = sink.mails.slice(0, 3);
  const answer = await bouncesOf(app.strapi).receive(angry.map((mail) => about(mail, 'complaint')));
  expect(answer.matched).toBe(3);
  const campaign = await until('the campaign to be paused', campaignId, 'paused');
  expect(campaign.statusReason).toBe('complaints');
  sink.delayMilliseconds = 0;
  await admin.post(`/campaigns/${campaignId}/resume`).expect(200);
  await until('the campaign to be sent', campaignId, 'sent');
  const next = await send();
  sink.mails.length = 0;
  await until('the next campaign to be sent', next, 'sent');
  const complainers = angry.map(({ to }) => to[0]);
  for (const email of complainers) expect(written()).not.toContain(email);
  expect(await suppressed()).toEqual(
    expect.arrayContaining(complainers.map((email) => `${email} complaint`)),
  );
  for (const email of complainers) {
    const [contact] = (await admin.get(`/contacts?search=${email}`)).body.data;
    expect(contact.subscriptions).toMatchObject([{ status: 'unsubscribed' }]);
  }
});

test('bounces that come back late keep the figures adding up', async () => {
  const campaignId = await send();
  await until('the campaign to be sent', campaignId, 'sent');
  const report = async (): Promise<Report> =>
    (await admin.get(`/reports/${campaignId}`).expect(200)).body.data;
  const before = await report();
  const of = ({ measures }: Report, key: string) => measures.find((measure) => measure.key === key);
  expect(of(before, 'delivered')).toMatchObject({ count: before.sent, percent: 100 });

  const [dead, full, refused, unknown, tried, angry] = sink.mails;
  await bouncesOf(app.strapi).receive([
    about(dead as ReceivedMail, 'hard', { reason: 'user_unknown' }),
    about(full as ReceivedMail, 'soft', { reason: 'mailbox_full' }),
    about(refused as ReceivedMail, 'block', { reason: 'reputation' }),
    about(unknown as ReceivedMail, 'unknown', { action: 'failed' }),
    about(tried as ReceivedMail, 'soft', { occurredAt: new Date(Date.now() - 60_000) }),
    about(angry as ReceivedMail, 'complaint'),
  ]);
  await bouncesOf(app.strapi).receive([about(tried as ReceivedMail, 'success')]);
  const after = await report();
  expect(after.sent).toBe(before.sent);
  expect(after.ledger).toMatchObject({ ...before.ledger, addsUp: true });
  expect(of(after, 'delivered')?.count).toBe(before.sent - 4);
  expect(of(after, 'hardBounces')).toMatchObject({ count: 1 });
  expect(of(after, 'softBounces')).toMatchObject({ count: 3 });
  const parts = [...(of(after, 'softBounces')?.parts ?? []), ...(of(after, 'hardBounces')?.parts ?? [])];
  expect(parts.filter(({ count }) => count > 0).map(({ key, count }) => [key, count])).toEqual([
    ['mailbox_full', 1],
    ['policy', 1],
    ['other', 1],
    ['unknown_address', 1],
  ]);
  expect(of(after, 'complaints')?.count).toBe(1);
  const percents = ['delivered', 'softBounces', 'hardBounces'].map((key) => of(after, key)?.percent ?? 0);
  expect(Math.round(percents.reduce((sum, percent) => sum + percent * 10, 0))).toBe(1000);
});
