import { Refused } from '../provider';
import { sendgrid } from './sendgrid';

/** A request of SendGrid itself, with its key: the test vector of its libraries. */
const publicKey =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==';
const event = {
  email: 'hello@world.com',
  event: 'dropped',
  reason: 'Bounced Address',
  sg_event_id: 'ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA',
  sg_message_id: 'LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0',
  'smtp-id': '<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>',
  timestamp: 1_600_112_492,
};
const headers: Record<string, string> = {
  'x-twilio-email-event-webhook-timestamp': '1600112502',
  'x-twilio-email-event-webhook-signature':
    'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
};
const header = (name: string) => headers[name] ?? '';
const moment = { now: new Date(1_600_112_600_000), maxAgeMs: 600_000 };
const open = (text: string, key = publicKey) =>
  sendgrid.open({ header, body: Buffer.from(text) }, { publicKey: key }, moment);

test('a request that SendGrid signed is believed, to the last byte of its line end', async () => {
  const text = JSON.stringify([event]);
  expect(await open(`${text}\r\n`)).toMatchObject({ events: [event] });
  expect(() => open(text)).toThrow(Refused);
  expect(() => open(`${text}\n`)).toThrow(Refused);
});

test('the key may be given as PEM, also on one line', async () => {
  const pem = `-----BEGIN PUBLIC KEY-----\\n${publicKey}\\n-----END PUBLIC KEY-----`;
  const text = `${JSON.stringify([event])}\r\n`;
  expect(await open(text, pem)).toMatchObject({ events: [event] });
  expect(await open(text, pem.replaceAll('\\n', '\n'))).toMatchObject({ events: [event] });
});
