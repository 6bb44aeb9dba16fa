import { isIP } from 'node:net';

import { z } from '@strapi/utils';

import { option, positive } from './option';
import { webhookDefaults, webhookOptions } from './webhook-options';

const port = z.number().int().min(1).max(65535);

/** `1.1.1.1`, `1.1.1.1:5353`, `2606:4700::1111`, `[2606:4700::1111]:5353`: what Node's resolver takes. */
const isDnsServer = (text: string): boolean => {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return isIP(text) !== 0 || (isIP(bracketed ?? plain ?? '') !== 0 && Number(port ?? 53) <= 65_535);
};

const limits = z.strictObject({
  perSecond: option(z.number().positive().optional(), 'Most e-mails a second.'),
  perMinute: option(positive.optional(), 'Most e-mails a minute.'),
  perHour: option(positive.optional(), 'Most e-mails a clock hour.'),
  perDay: option(positive.optional(), 'Most e-mails in any 24 hours.'),
});

const smtp = z.strictObject({
  host: option(z.string().min(1), 'Host name of the SMTP relay.'),
  port: option(port, 'Port of the relay: 587 (STARTTLS), 465 (TLS) or 25.'),
  secure: option(
    z.boolean(),
    'TLS from the first byte (port 465). With false, STARTTLS is used where offered.',
  ),
  requireTls: option(z.boolean(), 'Send nothing where the relay offers no STARTTLS.'),
  user: option(z.string().optional(), 'User name; leave out for a relay that knows this machine.'),
  password: option(z.string().optional(), 'Password. Take it from the environment.'),
  connections: option(
    z.number().int().min(1).max(100),
    'Connections held open at once; also the most e-mails in flight.',
  ),
  timeoutSeconds: option(positive, 'Seconds without an answer after which an attempt counts as failed.'),
  rejectUnauthorized: option(
    z.boolean(),
    'Refuse a certificate that does not verify. Turn off only on a test machine.',
  ),
  ca: option(
    z.string().optional(),
    "Certificate of the authority that signed the relay's, as PEM, where it is not a public one.",
  ),
  weight: option(
    z.number().positive(),
    'Share of the e-mails among several transports: one of weight 2 gets twice as many as one of weight 1.',
  ),
  limits: option(limits, 'What this relay may be given, over all processes.'),
});

const dkimKey = z.strictObject({
  selector: option(
    z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/),
    'Names the key in the DNS: `<selector>._domainkey.<domain>`.',
  ),
  privateKey: option(
    z.string().min(1),
    'RSA of at least 2048 bits or Ed25519, as PEM. Take it from the environment; `\\n` stands for a line end.',
  ),
});

const queue = z.strictObject({
  driver: option(
    z.enum(['embedded', 'bull']),
    'Where send jobs wait: `embedded` in the database (one process, no other server), `bull` in Redis.',
  ),
  redisUrl: option(z.string().optional(), 'For `bull`: `redis://…` or `rediss://…`.'),
  prefix: option(z.string().min(1), 'For `bull`: prefix of all Redis keys.'),
  role: option(
    z.enum(['both', 'web', 'worker']),
    'What this process does: `web` answers requests and plans, `worker` sends, `both` does all. `web` needs `bull` and workers.',
  ),
});

const sending = z.strictObject({
  lotSize: option(z.number().int().min(10).max(5000), 'Recipients per queue job.'),
  groupSize: option(
    z.number().int().min(1).max(500),
    'Most recipients that one worker has in flight: marked in the database and without a stored outcome. A crash leaves at most this many uncertain per worker.',
  ),
  tickSeconds: option(
    z.number().min(0.05).max(60),
    'How often due campaigns, retries and lost jobs are looked for.',
  ),
  drainSeconds: option(
    positive,
    'How long a process that stops waits for the answers to what it has in flight.',
  ),
  workerTimeoutSeconds: option(
    positive,
    'A worker silent for so long counts as dead; what it had in flight becomes uncertain.',
  ),
  retryBaseSeconds: option(
    z.number().positive(),
    'First wait after a temporary refusal (4xx); doubles each time, with jitter.',
  ),
  retryHours: option(z.number().positive(), 'Age at which a temporary refusal becomes a soft bounce.'),
  senderFaultLimit: option(
    positive,
    'Refusals in a row that blame the sender (authentication, policy, reputation) before the campaign pauses itself.',
  ),
  relayDownMinutes: option(
    z.number().positive(),
    'How long no transport can be reached before the campaign pauses itself. Until then it goes on by itself.',
  ),
});

