import { createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { WEBHOOK_PROVIDERS, type WebhookProvider } from '../../contracts';

const folder = path.resolve(__dirname, '../fixtures/webhooks');
export const fixture = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

/** A payload of a provider and what it means, see tests/fixtures/webhooks/README.md. */
export interface Sample {
  provider: WebhookProvider;
  name: string;
  means: string[];
  expected: Record<string, unknown>;
  payloads: Record<string, unknown>;
}

export const samples: Sample[] = WEBHOOK_PROVIDERS.flatMap((provider) =>
  (JSON.parse(fixture(`${provider}.json`)) as Omit<Sample, 'provider'>[]).map((sample) => ({
    ...sample,
    provider,
  })),
);

const sendgridKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const login = { user: 'instituto', password: 'clave-de-los-webhooks' };
export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:retornos';
const SIGNING_KEY = 'clave-de-firma-de-mailgun';
const SECRET = 'clave-de-quien-firma-por-si-mismo-0123456789';
export const CERTIFICATE_URL =
  'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';

/** The option `webhooks` with everything configured. */
export const webhookConfig = {
  ses: { topicArns: [TOPIC] },
  sendgrid: { publicKey: sendgridKey.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  mailgun: { signingKey: SIGNING_KEY },
  postmark: login,
  brevo: { token: 'ficha-de-los-webhooks' },
  sparkpost: login,
  mailjet: login,
  generic: { secret: SECRET },
};

export interface Call {
  headers: Record<string, string>;
  body: string;
}

/** Seconds since 1970. */
const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));

const SNS_FIELDS: Record<string, string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
};

/** A message of SNS, signed as SNS does: SignatureVersion 1 with SHA-1, 2 with SHA-256. */
export function snsCall(at: Date, fields: Record<string, string> = {}): Call {
  const message: Record<string, string> = {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: TOPIC,
    Message: '{}',
    Timestamp: at.toISOString(),
    SignatureVersion: '1',
    SigningCertURL: CERTIFICATE_URL,
    ...fields,
  };
  const signed = (SNS_FIELDS[message.Type as string] ?? [])
    .filter((name) => name in message)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  const hash = message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  const signature = createSign(hash).update(signed).sign(fixture('sns-key.pem'), 'base64');
  return {
    headers: { 'Content-Type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify({ Signature: signature, ...message }),
  };
}

const json = (payload: unknown, headers: Record<string, string> = {}): Call => ({
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(payload, null, 1),
});

export function sendgridCall(at: Date, payload: unknown): Call {
  const call = json(payload);
  const signature = createSign('sha256')
    .update(seconds(at) + call.body)
    .sign(sendgridKey.privateKey, 'base64');
  return {
    ...call,
    headers: {
      ...call.headers,
      'X-Twilio-Email-Event-Webhook-Signature': signature,
      'X-Twilio-Email-Event-Webhook-Timestamp': seconds(at),
    },
  };
}

export function genericCall(at: Date, payload: unknown): Call {
  const call = json(payload);
  return {
    ...call,
    headers: {
      ...call.headers,
      'X-Mail-Campaigns-Timestamp': seconds(at),
      'X-Mail-Campaigns-Signature': createHmac('sha256', SECRET)
        .update(`${seconds(at)}.${call.body}`)
        .digest('hex'),
    },
  };
}

export function mailgunCall(at: Date, { metadata = {}, raw_event: event }: Record<string, any>): Call {
  const token = (event.token as string | undefined) ?? randomUUID();
  const timestamp = seconds(at);
  const signature = createHmac('sha256', SIGNING_KEY)
    .update(timestamp + token)
    .digest('hex');
  if ('event-data' in event) return json({ ...event, signature: { timestamp, token, signature } });
  const form = new URLSearchParams();
  const fields = [metadata, event, { timestamp, token, signature }].flatMap((part) =>
    Object.entries(part as Record<string, string | string[]>),
  );
  for (const [name, value] of fields) for (const one of [value].flat()) form.append(name, one);
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() };
}

const basic = ({ user, password }: typeof login): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export const passwordCall = (provider: WebhookProvider, payload: unknown): Call =>
  json(payload, {
    Authorization: provider === 'brevo' ? `Bearer ${webhookConfig.brevo.token}` : basic(login),
  });

/** A request with a sample, signed at a moment. */
export function callOf({ provider, payloads }: Sample, at: Date): Call {
  const payload = payloads.raw_events ?? payloads.raw_event;
  switch (provider) {
    case 'ses':
      return payloads.raw_sns_message
        ? snsCall(at, { ...(payloads.raw_sns_message as Record<string, string>), TopicArn: TOPIC })
        : snsCall(at, { Message: JSON.stringify(payloads.raw_ses_event) });
    case 'sendgrid':
      return sendgridCall(at, payload);
    case 'mailgun':
      return mailgunCall(at, payloads);
    case 'generic':
      return genericCall(at, payload);
    default:
      return passwordCall(provider, payload);
  }
}

/** The same request by somebody who does not have the secret. */
export function forged(provider: WebhookProvider, call: Call): Call {
  switch (provider) {
    case 'ses':
      return { ...call, body: call.body.replace('"Message":"{', '"Message":"{ ') };
    case 'sendgrid':
    case 'generic':
      return { ...call, body: `${call.body} ` };
    case 'mailgun':
      return { ...call, body: call.body.replace(/(signature[=": ]+)([0-9a-f]{64})/, `$1${'0'.repeat(64)}`) };
    default:
      return {
        ...call,
        headers: { ...call.headers, Authorization: String(call.headers.Authorization).slice(0, -4) },
      };
  }
}

const TIMES =
  /"(?:ts_epoch|s_epoch|ts|time|timestamp|BouncedAt|DeliveredAt|ReceivedAt|ChangedAt)":\s*"?([^",}\s]+)/;

/** When what a sample tells of happened, where it says so. */
export function timeOf({ payloads }: Sample): Date | null {
  const found = TIMES.exec(JSON.stringify(payloads))?.[1];
  if (!found) return null;
  const count = Number(found);
  return new Date(Number.isNaN(count) ? found : count > 1e11 ? count : count * 1000);
}
