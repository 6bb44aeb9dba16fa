import { deliveryOf } from '../../server/delivery';
import { ledgerOf } from '../../server/ledger';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/** People act on a campaign while a relay takes its time with each e-mail. */
const CONNECTIONS = 3;
const PEOPLE = 45;
const everyone = Array.from({ length: PEOPLE }, (_, i) => `persona${i}@personas.example`).sort();

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: { ...sink.config, connections: CONNECTIONS },
      sending: { tickSeconds: 0.1, groupSize: 20, lotSize: 10, retryBaseSeconds: 0.2, drainSeconds: 20 },
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
  sink.delayMilliseconds = 30;
  sink.answer = () => null;
});
afterEach(() => jest.restoreAllMocks());

const received = () => sink.mails.flatMap(({ to }) => to).sort();
const campaignOf = async (id: number) => (await admin.get(`/campaigns/${id}`)).body.data;
const until = (what: string, id: number, met: (campaign: any) => boolean) =>
  waitFor(what, async () => {
    const campaign = await campaignOf(id);
    return met(campaign) ? campaign : null;
  });
const settled = (id: number) =>
  until('nothing to be in flight', id, ({ ledger }) => ledger.byStatus.in_flight === 0);

async function sendUntil(count: number): Promise<number> {
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await waitFor(`${count} e-mails`, () => sink.mails.length >= count);
  return id;
}

test('pause: at most what is on the wire still goes out, the rest waits as if never tried; resume reaches everyone once', async () => {
  const id = await sendUntil(8);
  await admin.post(`/campaigns/${id}/pause`).expect(200);
  const atPause = sink.mails.length;
  const { ledger } = await settled(id);
  expect(sink.mails.length).toBeLessThanOrEqual(atPause + CONNECTIONS);
  expect(ledger.byStatus).toMatchObject({
    accepted: sink.mails.length,
    pending: PEOPLE - sink.mails.length,
    uncertain: 0,
  });
  const waiting = await admin.get(`/campaigns/${id}/deliveries?status=pending&pageSize=100`);
  expect(waiting.body.data.every(({ attempts }: any) => attempts === 0)).toBe(true);

  await admin.post(`/campaigns/${id}/resume`).expect(200);
  await until('the campaign to be sent', id, ({ status }) => status === 'sent');
  expect(received()).toEqual(everyone);
});

test('cancel: at most what is on the wire still goes out, the rest is cancelled', async () => {
  const id = await sendUntil(8);
  await admin.post(`/campaigns/${id}/cancel`).expect(200);
  const atCancel = sink.mails.length;
  const { ledger } = await until(
    'everybody to have an end',
    id,
    ({ ledger: { byStatus } }) => byStatus.in_flight + byStatus.pending === 0,
  );
  expect(sink.mails.length).toBeLessThanOrEqual(atCancel + CONNECTIONS);
  expect(ledger.byStatus).toMatchObject({
    accepted: sink.mails.length,
    cancelled: PEOPLE - sink.mails.length,
    uncertain: 0,
  });
});

test('pause and resume again and again: everyone once', async () => {
  const id = await sendUntil(1);
  for (let seen = sink.mails.length; seen < 30; seen = sink.mails.length) {
    await admin.post(`/campaigns/${id}/pause`).expect(200);
    await admin.post(`/campaigns/${id}/resume`).expect(200);
    await waitFor('more e-mails', () => sink.mails.length > seen);
  }
  await until('the campaign to be sent', id, ({ status }) => status === 'sent');
  expect(received()).toEqual(everyone);
});

test('outcomes are not forgotten where the database does not take them at once', async () => {
  const settle = jest.spyOn(ledgerOf(app.strapi), 'settle');
  settle.mockRejectedValueOnce(new Error('connection lost')).mockRejectedValueOnce(new Error('still away'));
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  const { ledger } = await until('the campaign to be sent', id, ({ status }) => status === 'sent');
  expect(ledger.byStatus).toMatchObject({ accepted: PEOPLE, uncertain: 0 });
  expect(received()).toEqual(everyone);
});

test('a claim that was stored while its answer was lost costs nobody the e-mail', async () => {
  const ledger = ledgerOf(app.strapi);
  const { claim: ask } = ledger;
  const claim = jest.spyOn(ledger, 'claim');
  for (const lost of [true, false, true]) {
    claim.mockImplementationOnce(async (...args) => {
      const answer = await ask(...args);
      if (lost) throw new Error('connection lost');
      return answer;
    });
  }
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  const campaign = await until('the campaign to be sent', id, ({ status }) => status === 'sent');
  expect(campaign.ledger.byStatus).toMatchObject({ accepted: PEOPLE, uncertain: 0 });
  expect(received()).toEqual(everyone);
});

test('a row whose sending fails in a way that nobody foresaw is uncertain, never sent again', async () => {
  const { relays } = deliveryOf(app.strapi);
  const { send } = relays;
  jest.spyOn(relays, 'send').mockImplementationOnce(async (...args) => {
    await send(...args);
    throw new Error('unforeseen');
  });
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  const campaign = await until('one to be uncertain', id, ({ ledger }) => ledger?.byStatus.uncertain === 1);
  await waitFor('everyone', () => received().length === PEOPLE);
  expect(received()).toEqual(everyone);
  const { data } = (await admin.get(`/campaigns/${id}/deliveries?status=uncertain`)).body;
  expect(data[0].reply).toContain('unforeseen');
  expect(campaign.status).not.toBe('failed');
});

test('two campaigns at once: each reaches everyone once', async () => {
  const ids = await Promise.all([makeCampaign(admin, listId), makeCampaign(admin, listId)]);
  for (const id of ids) await admin.post(`/campaigns/${id}/send`).expect(200);
  for (const id of ids) await until('both to be sent', id, ({ status }) => status === 'sent');
  expect(received()).toEqual([...everyone, ...everyone].sort());
});

test('a used-up quota pauses with the reason; what was not sent waits', async () => {
  const { quota } = deliveryOf(app.strapi).throttle;
  let left = 10;
  jest.spyOn(quota, 'take').mockImplementation((count) => {
    const granted = Math.min(count, left);
    left -= granted;
    return Promise.resolve(granted);
  });
  jest.spyOn(quota, 'giveBack').mockImplementation((count) => {
    left += count;
    return Promise.resolve();
  });
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await until('the campaign to pause', id, ({ status }) => status === 'paused');
  const { statusReason, ledger } = await settled(id);
  expect(statusReason).toBe('quota-used-up');
  expect(ledger.byStatus).toMatchObject({ accepted: 10, pending: PEOPLE - 10 });
  expect(sink.mails).toHaveLength(10);
});

test('a process that stops in order leaves nothing uncertain', async () => {
  const id = await sendUntil(5);
  await deliveryOf(app.strapi).stop();
  const { ledger } = await campaignOf(id);
  expect(ledger.byStatus).toMatchObject({
    accepted: sink.mails.length,
    pending: PEOPLE - sink.mails.length,
    in_flight: 0,
    uncertain: 0,
  });
});
