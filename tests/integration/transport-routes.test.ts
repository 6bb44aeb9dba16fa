import { transportOfSender } from '../../server/campaigns/sender/store';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { startScriptedSmtp, testAuthority, type ScriptedSmtp } from '../support/scripted-smtp';

const PASSWORD = 'Geheim-del-servidor';

let first: ScriptedSmtp;
let second: ScriptedSmtp;
let app: TestApp;
let admin: AdminClient;

beforeAll(async () => {
  first = await startScriptedSmtp();
  second = await startScriptedSmtp({ secure: true });
  app = await startApp({
    config: {
      smtp: { host: 'localhost', port: first.port },
      transports: {
        'mail-2': {
          host: 'localhost',
          port: second.port,
          secure: true,
          ca: testAuthority,
          user: 'instituto',
          password: PASSWORD,
          weight: 3,
          connections: 2,
          limits: { perHour: 500 },
        },
      },
    },
  });
  admin = await app.admin();
});
afterAll(async () => {
  await app.stop();
  await first.stop();
  await second.stop();
});

test('all configured servers are shown, no password among them', async () => {
  const { body, text } = await admin.get('/sending/transports').expect(200);
  expect(body.data.transports).toEqual([
    {
      name: 'default',
      host: 'localhost',
      port: first.port,
      security: 'starttls',
      user: null,
      password: null,
      weight: 1,
      connections: 5,
      limits: {},
    },
    {
      name: 'mail-2',
      host: 'localhost',
      port: second.port,
      security: 'tls',
      user: 'instituto',
      password: '••••',
      weight: 3,
      connections: 2,
      limits: { perHour: 500 },
    },
  ]);
  expect(text).not.toContain(PASSWORD);
});

describe('the check of a server', () => {
  const verify = (name: string) => admin.post(`/sending/transports/${name}/verify`);

  test('tells its own words and whether the line is encrypted', async () => {
    expect((await verify('default').expect(200)).body.data).toEqual({
      ok: true,
      reply: '250 mx.test greets you',
      encrypted: false,
    });
    expect((await verify('mail-2').expect(200)).body.data).toEqual({
      ok: true,
      reply: '235 2.7.0 signed in',
      encrypted: true,
    });
  });

  test('a wrong password: the words of the server, never the password', async () => {
    second.script = (moment, line) =>
      moment === 'AUTH' ? `535 5.7.8 ${line} is wrong: ${PASSWORD}` : undefined;
    const { body, text } = await verify('mail-2').expect(200);
    expect(body.data).toMatchObject({ ok: false, reply: expect.stringMatching(/^535 5\.7\.8 /) });
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(Buffer.from(`\0instituto\0${PASSWORD}`).toString('base64'));
  });

  test('an unknown name is not found', async () => {
    const { body } = await verify('nobody').expect(404);
    expect(body.error.details.code).toBe('transport-not-found');
  });
});

describe('the transport of a sender', () => {
  const sender = { fromName: 'Instituto', fromAddress: 'prensa@example.edu.co' };

  test('is chosen, kept when it is left out, and given up', async () => {
    const made = await admin.post('/senders', { ...sender, transport: 'mail-2' }).expect(201);
    expect(made.body.data.transport).toBe('mail-2');
    const { id } = made.body.data;
    const renamed = await admin.put(`/senders/${id}`, { ...sender, fromName: 'Prensa' }).expect(200);
    expect(renamed.body.data).toMatchObject({ fromName: 'Prensa', transport: 'mail-2' });
    expect(await transportOfSender(app.strapi, sender.fromAddress)).toBe('mail-2');
    await admin.put(`/senders/${id}`, { ...sender, transport: null }).expect(200);
    expect(await transportOfSender(app.strapi, sender.fromAddress)).toBeNull();
    expect(await transportOfSender(app.strapi, 'nobody@example.edu.co')).toBeNull();
  });

  test('none is chosen unless somebody does', async () => {
    const { body } = await admin
      .post('/senders', { ...sender, fromAddress: 'otra@example.edu.co' })
      .expect(201);
    expect(body.data.transport).toBeNull();
  });

  test('one that is not configured is refused by name', async () => {
    const { body } = await admin
      .post('/senders', { ...sender, fromAddress: 'tercera@example.edu.co', transport: 'gone' })
      .expect(400);
    expect(body.error.details).toMatchObject({ code: 'transport-unknown', values: { transport: 'gone' } });
  });
});
