import type { Alarm } from '../../contracts';
import { bouncesOf } from '../../server/bounces';
import { deliveryOf } from '../../server/delivery';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { feedbackOn } from '../support/feedback';
import { makeDelivery } from '../support/recipient';

let app: TestApp;
let campaignId = 0;
let paused: number[];
let isSending: boolean;
let told: Alarm[];
let people = 0;

const START = Date.UTC(2026, 0, 1);
let now = START;

beforeAll(async () => {
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());
beforeEach(async () => {
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(now));
  now += 2 * 86_400_000;
  [paused, isSending, told] = [[], true, []];
  bounces().onComplaints(async (id) => {
    if (isSending) paused.push(id);
    return isSending;
  });
  bounces().onAlarm(async (alarm) => {
    told.push(alarm);
  });
  const campaign = await app.strapi.db
    .query('plugin::mail-campaigns.campaign')
    .create({ data: { name: 'Boletín de enero', status: 'draft', timeZone: 'America/Bogota' } });
  campaignId = campaign.id;
});

const bounces = () => bouncesOf(app.strapi);
async function deliver(count: number, domain = 'd.example'): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i += 1) {
    people += 1;
    ids.push(
      await makeDelivery(app.strapi, {
        campaignId,
        contactId: people,
        listId: 1,
        email: `p${people}@${domain}`,
        acceptedAt: clock.now(),
      }),
    );
  }
  return ids;
}
async function receive(ids: number[], ...[own, more]: [Parameters<typeof feedbackOn>[1], object?]) {
  await bounces().receive(ids.map((id) => feedbackOn(id, own, more)));
  await bounces().idle();
}
const alarms = () =>
  app.strapi.db.query('plugin::mail-campaigns.alarm').findMany({
    where: { $or: [{ campaignId }, { raisedAt: { $gte: clock.now() } }] },
    orderBy: { id: 'asc' },
  });
/** Delivered e-mails beyond those that were made one by one. */
async function fill(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => ({
    campaign_id: campaignId,
    address_hash: `fill-${campaignId}-${i}`,
    domain: 'd.example',
    status: 'accepted',
    attempts: 1,
    open_count: 0,
    click_count: 0,
    machine_open_count: 0,
    machine_click_count: 0,
    privacy_open_count: 0,
    updated_at: clock.now(),
  }));
  await app.strapi.db.connection.batchInsert('mail_campaigns_deliveries', rows, 500);
}

test('two complaints raise nothing, whatever the rate', async () => {
  const ids = await deliver(2);
  await receive(ids, 'complaint');
  expect(await alarms()).toEqual([]);
  expect(paused).toEqual([]);
});

test('from one in a thousand on a person is told, once; the figures go on', async () => {
  const ids = await deliver(6);
  await fill(3_000 - 6 + 1);
  await receive(ids.slice(0, 3), 'complaint');
  expect(await alarms()).toEqual([]);
  await receive(ids.slice(3, 4), 'complaint');
  await receive(ids.slice(4, 5), 'complaint');
  expect(told).toMatchObject([
    {
      kind: 'complaints',
      campaign: { id: campaignId, name: 'Boletín de enero' },
      figures: { complaints: 4, delivered: 3_001 },
    },
  ]);
  expect(await alarms()).toMatchObject([
    { kind: 'complaints', figures: { complaints: 5, delivered: 3_001 }, toldAt: expect.anything() },
  ]);
  expect(paused).toEqual([]);
});

test('at three in a thousand the campaign is paused; whoever goes on has three more', async () => {
  const ids = await deliver(8);
  await fill(1_000 - 8);
  await receive(ids.slice(0, 2), 'complaint');
  expect(paused).toEqual([]);
  await receive(ids.slice(2, 3), 'complaint');
  expect(paused).toEqual([campaignId]);
  await receive(ids.slice(3, 5), 'complaint');
  expect(paused).toHaveLength(1);
  await receive(ids.slice(5, 6), 'complaint');
  expect(paused).toHaveLength(2);
  expect(told.map(({ kind, figures }) => [kind, figures.complaints])).toEqual([
    ['complaints-paused', 3],
    ['complaints-paused', 6],
  ]);
});

