import { simpleParser } from 'mailparser';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: sink.config,
      sending: { tickSeconds: 0.1, groupSize: 4, lotSize: 10, retryBaseSeconds: 0.2, senderFaultLimit: 8 },
    },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
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
const ended = (id: number) =>
  waitFor('the campaign to be sent', async () => {
    const campaign = await campaignOf(id);
    return ['sent', 'failed', 'paused'].includes(campaign.status) ? campaign : null;
  });
const addresses = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}@personas.example`);

test('everyone confirmed gets it once, everyone else is in the ledger with the reason', async () => {
  const good = addresses('a', 23);
  await addContacts(admin, listId, good);
  const [left, dead] = await addContacts(admin, listId, ['left@personas.example', 'dead@personas.example']);
  await admin.delete(`/contacts/${left}/subscriptions/${listId}`);
  await admin.put(`/contacts/${dead}/suppression`, { suppressed: true });
  const id = await makeCampaign(admin, listId);

  expect((await admin.post(`/campaigns/${id}/send`)).status).toBe(200);
  const campaign = await ended(id);

  expect(campaign).toMatchObject({ status: 'sent', statusReason: null });
  expect(campaign.ledger).toMatchObject({
    candidates: 25,
    recipients: 23,
    byStatus: { excluded: 2, accepted: 23, pending: 0, in_flight: 0, uncertain: 0 },
  });
  expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual([...good].sort());
  const excluded = await admin.get(`/campaigns/${id}/deliveries?status=excluded`);
  expect(excluded.body.data.map(({ address, reason }: any) => [address, reason]).sort()).toEqual([
    ['dead@personas.example', 'suppressed_manual'],
    ['left@personas.example', 'unsubscribed'],
  ]);
});

test('the wire: one recipient, VERP, list headers, text first, tracked links, pixel, no address in a URL', async () => {
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`);
  await ended(id);
  const mail = sink.mails.find(({ to }) => to[0] === 'a0@personas.example');
  if (!mail) throw new Error('not received');
  expect(mail.to).toHaveLength(1);
  expect(mail.from).toMatch(/^bounce\+\d+~[0-9a-f]{32}@instituto\.example$/);
  const raw = mail.raw.toString('latin1');
  const [head = ''] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) =>
    [...unfolded.matchAll(new RegExp(`^${name}: (.*)$`, 'gim'))].map((match) => match[1]);
  expect(header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
  expect(header('List-Unsubscribe')[0]).toMatch(/^<https?:\/\/[^@\s]+\/unsubscribe\/\d+~[0-9a-f]{32}>$/);
  expect(header('List-Id')[0]).toMatch(/ <boletin\.instituto\.example>$/);
  expect(header('Precedence')).toEqual(['bulk']);
  expect(header('Message-ID')[0]).toMatch(/^<mc\.\d+~1~[0-9a-f]{32}@instituto\.example>$/);
  expect(header('Feedback-ID')).toHaveLength(1);
  for (const once of ['From', 'To', 'Subject', 'Date']) expect(header(once)).toHaveLength(1);
  expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(raw.indexOf('Content-Type: text/plain')).toBeLessThan(raw.indexOf('Content-Type: text/html'));
  expect(raw).toContain('Content-Transfer-Encoding: quoted-printable');

  const parsed = await simpleParser(mail.raw);
  const html = String(parsed.html);
  expect(parsed.subject).toBe('Hola Ana');
  expect(parsed.text).toContain('Hola Ana');
  expect(html).toContain('Hola Ana');
  expect(html).not.toContain('example.org/noticias');
  expect(html).toMatch(/\/click\/\d+~0~[0-9a-f]{32}/);
  expect(html).toMatch(/<img src="[^"]+\/open\/\d+~[0-9a-f]{32}"/);
  for (const [url] of `${html} ${parsed.text}`.matchAll(/https?:\/\/[^\s"<>)]+/g))
    expect(url).not.toContain('@');
});

test('dead addresses are suppressed at once, full ones are written to again', async () => {
  await addContacts(admin, listId, [
    'gone@personas.example',
    'full@personas.example',
    'busy@personas.example',
  ]);
  let busy = 0;
  sink.answer = (address, stage) => {
    if (stage === 'rcpt' && address === 'gone@personas.example')
      return { code: 550, text: '5.1.1 no such user' };
    if (stage === 'data' && address === 'full@personas.example')
      return { code: 552, text: '5.2.2 mailbox full' };
    if (stage === 'rcpt' && address === 'busy@personas.example' && (busy += 1) < 3)
      return { code: 450, text: '4.7.1 later' };
    return null;
  };
  const first = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${first}/send`);
  const campaign = await ended(first);
  expect(campaign.ledger.byStatus).toMatchObject({ accepted: 24, rejected: 2, deferred: 0 });
  expect(busy).toBe(3);
  const rejected = await admin.get(`/campaigns/${first}/deliveries?status=rejected`);
  expect(
    rejected.body.data
      .map((row: any) => [row.address, row.bounceClass, row.bounceReason, row.attempts])
      .sort(),
  ).toEqual([
    ['full@personas.example', 'soft', 'mailbox_full', 1],
    ['gone@personas.example', 'hard', 'unknown_address', 1],
  ]);

  sink.mails.length = 0;
  sink.answer = () => null;
  const second = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${second}/send`);
  await ended(second);
  const written = sink.mails.flatMap(({ to }) => to);
  expect(written).toContain('full@personas.example');
  expect(written).not.toContain('gone@personas.example');
  expect(new Set(written).size).toBe(written.length);
});

test('who leaves while it runs is not written to any more', async () => {
  const id = await makeCampaign(admin, listId);
  const everyone = (await admin.get('/contacts?pageSize=100&search=a')).body.data as {
    id: number;
    email: string;
  }[];
  const victim = everyone.find(({ email }) => email === 'a22@personas.example');
  let left = false;
  const received = new Promise<void>((resolve) => {
    sink.answer = (_address, stage) => {
      if (stage === 'rcpt') resolve();
      return left ? null : { code: 451, text: '4.2.1 mailbox busy' };
    };
  });
  await admin.post(`/campaigns/${id}/send`);
  await received;
  await admin.delete(`/contacts/${victim?.id}/subscriptions/${listId}`);
  left = true;
  const campaign = await ended(id);
  expect(campaign.status).toBe('sent');
  expect(sink.mails.flatMap(({ to }) => to)).not.toContain('a22@personas.example');
  expect(new Set(sink.mails.flatMap(({ to }) => to)).size).toBe(sink.mails.length);
});

test('pause stops, resume goes on where it stopped, nobody is written to twice', async () => {
  let seen = 0;
  const id = await makeCampaign(admin, listId);
  const paused = new Promise<void>((resolve) => {
    sink.answer = (_address, stage) => {
      if (stage === 'rcpt' && (seen += 1) === 5) resolve();
      return null;
    };
  });
  await admin.post(`/campaigns/${id}/send`);
  await paused;
  expect((await admin.post(`/campaigns/${id}/pause`)).status).toBe(200);
  await waitFor('nothing in flight', async () => (await campaignOf(id)).ledger.byStatus.in_flight === 0);
  const half = await campaignOf(id);
  expect(half.status).toBe('paused');
  expect(half.ledger.byStatus.pending).toBeGreaterThan(0);
  await admin.post(`/campaigns/${id}/resume`);
  const campaign = await ended(id);
  expect(campaign.status).toBe('sent');
  const written = sink.mails.flatMap(({ to }) => to);
  expect(new Set(written).size).toBe(written.length);
  expect(written).toHaveLength(campaign.ledger.recipients);
});

test('cancel leaves the rest cancelled and the sums right', async () => {
  const id = await makeCampaign(admin, listId);
  const started = new Promise<void>((resolve) => {
    sink.answer = (_address, stage) => {
      if (stage === 'rcpt') resolve();
      return null;
    };
  });
  await admin.post(`/campaigns/${id}/send`);
  await started;
  await admin.post(`/campaigns/${id}/cancel`);
  await waitFor('everybody to have an end', async () => {
    const { byStatus } = (await campaignOf(id)).ledger;
    return byStatus.in_flight + byStatus.pending === 0;
  });
  const { ledger, status } = await campaignOf(id);
  expect(status).toBe('cancelled');
  expect(ledger.byStatus.cancelled).toBeGreaterThan(0);
  expect(ledger.byStatus.accepted + ledger.byStatus.cancelled).toBe(ledger.recipients);
  expect(sink.mails).toHaveLength(ledger.byStatus.accepted);
});

test('a relay that refuses the sender pauses the campaign instead of burning the list', async () => {
  sink.answer = () => ({ code: 550, text: '5.7.515 sender not authenticated' });
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`);
  const campaign = await ended(id);
  expect(campaign).toMatchObject({ status: 'paused', statusReason: 'sender-refused' });
  expect(
    (await admin.get('/contacts?suppressed=true')).body.data.map(({ email }: any) => email).sort(),
  ).toEqual(['dead@personas.example', 'gone@personas.example']);
});