const imports = z.strictObject({
  maxFileMegabytes: option(positive, 'Largest file that an import accepts.'),
  maxRows: option(positive, 'Most rows that one import accepts.'),
});

const tracking = z.strictObject({
  truncateIp: option(
    z.boolean(),
    'Keep only the network of an IP address (IPv4 /24, IPv6 /48) with an event.',
  ),
  tooSoonSeconds: option(
    z.number().min(0).max(3600),
    'An open or click so soon after the relay took the e-mail is counted as a machine’s.',
  ),
  scannerNetworks: option(
    z.array(z.union([z.cidrv4(), z.cidrv6()])),
    'Networks of security gateways, e.g. `203.0.113.0/24`: clicks from there are counted as machines’.',
  ),
  geoFile: option(
    z.string().min(1).optional(),
    'Path of a database of cities or countries in MaxMind’s format (`.mmdb`, e.g. GeoLite2 City, DB-IP City Lite): country and city are kept with what people open and click. Read at the start. Without it no place is looked up.',
  ),
  consent: option(
    z.enum(['opt-out', 'opt-in']),
    'Whose opens and clicks are measured: `opt-out` of everybody but those who refused, `opt-in` only of those who allowed it.',
  ),
});

const subscribe = z.strictObject({
  confirmHours: option(positive, 'Hours for which a confirmation link works.'),
  perIpPerHour: option(
    positive,
    'Requests that one IP address may make in an hour: to subscribe, for a new confirmation e-mail, and on the preference page to change the address or to download data.',
  ),
  perAddressPerHour: option(
    positive,
    'Subscription requests for one e-mail address in an hour that are worked on; those beyond are answered as usual and dropped.',
  ),
  perDomainPerHour: option(positive, 'The same for all addresses of one domain.'),
  origins: option(
    z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'write https:// and the host alone')),
    'Sites whose scripts may use every form, e.g. `https://www.example.org`. A form can name more of its own.',
  ),
  challenge: z.strictObject({
    provider: option(
      z.enum(['altcha', 'turnstile', 'hcaptcha']),
      'Challenge of the forms that ask for one: `altcha` is proof of work and asks nobody else.',
    ),
    cost: option(
      z.number().int().min(1000).max(10_000_000),
      'For `altcha`: numbers that a browser tries at most.',
    ),
    siteKey: option(z.string().optional(), 'For `turnstile` and `hcaptcha`: the public key.'),
    secret: option(
      z.string().optional(),
      'For `turnstile` and `hcaptcha`: the secret key. Take it from the environment.',
    ),
    verifyUrl: option(
      z.url({ protocol: /^https?$/ }).optional(),
      "For `turnstile` and `hcaptcha`: where answers are checked, if not at the provider's own address.",
    ),
  }),
});

const rate = z.number().min(0).max(1);

