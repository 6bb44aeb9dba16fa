import { WEEKDAYS, type SendingRules, type SendingRulesState } from '../../contracts';
import { saveSendingRules, sendingRulesOf } from '../../server/config';
import { ledgerOf } from '../../server/ledger';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

let app: TestApp;
let admin: AdminClient;
let sink: SmtpSink;
let lists: { three: number; two: number };

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, sending: { tickSeconds: 0.1 } } });
  admin = await app.admin();
  const of = (count: number) =>
    Array.from({ length: count }, (_, i) => `persona${count}${i}@personas.example`);
  lists = {
    three: await makeList(app.strapi, 'tres', of(3)),
    two: await makeList(app.strapi, 'dos', of(2)),
  };
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
afterEach(() => jest.restoreAllMocks());

/** Sets the clock; it goes on from there. */
const at = (instant: string): void => {
  const offset = Date.parse(instant) - Date.now();
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + offset));
};
const state = async (): Promise<SendingRulesState> =>
  (await admin.get('/sending/rules').expect(200)).body.data;
const change = async (fields: Partial<SendingRules>): Promise<void> => {
  await saveSendingRules(app.strapi, { ...(await sendingRulesOf(app.strapi)), ...fields });
};
const open = async (enabled: boolean): Promise<void> => {
  const { window } = await sendingRulesOf(app.strapi);
  await change({ window: { ...window, enabled } });
};
const schedule = (id: number, localTime: string) =>
  admin.post(`/campaigns/${id}/schedule`, { localTime, timeZone: 'America/Bogota' }).expect(200);
const warnings = async (id: number) => {
  const { body } = await admin.get(`/campaigns/${id}/check`).expect(200);
  expect(body.data.ready).toBe(true);
  return (
    body.data.problems
      // What is known of the sender's domain comes when it is known.
      .filter(({ code }: any) => code !== 'domain-health')
      .map(({ code, severity, values }: any) => ({ code, severity, values }))
  );
};

test('before anybody decides: no window, no quota, the hours of the law as a proposal', async () => {
  at('2026-11-24T23:00:00Z');
  const { rules, window, quota, holidays } = await state();
  expect(rules.window).toMatchObject({ enabled: false, skipHolidays: true });
  expect(WEEKDAYS.map((day) => rules.window.hours[day])).toEqual([
    ...Array.from({ length: 5 }, () => ({ from: '07:00', to: '19:00' })),
    { from: '08:00', to: '15:00' },
    null,
  ]);
  expect(window).toEqual({ open: true, reason: null, holiday: null, opensAt: null, closesAt: null });
  expect(quota).toMatchObject({ month: '2026-11', limit: null, remaining: null, short: false });
  expect(quota.resetsAt).toBe('2026-12-01T05:00:00.000Z');
  expect(holidays).toHaveLength(18);
  expect(holidays[0]).toEqual({
    date: '2026-12-08',
    name: { es: 'Inmaculada Concepción', en: 'Immaculate Conception' },
  });
});

test('rules are kept as they are given, and take effect', async () => {
  at('2026-11-29T15:00:00Z'); // Sunday
  const { rules } = await state();
  const given: SendingRules = {
    window: {
      ...rules.window,
      enabled: true,
      hours: { ...rules.window.hours, monday: { from: '00:00', to: '23:59' }, friday: null },
    },
    monthlyQuota: 1,
  };
  const { body } = await admin.put('/sending/rules', given).expect(200);
  expect(body.data.rules).toEqual(given);
  expect(body.data.window).toMatchObject({ open: false, opensAt: '2026-11-30T05:00:00.000Z' });
  expect((await state()).rules).toEqual(given);
  await admin.put('/sending/rules', rules).expect(200);
});

test.each([
  [
    'hours that end before they start',
    (rules: any) => (rules.window.hours.monday = { from: '19:00', to: '07:00' }),
  ],
  [
    'hours that end when they start',
    (rules: any) => (rules.window.hours.monday = { from: '07:00', to: '07:00' }),
  ],
  [
    'a time that no clock shows',
    (rules: any) => (rules.window.hours.monday = { from: '07:00', to: '24:00' }),
  ],
  ['a time without its zero', (rules: any) => (rules.window.hours.monday = { from: '7:00', to: '19:00' })],
  ['a day that is missing', (rules: any) => delete rules.window.hours.sunday],
  ['a day that does not exist', (rules: any) => (rules.window.hours.someday = null)],
  ['a quota below one', (rules: any) => (rules.monthlyQuota = 0)],
  ['a quota of half an e-mail', (rules: any) => (rules.monthlyQuota = 10.5)],
  ['a quota that cannot be counted', (rules: any) => (rules.monthlyQuota = 2 ** 31)],
])('%s are refused, and nothing is changed', async (_name, spoil) => {
  const { rules } = await state();
  const wrong = structuredClone(rules);
  spoil(wrong);
  const { body } = await admin.put('/sending/rules', wrong).expect(400);
  expect(body.error.details.code).toBe('invalid-input');
  expect((await state()).rules).toEqual(rules);
});

