import net from 'node:net';

import type { WebhookProvider } from '../../contracts';
import { configOf } from '../../server/config';
import { clock } from '../../server/lib/clock';
import { internet, UnusableAnswer } from '../../server/lib/public-https';
import { startApp, type TestApp } from '../support/app';
import {
  callOf,
  CERTIFICATE_URL,
  fixture,
  forged,
  genericCall,
  mailgunCall,
  passwordCall,
  samples,
  sendgridCall,
  snsCall,
  timeOf,
  TOPIC,
  webhookConfig,
  type Call,
} from '../support/webhooks';

const BASE = '/api/mail-campaigns/webhooks';
const HOUR = 3_600_000;
const MINUTE = 60_000;

let app: TestApp;
const asked: string[] = [];
let answer: (url: string) => string;

beforeAll(async () => {
  app = await startApp({ config: { webhooks: webhookConfig, sending: { tickSeconds: 60 } } });
  jest.spyOn(internet, 'getText').mockImplementation(async ({ href }) => {
    asked.push(href);
    return answer(href);
  });
});
afterAll(() => app.stop());

beforeEach(async () => {
  asked.length = 0;
  answer = () => fixture('sns-certificate.pem');
  for (const name of ['feedback', 'webhook-receipt']) {
    await app.strapi.db.query(`plugin::mail-campaigns.${name}`).deleteMany({ where: {} });
  }
});
const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

const send = (provider: string, { headers, body }: Call) =>
  app.visitor
    .post(`${BASE}/${provider}`)
    .set(headers)
    .serialize((text) => String(text))
    .send(body);
const stored = (): Promise<Record<string, any>[]> =>
  app.strapi.db.query('plugin::mail-campaigns.feedback').findMany({ orderBy: { id: 'asc' } });
/** Sends what must be refused. */
async function refused(provider: string, call: Call, status: number): Promise<void> {
  const before = (await stored()).length;
  const response = await send(provider, call).expect(status);
  if (status === 404) expect(response.body.error.message).toBe('Not Found');
  else expect(response.text).toBe('');
  expect(await stored()).toHaveLength(before);
}

/** What the normalised events of others are called, and which classes they may have here. */
const CLASSES: Record<string, string[]> = {
  delivered: ['success'],
  bounced: ['hard', 'soft', 'block', 'content'],
  deferred: ['delay'],
  rejected: ['hard', 'block', 'content', 'soft', 'unsubscribe', 'complaint'],
  failed: ['content'],
  complained: ['complaint'],
  unsubscribed: ['unsubscribe'],
  autoresponded: ['autoreply'],
  opened: ['open'],
  clicked: ['click'],
  queued: [],
  sent: [],
  subscribed: [],
};
const UNDATED: WebhookProvider[] = ['postmark', 'brevo', 'sparkpost', 'mailjet'];

describe('a sample of a provider', () => {
  test.each(samples.map((sample) => [sample.provider, sample.name, sample] as const))(
    '%s: %s',
    async (provider, _name, sample) => {
      const undated = UNDATED.includes(provider);
      const happened = timeOf(sample);
      const now = undated && happened ? new Date(happened.getTime() + MINUTE) : realNow();
      clock.now = () => now;
      const call = callOf(sample, now);

      await refused(provider, forged(provider, call), 401);
      if (!undated) await refused(provider, callOf(sample, new Date(now.getTime() - 25 * HOUR)), 401);
      if (undated && happened && sample.means.length) {
        clock.now = () => new Date(now.getTime() + 73 * HOUR);
        await refused(provider, call, 401);
        clock.now = () => now;
      }

      const { body } = await send(provider, call).expect(200);
      const rows = await stored();
      expect(rows.map((row) => row.class)).toEqual(sample.means);
      expect(rows.every((row) => row.source === provider && row.state === 'unmatched')).toBe(true);
      expect(body).toMatchObject({ data: { received: sample.means.length, setAside: 0 } });

      const type = sample.expected['event.event_type'] as string | undefined;
      if (type && type !== 'unknown') {
        const classes = CLASSES[type] as string[];
        expect(classes.length > 0).toBe(rows.length > 0);
        if (rows.length) expect(classes).toContain(rows.at(-1)?.class);
      }
      const of = (key: string) => sample.expected[`event.${key}`];
      const last = rows.at(-1);
      if (last && of('recipient')) expect(last.evidence).toContain(of('recipient'));
      if (last && of('event_id') && provider !== 'ses' && provider !== 'mailgun') {
        expect(last.eventId).toBe(of('event_id'));
      }
      if (last && of('mta_response')) expect(last.reply).toContain(String(of('mta_response')).trim());

      const again = await send(provider, call).expect(200);
      expect(again.body).toEqual({ data: { received: 0, ignored: 0, setAside: 0 } });
      expect(await stored()).toEqual(rows);
    },
  );
});