const bounces = z.strictObject({
  soft: z.strictObject({
    count: option(
      positive,
      'Soft bounces of one address, without a sign of life between them, after which it rests.',
    ),
    days: option(positive, 'Days that these soft bounces span at least.'),
    campaigns: option(positive, 'Campaigns that they come from at least.'),
    restDays: option(
      positive,
      'Days after which an address that rests gets one try; another soft bounce and it rests again.',
    ),
  }),
  complaints: z.strictObject({
    alarmRate: option(rate, 'Complaints per delivered e-mail of a campaign at which an alarm is raised.'),
    pauseRate: option(rate, 'The same at which the campaign pauses itself.'),
    minimum: option(positive, 'Fewer complaints than this neither raise an alarm nor pause anything.'),
  }),
  blocks: z.strictObject({
    count: option(
      positive,
      'Answers of one recipient domain that refuse the sender at which an alarm is raised and the domain waits.',
    ),
    minutes: option(positive, 'Minutes within which they come.'),
  }),
  evidence: z.strictObject({
    maxKilobytes: option(
      z.number().int().min(1).max(1024),
      'What came back is kept up to this size; the rest of it is cut off.',
    ),
    retentionDays: option(positive, 'Days after which what came back is deleted. What it meant stays.'),
  }),
});

const archive = z.strictObject({
  enabled: option(
    z.boolean(),
    'Campaigns can be made public: a page, feeds and a page for each. None is until somebody says so.',
  ),
});

const mailbox = z.strictObject({
  name: option(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), 'Names the mailbox in the panel and in logs.'),
  protocol: option(
    z.enum(['imap', 'pop3']),
    'How it is read. POP3 only where a host has nothing else: it has no folders and is asked now and then.',
  ),
  host: option(z.string().min(1), 'Host name of the mail server.'),
  port: option(port.optional(), 'Default: 993 and 995 with `secure`, else 143 and 110.'),
  secure: option(z.boolean(), 'TLS from the first byte. With false, STARTTLS (STLS) is used where offered.'),
  requireTls: option(z.boolean(), 'Read nothing where the server offers no TLS.'),
  user: option(z.string().min(1), 'User name.'),
  password: option(z.string().min(1), 'Password. Take it from the environment.'),
  rejectUnauthorized: option(
    z.boolean(),
    'Refuse a certificate that does not verify. Turn off only on a test machine.',
  ),
  ca: option(
    z.string().optional(),
    "Certificate of the authority that signed the server's, as PEM, where it is not a public one.",
  ),
  folder: option(z.string().min(1), 'IMAP: the folder that is read.'),
  doneFolder: option(
    z.string().min(1),
    'IMAP: where messages go that were taken in. Made where it is missing.',
  ),
  poisonFolder: option(
    z.string().min(1),
    'IMAP: where messages go that could not be read. Made where it is missing.',
  ),
  pollSeconds: option(
    z.number().min(1).max(3600),
    'How often a POP3 mailbox, or an IMAP one that announces nothing by itself, is asked.',
  ),
  maxMegabytes: option(positive, 'As much of a message is read.'),
});

const intake = z.strictObject({
  secret: option(
    z.string().min(16).optional(),
    'Password for `POST /intake`, which takes raw messages from a mail server or a provider. Without one it is closed.',
  ),
  maxMegabytes: option(positive, 'Largest message that it takes.'),
});

