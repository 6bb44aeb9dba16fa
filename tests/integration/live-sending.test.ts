import type { CampaignLive, LiveSending, TransportLive } from '../../contracts';
import { saveSendingRules, sendingRulesOf } from '../../server/config/sending-rules';
import type { WorkerReport } from '../../server/ledger';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

let sink: SmtpSink;
let busy: ScriptedSmtp;
let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  busy = await startScriptedSmtp();
  app = await startApp({
    config: {
      smtp: sink.config,
      transports: { second: { ...sink.config, port: busy.port } },
      sending: { tickSeconds: 0.1, groupSize: 8, retryBaseSeconds: 600 },
    },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
  await busy.stop();
});

const liveOf = async (id: number): Promise<CampaignLive> =>
  (await admin.get(`/campaigns/${id}/live`).expect(200)).body.data;
const sending = async (): Promise<LiveSending> => (await admin.get('/sending/live').expect(200)).body.data;

async function bindSender(transport: string): Promise<void> {
  const [{ id, fromName, fromAddress }] = (await admin.get('/senders')).body.data;
  await admin.put(`/senders/${id}`, { fromName, fromAddress, transport }).expect(200);
}

async function start(): Promise<number> {
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  return id;
}

/** A process elsewhere, as its heartbeat would leave it. */
async function anotherProcess(report: Partial<WorkerReport>): Promise<() => Promise<unknown>> {
  const workers = app.strapi.db.query('plugin::mail-campaigns.worker');
  const base = {
    role: 'worker',
    inFlight: 5,
    transports: [],
    brakes: [],
    sentLastMinute: {},
    queueTrouble: null,
  };
  const { id } = await workers.create({
    data: {
      workerId: 'elsewhere',
      host: 'elsewhere',
      pid: 1,
      heartbeatAt: new Date(),
      report: { ...base, ...report },
    },
  });
  return () => workers.delete({ where: { id } });
}

let campaign: number;

test('while a campaign goes out: pace, what is left, the estimate, and refusals without addresses', async () => {
  await bindSender('default');
  const good = Array.from({ length: 40 }, (_, i) => `persona${i}@personas.example`);
  const unknown = ['ana.rojas', 'luz.marina', 'ivan'].map((name) => `${name}@personas.example`);
  const full = ['berta', 'carlos'].map((name) => `${name}@personas.example`);
  await addContacts(admin, listId, [...unknown, ...full, 'dora@lento.example', ...good]);
  sink.delayMilliseconds = 60;
  sink.answer = (address, stage) => {
    if (stage === 'data') return null;
    if (unknown.includes(address))
      return { code: 550, text: `5.1.1 <${address}> unknown, ref ${sink.mails.length}x` };
    if (full.includes(address)) return { code: 452, text: `4.2.2 mailbox of ${address} is full` };
    return address.endsWith('@lento.example') ? { code: 451, text: `4.7.1 ${address}: slow down` } : null;
  };

  campaign = await start();
  const early = await waitFor('the first answers', async () => {
    const live = await liveOf(campaign);
    return live.ratePerSecond > 0 && live.remaining < 46 ? live : null;
  });
  expect(early.remaining).toBeGreaterThan(3);
  expect(early.estimate).not.toBeNull();
  expect(new Date(early.estimate?.endsAt ?? 0).getTime()).toBeGreaterThan(Date.now());
  const later = await waitFor('the first pass to end', async () => {
    const live = await liveOf(campaign);
    return live.remaining === 3 && live.deferred === 3 ? live : null;
  });

  expect(later.ratePerSecond).toBeGreaterThan(0);
  expect(later.errors.map(({ recipients, reason }) => [recipients, reason])).toEqual([
    [3, 'unknown_address'],
    [2, 'mailbox_full'],
    [1, 'policy'],
  ]);
  expect(later.errors[0]?.reply).toMatch(/^550 5\.1\.1 <…> unknown, ref \d+x$/);
  expect(JSON.stringify(later)).not.toMatch(/@|rojas|berta|dora/);
  expect(later.brakes).toMatchObject([{ domain: 'lento.example', reply: '451 4.7.1 …: slow down' }]);
  expect(later.troubles).toEqual([]);

  const { data: rows } = (await admin.get(`/campaigns/${campaign}/deliveries?status=deferred`)).body;
  const last = rows
    .map(({ nextAttemptAt }: { nextAttemptAt: string }) => nextAttemptAt)
    .sort()
    .at(-1);
  expect(later.estimate).toEqual({ endsAt: last, basis: 'retries' });
});