test('another name and a provider without options get the answer of a path that does not exist', async () => {
  const call = passwordCall('mailjet', [{ event: 'spam', email: 'ana@example.org' }]);
  await refused('mandrill', call, 404);
  await app.visitor.get(`${BASE}/mailjet`).set(call.headers).expect(404);
  await app.visitor.put(`${BASE}/mailjet`).set(call.headers).send(call.body).expect(405);
  const options = configOf(app.strapi).webhooks;
  const { mailjet } = options;
  delete options.mailjet;
  await refused('mailjet', call, 404);
  options.mailjet = mailjet;
  await send('mailjet', call).expect(200);
});

describe('a password', () => {
  const event = samples.find(({ provider }) => provider === 'postmark')?.payloads.raw_event;
  test.each([
    ['none', ''],
    ['of another scheme', 'Digest abc'],
    ['that is no text', 'Basic ***'],
    ['without a user', `Basic ${Buffer.from(`:${webhookConfig.postmark.password}`).toString('base64')}`],
    ['of a token where none is set', 'Bearer undefined'],
    ['in the place of a token', `Bearer ${webhookConfig.postmark.password}`],
  ])('%s is refused', async (_name, authorization) => {
    const { headers, body } = passwordCall('postmark', event);
    const { Authorization: _right, ...others } = headers;
    await refused(
      'postmark',
      { headers: { ...others, ...(authorization && { Authorization: authorization }) }, body },
      401,
    );
  });

  test('is asked for before the body is read', async () => {
    const { port } = await listening();
    const socket = net.connect(port, '127.0.0.1');
    socket.write(
      `POST ${BASE}/postmark HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
    );
    expect(await firstLine(socket)).toBe('HTTP/1.1 401 Unauthorized');
  });
});

describe('the size', () => {
  const limit = 2048 * 1024;
  const head = (more: string) => {
    const { Authorization } = passwordCall('mailjet', {}).headers;
    return `POST ${BASE}/mailjet HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${Authorization}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;
  };

  test('that is announced as too large is refused without a byte of it', async () => {
    const { port } = await listening();
    const socket = net.connect(port, '127.0.0.1');
    socket.write(head(`Content-Length: ${limit + 1}`));
    expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large');
  });

  test('that turns out too large is refused as soon as it is', async () => {
    const { port } = await listening();
    const socket = net.connect(port, '127.0.0.1');
    socket.write(head('Transfer-Encoding: chunked'));
    // Never ended: the answer comes before.
    const part = 'x'.repeat(0x10000);
    for (let sent = 0; sent <= limit; sent += part.length) socket.write(`10000\r\n${part}\r\n`);
    expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large');
    expect(await stored()).toEqual([]);
  });

  test('that just fits is taken', async () => {
    const events = [{ event: 'sent', email: 'ana@example.org', comment: 'x'.repeat(limit - 200) }];
    await send('mailjet', passwordCall('mailjet', events)).expect(200);
    expect(await stored()).toHaveLength(1);
  });
});

test.each<[string, string, (at: Date) => Call]>([
  ['sendgrid', 'no JSON', (at) => ({ ...sendgridCall(at, 'x'), body: '' })],
  [
    'generic',
    'another time than was signed',
    (at) => {
      const call = genericCall(at, []);
      return {
        ...call,
        headers: {
          ...call.headers,
          'X-Mail-Campaigns-Timestamp': String(Math.floor(at.getTime() / 1000) + 1),
        },
      };
    },
  ],
  [
    'sendgrid',
    'another time than was signed',
    (at) => {
      const call = sendgridCall(at, []);
      return {
        ...call,
        headers: {
          ...call.headers,
          'X-Twilio-Email-Event-Webhook-Timestamp': String(Math.floor(at.getTime() / 1000) + 1),
        },
      };
    },
  ],
  ['sendgrid', 'no signature', (at) => ({ ...sendgridCall(at, []), headers: {} })],
  ['sendgrid', 'a time in the future', (at) => sendgridCall(new Date(at.getTime() + HOUR), [])],
  ['generic', 'a time in the future', (at) => genericCall(new Date(at.getTime() + HOUR), [])],
  ['generic', 'a time of two hours ago', (at) => genericCall(new Date(at.getTime() - 2 * HOUR), [])],
  ['ses', 'a time of two hours ago', (at) => snsCall(new Date(at.getTime() - 2 * HOUR))],
  ['ses', 'no time', (at) => snsCall(at, { Timestamp: '' })],
])('%s with %s is refused', async (provider, _name, call) => {
  await refused(provider, call(realNow()), 401);
});

test('another signature of the same request, made without the key, is no other request', async () => {
  const call = sendgridCall(realNow(), [{ event: 'open', email: 'ana@example.org', sg_event_id: 'o-1' }]);
  await send('sendgrid', call).expect(200);
  await app.strapi.db.query('plugin::mail-campaigns.feedback').deleteMany({ where: {} });
  const signature = malleated(call.headers['X-Twilio-Email-Event-Webhook-Signature'] as string);
  const twin = { ...call, headers: { ...call.headers, 'X-Twilio-Email-Event-Webhook-Signature': signature } };
  expect((await send('sendgrid', twin).expect(200)).body.data.received).toBe(0);
  expect(await stored()).toEqual([]);
});

test('a token of Mailgun counts once, whatever it comes with', async () => {
  const event = { event: 'unsubscribed', id: 'u-1', recipient: 'ana@example.org' };
  const call = mailgunCall(realNow(), { raw_event: { 'event-data': event } });
  await send('mailgun', call).expect(200);
  const { signature } = JSON.parse(call.body);
  const other = { ...event, id: 'u-2', event: 'complained' };
  const body = JSON.stringify({ signature, 'event-data': other });
  expect((await send('mailgun', { ...call, body }).expect(200)).body.data.received).toBe(0);
  expect((await stored()).map((row) => row.eventId)).toEqual(['u-1']);
});

test('Mailgun’s old forms are read with attachments, too', async () => {
  const { body } = mailgunCall(realNow(), {
    raw_event: { event: 'bounced', recipient: 'gone@example.org', code: '550', error: '5.1.1 no such user' },
  });
  const parts = [...new URLSearchParams(body)].map(
    ([name, value]) => `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  parts.push(
    '--limit\r\nContent-Disposition: form-data; name="attachment-1"; filename="a.txt"\r\n\r\nhola\r\n--limit--\r\n',
  );
  const headers = { 'Content-Type': 'multipart/form-data; boundary=limit' };
  await send('mailgun', { headers, body: parts.join('') }).expect(200);
  expect(await stored()).toMatchObject([{ class: 'hard', address: 'gone@example.org', status: '5.1.1' }]);
});

describe('a batch', () => {
  test('with what nobody knows, cannot be read or is no event loses none of the others', async () => {
    const events = [
      { event: 'delivered', email: 'a@example.org', sg_event_id: 'e-1' },
      { event: 'teleported', email: 'b@example.org', sg_event_id: 'e-2' },
      { event: 'constructor' },
      null,
      'hola',
      [[]],
      { event: { toString: 1 }, email: {}, timestamp: [] },
      {
        event: 'delivered',
        email: 'c@example.org',
        sg_event_id: 'e-3',
        timestamp: 'never',
        status: { a: 1 },
      },
    ];
    const { body } = await send('sendgrid', sendgridCall(realNow(), events)).expect(200);
    expect(body.data).toEqual({ received: 2, ignored: 6, setAside: 0 });
    expect((await stored()).map((row) => row.address)).toEqual(['a@example.org', 'c@example.org']);
  });

  test('that is empty, as in a test of the URL, is taken', async () => {
    await send('sparkpost', passwordCall('sparkpost', [{ msys: {} }])).expect(200);
    await send('sparkpost', passwordCall('sparkpost', [])).expect(200);
    await refused('sparkpost', { ...passwordCall('sparkpost', {}), body: '{"msys":{}}' }, 400);
    expect(await stored()).toEqual([]);
  });

  test('of events old and new keeps the new ones', async () => {
    const time = Math.floor(realNow().getTime() / 1000);
    const events = [
      { event: 'spam', email: 'a@example.org', time: time - 100 * 3600 },
      { event: 'spam', email: 'b@example.org', time },
    ];
    const { body } = await send('mailjet', passwordCall('mailjet', events)).expect(200);
    expect(body.data).toEqual({ received: 1, ignored: 1, setAside: 0 });
    expect((await stored()).map((row) => row.address)).toEqual(['b@example.org']);
  });
});

describe('Amazon SNS', () => {
  const event = samples.find(({ provider }) => provider === 'ses')?.payloads.raw_ses_event;
  const bounce = { Message: JSON.stringify(event) };

  test('signs with SHA-1 or SHA-256, with or without a subject', async () => {
    for (const fields of [{ SignatureVersion: '2' }, { SignatureVersion: '1', Subject: 'Amazon SES' }]) {
      await send('ses', snsCall(realNow(), { ...bounce, ...fields } as Record<string, string>)).expect(200);
    }
    expect(await stored()).toHaveLength(2);
  });

  test('its certificate is fetched once', async () => {
    const SigningCertURL = CERTIFICATE_URL.replace('abcdef', 'abcde0');
    await send('ses', snsCall(realNow(), { ...bounce, SigningCertURL })).expect(200);
    await send('ses', snsCall(realNow(), { ...bounce, SigningCertURL })).expect(200);
    expect(asked).toEqual([SigningCertURL]);
  });

  test.each([
    'https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-a1.pem',
    'https://evil.example/SimpleNotificationService-a1.pem',
    'https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-a1.pem',
    'http://sns.us-east-1.amazonaws.com/SimpleNotificationService-a1.pem',
    'https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-a1.pem',
    'https://bucket.s3.amazonaws.com/SimpleNotificationService-a1.pem',
    'https://sns.us-east-1.amazonaws.com/../SimpleNotificationService-a1.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a1.pem?x=.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a1.pem\n',
  ])('a certificate from %s is not even fetched', async (SigningCertURL) => {
    await refused('ses', snsCall(realNow(), { ...bounce, SigningCertURL }), 401);
    expect(asked).toEqual([]);
  });

  test('another topic is refused, though AWS signed it, and nothing is fetched for it', async () => {
    const SigningCertURL = CERTIFICATE_URL.replace('abcdef', 'abcde1');
    for (const topic of [`${TOPIC}2`, TOPIC.replace('123456789012', '999999999999'), '']) {
      await refused('ses', snsCall(realNow(), { ...bounce, SigningCertURL, TopicArn: topic }), 401);
    }
    expect(asked).toEqual([]);
  });

  test.each([
    ['expired', () => fixture('sns-expired.pem')],
    ['no certificate', () => 'hola'],
    [
      'not there',
      () => {
        throw new UnusableAnswer('sns answered 404');
      },
    ],
  ])('a certificate that is %s is refused, and not asked for again at once', async (name, certificate) => {
    answer = certificate;
    const SigningCertURL = CERTIFICATE_URL.replace('abcdef', name.replace(/\W/g, ''));
    await refused('ses', snsCall(realNow(), { ...bounce, SigningCertURL }), 401);
    await refused('ses', snsCall(realNow(), { ...bounce, SigningCertURL }), 401);
    expect(asked).toHaveLength(1);
  });

  test('while AWS does not answer, SNS is asked to come again, and then is believed', async () => {
    const call = snsCall(realNow(), {
      ...bounce,
      SigningCertURL: CERTIFICATE_URL.replace('abcdef', 'abcde2'),
    });
    answer = () => {
      throw new Error('ECONNREFUSED');
    };
    const { headers } = await send('ses', call).expect(503);
    expect(headers['retry-after']).toBe('60');
    answer = () => fixture('sns-certificate.pem');
    await send('ses', call).expect(200);
    expect(await stored()).toHaveLength(1);
  });

  test('a Signature of another version, or a type that is none, is refused', async () => {
    await refused('ses', snsCall(realNow(), { ...bounce, SignatureVersion: '3' }), 401);
    await refused('ses', snsCall(realNow(), { ...bounce, Type: 'Other' }), 400);
    await refused('ses', { headers: {}, body: '{"notificationType":"Bounce"}' }, 400);
  });

  test('the greeting of SES is no event', async () => {
    const Message = 'Successfully validated SNS topic for Amazon SES event publishing.';
    const { body } = await send('ses', snsCall(realNow(), { Message })).expect(200);
    expect(body.data).toEqual({ received: 0, ignored: 0, setAside: 0 });
  });

  describe('that asks to confirm a subscription', () => {
    const confirmation = (fields: Record<string, string> = {}) =>
      snsCall(realNow(), {
        Type: 'SubscriptionConfirmation',
        Message: 'You have chosen to subscribe',
        Token: 'abc',
        SubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=abc`,
        ...fields,
      });

    test('is confirmed, once', async () => {
      const call = confirmation();
      await send('ses', call).expect(200);
      await send('ses', call).expect(200);
      expect(asked.filter((url) => url.includes('ConfirmSubscription'))).toEqual([
        JSON.parse(call.body).SubscribeURL,
      ]);
    });

    test('comes again while AWS does not answer', async () => {
      const call = confirmation();
      await send('ses', snsCall(realNow())).expect(200);
      answer = () => {
        throw new UnusableAnswer('sns answered 500');
      };
      await send('ses', call).expect(503);
      answer = () => '<ConfirmSubscriptionResponse/>';
      await send('ses', call).expect(200);
      expect(asked.filter((url) => url.includes('ConfirmSubscription'))).toHaveLength(2);
    });

    test.each([
      'http://169.254.169.254/latest/meta-data/',
      'https://evil.example/?Action=ConfirmSubscription&TopicArn=a&Token=b',
      'https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&TopicArn=a',
      'https://sns.us-east-1.amazonaws.com@evil.example/?Action=ConfirmSubscription&TopicArn=a',
      'https://sns.us-east-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&TopicArn=a',
    ])('is not followed to %s', async (SubscribeURL) => {
      await send('ses', snsCall(realNow())).expect(200);
      asked.length = 0;
      await refused('ses', confirmation({ SubscribeURL }), 400);
      expect(asked).toEqual([]);
    });

    test('of another topic is not followed', async () => {
      await refused('ses', confirmation({ TopicArn: `${TOPIC}-otro` }), 401);
      expect(asked.filter((url) => url.includes('ConfirmSubscription'))).toEqual([]);
    });
  });
});

async function listening(): Promise<{ port: number }> {
  const server = app.strapi.server.httpServer;
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address() as net.AddressInfo;
}

const firstLine = (socket: net.Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.once('data', (data) => {
      resolve(String(data.toString().split('\r\n')[0]));
      socket.destroy();
    });
    socket.on('error', reject);
  });

/** (r, s) → (r, n − s): valid for the same bytes, whoever makes it. */
function malleated(base64: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const der = Buffer.from(base64, 'base64');
  const rLength = der[3] as number;
  const r = der.subarray(4, 4 + rLength);
  const s = BigInt(`0x${der.subarray(6 + rLength).toString('hex')}`);
  let hex = (order - s).toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  const raw = Buffer.from(hex, 'hex');
  const other = (raw[0] as number) > 127 ? Buffer.concat([Buffer.from([0]), raw]) : raw;
  const content = Buffer.concat([Buffer.from([2, r.length]), r, Buffer.from([2, other.length]), other]);
  return Buffer.concat([Buffer.from([48, content.length]), content]).toString('base64');
}
