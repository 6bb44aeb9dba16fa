import type { SenderHealth } from '../../contracts';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { startDnsServer, type DnsServer } from '../support/dns-zone';
import { waitFor } from '../support/wait-for';

/** What receivers see of a sender: asked of a DNS server over the network, told by the panel's routes. */
let dns: DnsServer;
let app: TestApp;
let admin: AdminClient;
let senderId: number;

const SPF = 'v=spf1 ip4:203.0.113.5 -all';

beforeAll(async () => {
  dns = await startDnsServer({
    'example.edu.co': { TXT: ['unrelated=1', SPF], MX: [[10, 'mail.example.edu.co']] },
    'mail.example.edu.co': { A: ['203.0.113.5'] },
    '203.0.113.5': { PTR: ['mail.example.edu.co'] },
    '_dmarc.example.edu.co': { TXT: ['v=DMARC1; p=none; rua=mailto:dmarc@example.edu.co'] },
  });
  app = await startApp({
    config: {
      dns: { servers: [dns.address] },
      smtp: { host: 'mail.example.edu.co' },
      sending: { tickSeconds: 60 },
      publicUrl: 'https://cms.example.edu.co',
    },
  });
  admin = await app.admin();
  const { body } = await admin
    .post('/senders', { fromName: 'Boletín', fromAddress: 'boletin@example.edu.co' })
    .expect(201);
  senderId = body.data.id;
});
afterAll(async () => {
  await app.stop();
  await dns.stop();
});

const statesOf = ({ checks }: SenderHealth) =>
  Object.fromEntries(checks.map(({ key, state }) => [key, state]));
const problemsOf = async (id: number): Promise<{ code: string; values?: object }[]> =>
  (await admin.get(`/campaigns/${id}/check`).expect(200)).body.data.problems;

test('the check of a campaign never waits for the DNS, and warns of what it said later', async () => {
  const created = await admin.post('/campaigns', { name: 'Uno', fromAddress: 'boletin@example.edu.co' });
  const { id } = created.body.data;
  expect((await problemsOf(id)).map(({ code }) => code)).not.toContain('domain-health');
  const warning = await waitFor('the warning', async () =>
    (await problemsOf(id)).find(({ code }) => code === 'domain-health'),
  );
  expect(warning).toMatchObject({
    severity: 'warning',
    field: 'settings',
    values: { domain: 'example.edu.co', senderId, records: 'DKIM' },
  });
});

test('a sender is told as the world sees it', async () => {
  const { body } = await admin.get(`/health/senders/${senderId}`).expect(200);
  expect(body.data).toMatchObject({
    senderId,
    fromAddress: 'boletin@example.edu.co',
    domain: 'example.edu.co',
    bounceDomain: 'example.edu.co',
    state: 'problem',
  });
  expect(statesOf(body.data)).toEqual({
    from: 'ok',
    spf: 'ok',
    dkim: 'problem',
    dmarc: 'ok',
    alignment: 'ok',
    replies: 'ok',
    bounces: 'ok',
    ptr: 'ok',
    unsubscribe: 'ok',
    tls: 'optional',
    'mta-sts': 'optional',
    'tls-rpt': 'optional',
    bimi: 'optional',
  });
  const spf = body.data.checks.find(({ key }: { key: string }) => key === 'spf');
  expect(spf.found).toEqual([{ name: 'example.edu.co', type: 'TXT', value: SPF }]);
});

test('what was found is shown again until somebody asks anew', async () => {
  dns.zone['example.edu.co'] = { MX: [[10, 'mail.example.edu.co']] };
  const shown = await admin.get(`/health/senders/${senderId}`).expect(200);
  expect(statesOf(shown.body.data).spf).toBe('ok');
  const anew = await admin.post(`/health/senders/${senderId}`).expect(200);
  expect(statesOf(anew.body.data).spf).toBe('problem');
  expect(anew.body.data.checks[1].publish[0].value).toBe('v=spf1 ip4:203.0.113.5 ~all');
  const after = await admin.get(`/health/senders/${senderId}`).expect(200);
  expect(after.body.data).toEqual(anew.body.data);
});

test('a sender that changed is looked up at once', async () => {
  dns.zone['otra.edu.co'] = { TXT: [SPF] };
  const changed = { fromName: 'Boletín', fromAddress: 'boletin@otra.edu.co' };
  await admin.put(`/senders/${senderId}`, changed).expect(200);
  const { body } = await admin.get(`/health/senders/${senderId}`).expect(200);
  expect(body.data.domain).toBe('otra.edu.co');
  expect(statesOf(body.data)).toMatchObject({ spf: 'ok', dmarc: 'problem' });
});

test('what the DNS did not tell is asked for again soon', async () => {
  const state = async () =>
    statesOf((await admin.get(`/health/senders/${senderId}`).expect(200)).body.data).dmarc;
  dns.zone['_dmarc.otra.edu.co'] = { broken: 'SERVFAIL' };
  const { body } = await admin.post(`/health/senders/${senderId}`).expect(200);
  expect(statesOf(body.data).dmarc).toBe('unknown');
  dns.zone['_dmarc.otra.edu.co'] = { TXT: ['v=DMARC1; p=reject; rua=mailto:a@otra.edu.co'] };
  expect(await state()).toBe('unknown');
  const later = new Date(clock.now().getTime() + 31_000);
  jest.spyOn(clock, 'now').mockReturnValue(later);
  expect(await state()).toBe('ok');
  jest.restoreAllMocks();
});

test('nothing is told of a sender that is gone, and nothing but the id is taken', async () => {
  const { body } = await admin.get('/health/senders/999999').expect(404);
  expect(body.error.details.code).toBe('sender-not-found');
  await admin.post(`/health/senders/${senderId}`, { domain: 'evil.example' }).expect(400);
});

test('who may read settings sees it; only who manages them asks anew', async () => {
  const reader = await app.admin('settings.read');
  await reader.get(`/health/senders/${senderId}`).expect(200);
  await reader.post(`/health/senders/${senderId}`).expect(403);
});
