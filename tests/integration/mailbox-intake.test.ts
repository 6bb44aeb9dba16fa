import { bouncesOf } from '../../server/bounces';
import { createRefreshTokens } from '../../server/bounces/mailbox/access/refresh-tokens';
import { createMailboxState, LEASE_MS, mailboxStates } from '../../server/bounces/mailbox/state';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { startTokenServer, type TokenServer } from '../support/token-server';
import { waitFor } from '../support/wait-for';

const SECRET = 'an-intake-secret-0123456789';
const RFC822 = 'message/rfc822';

const REPORT = [
  'From: MAILER-DAEMON@example.org',
  'To: bounce@instituto.example',
  'Subject: Undelivered Mail Returned to Sender',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; example.org',
  '',
  'Final-Recipient: rfc822; ana@example.org',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b--',
  '',
].join('\r\n');
const LETTER = 'From: ana@example.org\r\nSubject: Hola\r\n\r\nUna pregunta.\r\n';

const CLIENT_SECRET = 'Geheim-client';

let app: TestApp;
let tokens: TokenServer;
beforeAll(async () => {
  tokens = await startTokenServer();
  tokens.answer = ({ client_secret: said }) => [
    401,
    { error: 'invalid_client', error_description: `not ${said}` },
  ];
  const oauth2 = { tokenUrl: tokens.tokenUrl, clientId: 'app', clientSecret: CLIENT_SECRET };
  const mailboxes = [{ name: 'by-token', host: '127.0.0.1', user: 'bounce@instituto.example', oauth2 }];
  app = await startApp({ config: { intake: { secret: SECRET, maxMegabytes: 1 }, mailboxes } });
});
afterAll(async () => {
  await app.stop();
  await tokens.stop();
});
afterEach(() => jest.restoreAllMocks());
const travelTo = (time: number) => jest.spyOn(clock, 'now').mockImplementation(() => new Date(time));

const post = () => app.visitor.post('/api/mail-campaigns/intake');
const raw = (message: string, type = RFC822) =>
  post().set('Authorization', `Bearer ${SECRET}`).set('Content-Type', type).send(message);
const feedback = (): Promise<Record<string, any>[]> =>
  app.strapi.db.getConnection('mail_campaigns_feedback').orderBy('id');

describe('the intake', () => {
  test('takes a message once, however often it is sent', async () => {
    for (const type of [RFC822, 'application/octet-stream']) {
      const { body } = await raw(REPORT, type).expect(200);
      expect(body).toEqual({ data: { taken: true } });
    }
    const form = post().auth('mail', SECRET).type('form');
    await form.send({ email: REPORT }).expect(200);
    await post().auth('mail', SECRET).field('body-mime', REPORT).expect(200);
    const rows = await feedback();
    expect(rows).toMatchObject([{ source: 'intake', class: 'hard', status: '5.1.1', state: 'unmatched' }]);
    expect(await app.strapi.db.getConnection('mail_campaigns_suppressions')).toEqual([]);
  });

  test('says of a letter that it is none of ours', async () => {
    expect((await raw(LETTER).expect(200)).body).toEqual({ data: { taken: false } });
  });

  test.each([
    ['no secret', () => post().set('Content-Type', RFC822).send(REPORT)],
    [
      'a wrong one',
      () => post().set('Authorization', `Bearer ${SECRET}x`).set('Content-Type', RFC822).send(REPORT),
    ],
    ['the secret as the name', () => post().auth(SECRET, '').set('Content-Type', RFC822).send(REPORT)],
  ])('refuses %s', async (_, request) => {
    const before = await feedback();
    const { body } = await request().expect(401);
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect(await feedback()).toEqual(before);
  });

  test('refuses what is no message and what is too large', async () => {
    await post().auth('mail', SECRET).send({ text: 'hola' }).expect(400);
    await raw(`${REPORT}${'x'.repeat(1024 * 1024)}`).expect(413);
  });

  test('stores nothing where the database refuses, and takes it the next time', async () => {
    const receive = jest.spyOn(bouncesOf(app.strapi), 'receive').mockRejectedValueOnce(new Error('away'));
    jest.spyOn(app.strapi.log, 'error').mockImplementation(() => app.strapi.log);
    const other = REPORT.replace('ana@', 'luis@');
    await raw(other).expect(500);
    await raw(other).expect(200);
    expect((await feedback()).filter(({ address }) => address === 'luis@example.org')).toHaveLength(1);
    receive.mockRestore();
  });
});