/** Every option of the plugin: `plugins.ts` → `'mail-campaigns': { config: … }`. */
export const configSchema = z.strictObject({
  secret: option(
    z.string().min(32).optional(),
    'Signs the links in e-mails; at least 32 characters, from the environment. Required outside development.',
  ),
  previousSecrets: option(
    z.array(z.string().min(32)).optional(),
    'Secrets used before: links in old e-mails keep working after a change of `secret`.',
  ),
  publicUrl: option(
    z.url({ protocol: /^https?$/ }).optional(),
    'Address of this Strapi server as recipients reach it, without a trailing slash. Default: `server.absoluteUrl`.',
  ),
  smtp: option(
    smtp.optional(),
    'The SMTP server that sends, as the transport `default`. Without one nothing can be sent.',
  ),
  transports: option(
    z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), smtp).optional(),
    'More SMTP servers by name, each with the options of `smtp`. E-mails are shared out by weight; when one is down the others take over.',
  ),
  dkim: option(
    z.record(z.hostname(), z.union([dkimKey, z.array(dkimKey).min(1)])).optional(),
    'DKIM keys by the domain of the From address: one, or several (RSA and Ed25519).',
  ),
  bounceAddress: option(
    z.email().optional(),
    'Envelope sender; each e-mail gets its own tag after a `+` (VERP). Default: `bounce@` the domain of the From address.',
  ),
  bounces,
  dns: z.strictObject({
    servers: option(
      z
        .array(z.string().refine(isDnsServer, 'write an IP address, with `:port` where it is not 53'))
        .optional(),
      'DNS servers to ask about your domains, e.g. `1.1.1.1`. Default: those of this machine; set public ones where these answer otherwise than the world outside sees it.',
    ),
  }),
  mailboxes: option(
    z
      .array(mailbox)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two have the same name'),
    'Mailboxes to which bounces, complaints and e-mails to unsubscribe come: at least that of `bounceAddress`.',
  ),
  unsubscribeAddress: option(
    z.email().optional(),
    'Address of one of `mailboxes`, or of what feeds `intake`: people may also write to it to unsubscribe (mailto in List-Unsubscribe).',
  ),
  intake,
  queue,
  sending,
  missedScheduleGraceMinutes: option(
    z.number().int().min(0),
    'A campaign found later than this after its time (the server was down) pauses and asks, instead of going out late.',
  ),
  holidays: z.strictObject({
    calendar: option(
      z.enum(['CO', 'none']),
      'Holidays of the sending window: `CO` the Colombian ones by law, `none` only those of `dates`.',
    ),
    dates: option(z.array(z.iso.date()).optional(), 'Further days without sending, `YYYY-MM-DD`.'),
  }),
  imports,
  tracking,
  subscribe,
  archive,
  webhooks: webhookOptions,
  showInContentManager: option(
    z.boolean(),
    'Show the content types of the plugin in the Content Manager too.',
  ),
});

export type PluginConfig = z.infer<typeof configSchema>;

/** What is used where `plugins.ts` says nothing. Strapi merges the two key by key. */
export const defaults = {
  bounces: {
    soft: { count: 5, days: 14, campaigns: 3, restDays: 90 },
    complaints: { alarmRate: 0.001, pauseRate: 0.003, minimum: 3 },
    blocks: { count: 10, minutes: 10 },
    evidence: { maxKilobytes: 64, retentionDays: 180 },
  },
  dns: {},
  mailboxes: [],
  intake: { maxMegabytes: 10 },
  queue: { driver: 'embedded', prefix: 'mail-campaigns', role: 'both' },
  sending: {
    lotSize: 200,
    groupSize: 100,
    tickSeconds: 2,
    drainSeconds: 30,
    workerTimeoutSeconds: 30,
    retryBaseSeconds: 300,
    retryHours: 24,
    senderFaultLimit: 20,
    relayDownMinutes: 10,
  },
  missedScheduleGraceMinutes: 60,
  holidays: { calendar: 'CO' },
  imports: { maxFileMegabytes: 50, maxRows: 500_000 },
  tracking: { truncateIp: true, tooSoonSeconds: 2, scannerNetworks: [], consent: 'opt-out' },
  subscribe: {
    confirmHours: 72,
    perIpPerHour: 30,
    perAddressPerHour: 10,
    perDomainPerHour: 500,
    origins: [],
    challenge: { provider: 'altcha', cost: 50_000 },
  },
  archive: { enabled: true },
  webhooks: webhookDefaults,
  showInContentManager: false,
} as const;

/** Defaults of `smtp` and of each transport. */
export const smtpDefaults = {
  port: 587,
  secure: false,
  requireTls: false,
  connections: 5,
  timeoutSeconds: 60,
  rejectUnauthorized: true,
  weight: 1,
  limits: {},
} as const;

/** Defaults of each of `mailboxes`. */
export const mailboxDefaults = {
  protocol: 'imap',
  secure: true,
  requireTls: false,
  rejectUnauthorized: true,
  folder: 'INBOX',
  doneFolder: 'Mail campaigns',
  poisonFolder: 'Mail campaigns unread',
  pollSeconds: 60,
  maxMegabytes: 10,
} as const;
