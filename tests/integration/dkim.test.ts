import type { DkimKeyInfo } from '../../contracts';
import { deliveryOf } from '../../server/delivery';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { createTestDatabase } from '../support/database';
import { judge, makeKey } from '../support/dkim';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/** The domain of `makeCampaign`'s sender. */
const DOMAIN = 'example.edu.co';
const keys = [
  { selector: 'r2026', privateKey: makeKey('rsa').replaceAll('\n', '\\n') },
  { selector: 'e2026', privateKey: makeKey('ed25519') },
];
const VALID = ['e2026: pass', 'r2026: pass'];

test('a key that cannot sign stops the start', async () => {
  const database = await createTestDatabase();
  const dkim = { [DOMAIN]: { selector: 'short', privateKey: makeKey('rsa', 1024) } };
  try {
    await expect(startApp({ config: { dkim }, database })).rejects.toThrow(
      /dkim\.example\.edu\.co.*1024 bits/,
    );
  } finally {
    await database.drop();
  }
});

describe('with keys', () => {
  let sink: SmtpSink;
  let app: TestApp;
  let admin: AdminClient;
  let listId: number;
  let published: DkimKeyInfo[];

  beforeAll(async () => {
    sink = await startSmtpSink();
    const sending = { tickSeconds: 0.1 };
    app = await startApp({ config: { smtp: sink.config, dkim: { [DOMAIN]: keys }, sending } });
    admin = await app.admin();
    listId = await makeList(app.strapi, 'docentes', ['ana@example.org', 'luis@example.org']);
    published = (await admin.get('/sending/transports')).body.data.dkim;
  });
  afterAll(async () => {
    await app.stop();
    await sink.stop();
  });
  beforeEach(() => {
    sink.mails.length = 0;
  });
  afterEach(() => jest.restoreAllMocks());

  const inStatus = (id: number, status: string) =>
    waitFor(status, async () => {
      const { data } = (await admin.get(`/campaigns/${id}`)).body;
      return data.status === status && data;
    });

  test('the records to publish are shown, the private keys never', async () => {
    const { text } = await admin.get('/sending/transports').expect(200);
    expect(published.map(({ domain, selector }) => `${selector}.${domain}`)).toEqual([
      `r2026.${DOMAIN}`,
      `e2026.${DOMAIN}`,
    ]);
    expect(text).not.toMatch(/PRIVATE/);
  });

  test('the e-mails of a campaign reach the relay with valid signatures', async () => {
    const { id } = await makeCampaign(admin, [listId], { subject: 'Educación y tecnología' });
    await admin.post(`/campaigns/${id}/send`).expect(200);
    await inStatus(id, 'sent');
    expect(sink.mails).toHaveLength(2);
    for (const { raw } of sink.mails) expect(await judge(raw, published)).toEqual(VALID);
  });

  test('so does a test e-mail', async () => {
    const { id } = await makeCampaign(admin, [listId]);
    await admin.post(`/campaigns/${id}/test`, { addresses: ['jefa@example.org'] }).expect(200);
    expect(await judge(sink.mails[0]!.raw, published)).toEqual(VALID);
  });

  test('e-mails of another domain go unsigned, and nothing hinders them', async () => {
    const from = { name: 'Otra', address: 'otra@example.net' };
    const text = { subject: 'Hola', html: '<p>Hola</p>', text: 'Hola' };
    await deliveryOf(app.strapi).sendSingle({ from, to: 'ana@example.org', ...text });
    expect(sink.mails[0]!.raw.toString()).not.toContain('DKIM-Signature');
    expect(await deliveryOf(app.strapi).selfCheck(from.address)).toEqual({ ok: true });
  });

  test('a campaign whose signatures would not verify waits, writes to nobody, and goes on once they do', async () => {
    const delivery = deliveryOf(app.strapi);
    expect(await delivery.selfCheck(`boletin@${DOMAIN}`)).toEqual({ ok: true });
    jest
      .spyOn(delivery, 'selfCheck')
      .mockResolvedValueOnce({ ok: false, reason: 'the signature does not verify' });
    const { id } = await makeCampaign(admin, [listId]);
    await admin.post(`/campaigns/${id}/send`).expect(200);
    expect(await inStatus(id, 'paused')).toMatchObject({ statusReason: 'dkim-invalid', ledger: null });
    expect(sink.mails).toEqual([]);
    await admin.post(`/campaigns/${id}/resume`).expect(200);
    await inStatus(id, 'sent');
    expect(sink.mails).toHaveLength(2);
  });
});