describe('a mailbox', () => {
  const stateOf = (holder: string) => createMailboxState(app.strapi, 'bounces', holder);

  test('is read by one process at a time; who dies makes way', async () => {
    const [one, two] = [stateOf('one'), stateOf('two')];
    await Promise.all([one.prepare(), two.prepare()]);
    const won = await Promise.all([one.hold(), two.hold()]);
    expect(won.filter(Boolean)).toHaveLength(1);
    const [holder, waiting] = won[0] ? [one, two] : [two, one];
    expect(await holder.hold()).toBe(true);
    expect(await waiting.hold()).toBe(false);

    travelTo(Date.now() + LEASE_MS + 1);
    expect(await waiting.hold()).toBe(true);
    expect(await holder.hold()).toBe(false);
    await waiting.release();
    expect(await holder.hold()).toBe(true);
  });

  test('tells how reading it goes, and what stays in it', async () => {
    const state = stateOf('three');
    travelTo(Date.now() + 10 * LEASE_MS);
    expect(await state.hold()).toBe(true);
    await state.failed('no such user');
    await state.failed('still no such user');
    expect((await mailboxStates(app.strapi)).get('bounces')).toMatchObject({
      trouble: 'still no such user',
      troubleSince: expect.any(String),
    });
    await state.read(3);
    await state.read(2);
    expect((await mailboxStates(app.strapi)).get('bounces')).toMatchObject({
      taken: 5,
      trouble: null,
      troubleSince: null,
    });
    expect(await state.memory.known()).toEqual(new Set());
    await state.memory.keep(['a', 'b']);
    expect(await state.memory.known()).toEqual(new Set(['a', 'b']));
  });
});

describe('a mailbox by OAuth 2', () => {
  const refreshTokensOf = (refreshToken: string) =>
    createRefreshTokens(app.strapi, {
      name: 'bounces',
      oauth2: { tokenUrl: tokens.tokenUrl, clientId: 'app', clientSecret: CLIENT_SECRET, refreshToken },
    });

  test('goes on with the refresh token that it was given last, until another one is configured', async () => {
    await createMailboxState(app.strapi, 'bounces', 'one').prepare();
    expect(await refreshTokensOf('first').latest()).toBe('first');
    await refreshTokensOf('first').keep('Geheim-second');
    expect(await refreshTokensOf('first').latest()).toBe('Geheim-second');
    expect(await refreshTokensOf('anew').latest()).toBe('anew');
    const rows: unknown = await app.strapi.db.getConnection('mail_campaigns_mailboxes');
    expect(JSON.stringify(rows)).not.toContain('Geheim');
  });

  test('says why it is not let in, in the panel too, and never a secret', async () => {
    const admin = await app.admin('settings.read');
    const find = async () => (await admin.get('/mailboxes').expect(200)).body.data.mailboxes[0];
    await waitFor('the trouble', async () => (await find()).trouble !== null);
    expect(await find()).toMatchObject({
      name: 'by-token',
      troubleReason: 'client-refused',
      trouble: expect.stringContaining('invalid_client: not ••••'),
    });
  });
});

test('the intake is closed without a secret, and the panel is told', async () => {
  const admin = await app.admin('settings.read');
  const { data } = (await admin.get('/mailboxes').expect(200)).body;
  expect(data).toMatchObject({ intake: true, unsubscribeAddress: null });
});
