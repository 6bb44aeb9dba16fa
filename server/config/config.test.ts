import type { Core } from '@strapi/strapi';

import { createResolver } from '../lib/dns';
import { config, configOf, defaults } from '.';

const valid = { ...defaults, secret: 's'.repeat(32) };
const withWebhook = (provider: object) => ({ ...valid, webhooks: { ...valid.webhooks, ...provider } });

test('the defaults are a valid configuration', () => {
  expect(() => config.validator(valid)).not.toThrow();
});

test.each([
  ['an unknown option', { ...valid, smpt: {} }, /smpt/],
  ['a short secret', { ...valid, secret: 'short' }, /secret/],
  ['a relay without a host', { ...valid, smtp: { port: 25 } }, /smtp\.host/],
  ['a port that does not exist', { ...valid, smtp: { host: 'a', port: 70000 } }, /smtp\.port/],
  ['Bull without Redis', { ...valid, queue: { ...valid.queue, driver: 'bull' } }, /redisUrl/],
  ['a worker without Bull', { ...valid, queue: { ...valid.queue, role: 'worker' } }, /queue\.role: "worker"/],
  ['a web process without Bull', { ...valid, queue: { ...valid.queue, role: 'web' } }, /queue\.role: "web"/],
  ['an address that is none', { ...valid, bounceAddress: 'bounces' }, /bounceAddress/],
  ['half a login of a webhook', withWebhook({ postmark: { user: 'postmark' } }), /webhooks\.postmark/],
  ['a webhook without its password', withWebhook({ mailjet: {} }), /webhooks\.mailjet/],
  [
    'a short password',
    withWebhook({ mailjet: { user: 'a', password: 'short' } }),
    /webhooks\.mailjet\.password/,
  ],
  ['a topic that is none', withWebhook({ ses: { topicArns: ['bounces'] } }), /webhooks\.ses\.topicArns/],
  ['no topic', withWebhook({ ses: { topicArns: [] } }), /webhooks\.ses\.topicArns/],
  [
    'a missing signing key',
    withWebhook({ mailgun: { signingKey: undefined } }),
    /webhooks\.mailgun\.signingKey/,
  ],
  ['a key that is none', withWebhook({ sendgrid: { publicKey: 'AAAA' } }), /webhooks\.sendgrid\.publicKey/],
  ['a DNS server by its name', { ...valid, dns: { servers: ['dns.example.org'] } }, /dns\.servers\.0/],
  ['a DNS server at no port', { ...valid, dns: { servers: ['1.1.1.1:99999'] } }, /dns\.servers\.0/],
  ['a public URL that is none', { ...valid, publicUrl: 'cms.example.org' }, /publicUrl/],
])('%s stops the start and is named', (_name, given, message) => {
  expect(() => config.validator(given)).toThrow(message);
});

test.each(['1.1.1.1', '1.1.1.1:5353', '2606:4700:4700::1111', '[2606:4700:4700::1111]:5353'])(
  'the DNS can be asked at %s',
  (server) => {
    expect(() => config.validator({ ...valid, dns: { servers: [server] } })).not.toThrow();
    expect(createResolver([server]).getServers()).toHaveLength(1);
  },
);

describe('MAIL_CAMPAIGNS_ROLE', () => {
  const bull = { driver: 'bull', redisUrl: 'redis://127.0.0.1', prefix: 'p', role: 'web' };
  const roleOf = (queue: object) => {
    const get = () => ({ ...valid, queue });
    return configOf({ config: { get } } as unknown as Core.Strapi).queue.role;
  };
  afterEach(() => delete process.env.MAIL_CAMPAIGNS_ROLE);

  test('goes before the role of the configuration', () => {
    process.env.MAIL_CAMPAIGNS_ROLE = 'worker';
    expect(roleOf(bull)).toBe('worker');
  });

  test('empty, leaves it as it is', () => {
    process.env.MAIL_CAMPAIGNS_ROLE = '';
    expect(roleOf(bull)).toBe('web');
  });

  test('that is no role stops the start', () => {
    process.env.MAIL_CAMPAIGNS_ROLE = 'wroker';
    expect(() => config.validator({ ...valid, queue: bull })).toThrow(/queue\.role/);
  });

  test('of a worker stops the start where the queue is embedded', () => {
    process.env.MAIL_CAMPAIGNS_ROLE = 'worker';
    expect(() => config.validator(valid)).toThrow(/queue\.role: "worker"/);
  });
});

test('a production without a secret does not start', () => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    expect(() => config.validator({ ...defaults })).toThrow(/secret/);
  } finally {
    process.env.NODE_ENV = before;
  }
});

describe('a mailbox', () => {
  const mailbox = { name: 'bounces', host: 'imap.example.org', user: 'bounce@example.org' };
  const oauth2 = { tokenUrl: 'https://login.example.org/token', clientId: 'app', clientSecret: 'Geheim' };
  const given = (more: object) => () =>
    config.validator({ ...defaults, mailboxes: [{ ...mailbox, ...more }] });

  test('is let in by a password or by OAuth 2, one of them', () => {
    expect(given({ password: 'Geheim' })).not.toThrow();
    expect(given({ oauth2 })).not.toThrow();
    expect(given({})).toThrow('mailboxes.0: needs either `password` or `oauth2`');
    expect(given({ password: 'Geheim', oauth2 })).toThrow('mailboxes.0: needs either');
  });

  test('sends the secret of its application over TLS only, or not out of the machine', () => {
    for (const tokenUrl of [
      'http://localhost:8080/token',
      'http://127.0.0.1/token',
      'http://[::1]:1/token',
    ]) {
      expect(given({ oauth2: { ...oauth2, tokenUrl } })).not.toThrow();
    }
    for (const tokenUrl of [
      'http://login.example.org/token',
      'http://localhost.example.org/',
      'ftp://localhost/',
    ]) {
      expect(given({ oauth2: { ...oauth2, tokenUrl } })).toThrow(/mailboxes\.0\.oauth2\.tokenUrl/);
    }
  });
});