test('of a campaign that is sent already a person is told only', async () => {
  isSending = false;
  await receive(await deliver(3), 'complaint');
  expect(told).toMatchObject([{ kind: 'complaints' }]);
});

test('the same complaint by two ways counts once', async () => {
  const [one, two] = await deliver(20);
  await receive([one, one, two, two] as number[], 'complaint');
  expect(await alarms()).toEqual([]);
});

test('complaints of several processes at once: one pause, one alarm, told once', async () => {
  const ids = await deliver(30);
  await Promise.all(ids.map((id) => bounces().receive([feedbackOn(id, 'complaint')])));
  await bounces().idle();
  expect(told.filter(({ kind }) => kind === 'complaints')).toHaveLength(0);
  const open = await alarms();
  expect(open).toHaveLength(1);
  expect(open[0]).toMatchObject({ kind: 'complaints-paused' });
});

test('a domain that refuses the sender ten times in ten minutes is slowed down, and a person told', async () => {
  const domain = 'refuses.example';
  const ids = await deliver(21, domain);
  const more = { action: 'failed', reply: '550 5.7.1 <ana@refuses.example> poor reputation' };
  await receive(ids.slice(0, 9), 'block', more);
  now += 11 * 60_000;
  await receive(ids.slice(9, 18), 'block', more);
  const held = () => deliveryOf(app.strapi).throttle.brake.held();
  expect(held()).not.toContain(domain);
  expect(told).toEqual([]);
  await receive(ids.slice(18, 20), 'block', more);
  expect(held()).toContain(domain);
  expect(told).toMatchObject([
    {
      ...{ kind: 'blocks', domain, campaign: null },
      // Alarms stay when people are erased.
      figures: { answers: 11, minutes: 10, reply: '550 5.7.1 <[address]> poor reputation' },
    },
  ]);
  await receive(ids.slice(20), 'block', more);
  expect(told).toHaveLength(1);
});

test('one answer that our e-mails do not prove where they come from is enough', async () => {
  const ids = await deliver(2, 'strict.example');
  const more = {
    action: 'failed',
    reason: 'authentication',
    reply: '550 5.7.26 a@b.example unauthenticated',
  };
  await receive(ids, 'block', more);
  expect(told).toMatchObject([
    {
      ...{ kind: 'authentication', domain: 'strict.example' },
      figures: { reply: '550 5.7.26 [address] unauthenticated' },
    },
  ]);
  expect(told).toHaveLength(1);
});

test('what is unmatched raises nothing', async () => {
  for (const own of ['complaint', 'block', 'auth-failure'] as const) {
    const items = Array.from({ length: 20 }, () => feedbackOn(null, own, { action: 'failed' }));
    await bounces().receive(items);
  }
  await bounces().idle();
  expect(told).toEqual([]);
});

test('who could not be told is told later; a day after, no more', async () => {
  bounces().onAlarm(() => Promise.reject(new Error('no relay')));
  await receive(await deliver(3), 'complaint');
  expect(await alarms()).toMatchObject([{ toldAt: null }]);
  bounces().onAlarm(async (alarm) => {
    told.push(alarm);
  });
  now += 3_600_000;
  await Promise.all([bounces().tidy(), bounces().tidy()]);
  await bounces().tidy();
  expect(told.filter(({ campaign }) => campaign?.id === campaignId)).toHaveLength(1);
});

test('what a process that died left unlooked at is looked at by another one', async () => {
  const ids = await deliver(3);
  await app.strapi.db.connection('mail_campaigns_feedback').insert(
    ids.map((id) => ({
      source: 'generic',
      event_id: `left-${id}`,
      receipt: 'x',
      state: 'matched',
      class: 'complaint',
      rule: 'test',
      delivery_id: id,
      campaign_id: campaignId,
      received_at: clock.now(),
    })),
  );
  await bounces().tidy();
  expect(told).toMatchObject([{ kind: 'complaints-paused' }]);
});