test('the reports of two processes are one: rates and connections added up, the worst circuit', async () => {
  const alone = await waitFor('a heartbeat after the last e-mail', async () => {
    const live = await sending();
    return live.processes.every(({ inFlight }) => inFlight === 0) ? live : null;
  });
  const transport: TransportLive = {
    name: 'default',
    circuit: 'half-open',
    retryAt: null,
    downSince: null,
    busyConnections: 4,
    sentLastMinute: 1_200,
    limitedBy: 'perMinute',
    lastError: null,
  };
  const remove = await anotherProcess({
    transports: [transport],
    sentLastMinute: { [campaign]: 6_000, 999: 600 },
  });
  const both = await sending();
  expect(both.processes.map(({ host, role, inFlight }) => [host === 'elsewhere', role, inFlight])).toEqual([
    [false, 'both', 0],
    [true, 'worker', 5],
  ]);
  expect(both.ratePerSecond - alone.ratePerSecond).toBeCloseTo(110, 0);
  expect(both.transports.find(({ name }) => name === 'default')).toMatchObject({
    circuit: 'half-open',
    busyConnections: 4,
    limitedBy: 'perMinute',
  });
  expect((await liveOf(campaign)).ratePerSecond).toBeGreaterThanOrEqual(100);
  await remove();
  expect((await sending()).processes).toHaveLength(1);
});

test('a queue that one process misses is told, since when and in its words', async () => {
  const since = new Date(Date.now() - 60_000).toISOString();
  const remove = await anotherProcess({ queueTrouble: { since, reply: 'connect ECONNREFUSED' } });
  expect((await sending()).troubles).toEqual([
    { code: 'queue-unreachable', since, values: { reply: 'connect ECONNREFUSED' } },
  ]);
  await remove();
});

test('a server that takes nothing is told with its own words; whose sender is bound to it has no other', async () => {
  busy.script = (moment) => (moment === 'CONNECT' ? '421 4.3.2 too busy for you' : undefined);
  await bindSender('second');
  const id = await start();
  const [trouble] = await waitFor('the server to be missed', async () => {
    const { troubles } = await liveOf(id);
    return troubles.length > 0 ? troubles : null;
  });
  expect(trouble).toMatchObject({
    code: 'transport-down',
    values: { transport: 'second', others: 0, reply: '421 4.3.2 too busy for you' },
  });
  expect(new Date(String(trouble?.since)).getTime()).toBeLessThanOrEqual(Date.now());
  expect((await sending()).troubles).toMatchObject([
    { code: 'transport-down', values: { transport: 'second', others: 1 } },
  ]);
  expect((await liveOf(id)).estimate).toBeNull();
  await admin.post(`/campaigns/${id}/cancel`).expect(200);
});

test('hours without sending and a quota that is used up', async () => {
  const rules = await sendingRulesOf(app.strapi);
  const never = Object.fromEntries(Object.keys(rules.window.hours).map((day) => [day, null]));
  const window = { enabled: true, hours: never as typeof rules.window.hours, skipHolidays: false };
  await saveSendingRules(app.strapi, { window, monthlyQuota: 1 });
  const troubles = await waitFor('the rules to be noticed', async () => {
    const found = (await sending()).troubles.filter(({ code }) => code !== 'transport-down');
    return found.length === 2 ? found : null;
  });
  expect(troubles).toMatchObject([
    { code: 'window-closed', values: { reason: 'hours' } },
    { code: 'quota-used-up', values: { limit: 1 } },
  ]);
  expect(await liveOf(campaign)).toMatchObject({ remaining: 3, estimate: null });
});