describe('a campaign that the rules hold up is told so, and never refused', () => {
  let first: number;
  let second: number;

  beforeAll(async () => {
    first = (await makeCampaign(admin, [lists.three], { name: 'Primera' })).id;
    second = (await makeCampaign(admin, [lists.two], { name: 'Segunda' })).id;
  });
  afterAll(async () => {
    await change({ monthlyQuota: null });
    await open(false);
  });

  test('the quota counts what is scheduled this month, not what comes later', async () => {
    at('2026-11-24T15:00:00Z');
    await change({ monthlyQuota: 4 });
    expect(await warnings(first)).toEqual([]);
    await schedule(first, '2026-11-30T23:00');
    const { quota } = await state();
    expect(quota).toMatchObject({
      planned: [{ campaignId: first, name: 'Primera', recipients: 3 }],
      plannedTotal: 3,
      remaining: 4,
      short: false,
    });
    // Two more would be five of four.
    expect(await warnings(second)).toEqual([
      { code: 'quota-short', severity: 'warning', values: { recipients: 2, planned: 3, remaining: 4 } },
    ]);
    await schedule(second, '2026-11-30T23:30');
    expect((await state()).quota).toMatchObject({ plannedTotal: 5, short: true });
    // An hour later it is December, with a quota of its own.
    await schedule(second, '2026-12-01T00:30');
    expect((await state()).quota).toMatchObject({ plannedTotal: 3, short: false });
    expect(await warnings(second)).toEqual([]);
  });

  test('outside the sending window, at its time or now', async () => {
    at('2026-11-24T15:00:00Z'); // Tuesday morning
    await change({ monthlyQuota: null });
    await open(true);
    const draft = (await makeCampaign(admin, [lists.two])).id;
    expect(await warnings(draft)).toEqual([]);
    const waits = (opensAt: string) => ({
      code: 'outside-window',
      severity: 'warning',
      values: { opensAt, timeZone: 'America/Bogota' },
    });
    expect(await warnings(first)).toEqual([waits('2026-12-01T12:00:00.000Z')]);
    at('2026-12-08T15:00:00Z'); // a holiday
    expect(await warnings(draft)).toEqual([waits('2026-12-09T12:00:00.000Z')]);
  });

  test('each in words that a person reads where no panel translates them', async () => {
    at('2026-12-08T15:00:00Z');
    await open(true);
    await change({ monthlyQuota: 1 });
    const { body } = await admin.get(`/campaigns/${first}/check`).expect(200);
    const messages = body.data.problems.map(({ message }: { message: string }) => message);
    expect(messages.join(' ')).toContain('2026-12-09 07:00 (America/Bogota)');
    expect(messages.join(' ')).toContain('3 recipients');
  });
});

test('a campaign that is going out counts with those who are left', async () => {
  at('2026-11-24T15:00:00Z');
  await change({ monthlyQuota: 100 });
  await open(true);
  at('2026-11-24T03:00:00Z'); // at night: it starts, and waits
  const { id } = await makeCampaign(admin, [lists.three]);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await waitFor('the freeze', async () => (await ledgerOf(app.strapi).totals([id])).has(id));
  expect((await state()).quota.planned).toContainEqual(
    expect.objectContaining({ campaignId: id, recipients: 3 }),
  );
  await admin.post(`/campaigns/${id}/cancel`).expect(200);
  expect((await state()).quota.planned.map(({ campaignId }) => campaignId)).not.toContain(id);
  await change({ monthlyQuota: null });
  await open(false);
});

test('nothing leaves while the window is closed, on a holiday neither; when it opens everything does', async () => {
  at('2026-12-08T15:00:00Z');
  await open(true);
  const { id } = await makeCampaign(admin, [lists.three]);
  sink.mails.length = 0;
  await admin.post(`/campaigns/${id}/send`).expect(200);
  await waitFor('the freeze', async () => (await ledgerOf(app.strapi).totals([id])).has(id));
  // The scheduler goes round several times: each round sees the same campaign waiting.
  const rounds = jest.spyOn(ledgerOf(app.strapi), 'heartbeat');
  await waitFor('four rounds', () => rounds.mock.calls.length >= 4);
  expect(sink.mails).toEqual([]);
  expect((await ledgerOf(app.strapi).totals([id])).get(id)?.byStatus).toMatchObject({
    pending: 3,
    accepted: 0,
  });

  at('2026-12-09T12:00:00Z');
  const status = async () => (await admin.get(`/campaigns/${id}`)).body.data.status;
  await waitFor('the campaign to end', async () => (await status()) === 'sent');
  expect(sink.mails.map(({ to }) => to[0]).sort()).toEqual([
    'persona30@personas.example',
    'persona31@personas.example',
    'persona32@personas.example',
  ]);
  expect((await state()).quota.month).toBe('2026-12');
  await waitFor('it to be counted', async () => (await state()).quota.used === 3);
  await open(false);
});
