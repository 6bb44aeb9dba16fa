import { z } from '@strapi/utils';

const port = z.number().int().min(1).max(65535);
const positive = z.number().int().positive();

/** Describes an option for people; the table in docs/configuration.md is made from these words. */
const option = <T extends z.ZodType>(schema: T, meaning: string) => schema.meta({ description: meaning });

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
});

const queue = z.strictObject({
  driver: option(
    z.enum(['embedded', 'bull']),
    'Where send jobs wait: `embedded` in the database (one process, no other server), `bull` in Redis.',
  ),
  redisUrl: option(z.string().optional(), 'For `bull`: `redis://…` or `rediss://…`.'),
  prefix: option(z.string().min(1), 'For `bull`: prefix of all Redis keys.'),
});

const sending = z.strictObject({
  lotSize: option(z.number().int().min(10).max(5000), 'Recipients per queue job.'),
  groupSize: option(
    z.number().int().min(1).max(500),
    'Recipients marked in flight, and their outcomes committed, together. A crash leaves at most this many uncertain per worker.',
  ),
  tickSeconds: option(
    z.number().min(0.05).max(60),
    'How often due campaigns, retries and lost jobs are looked for.',
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
});

const subscribe = z.strictObject({
  confirmHours: option(positive, 'Hours for which a confirmation link works.'),
  perIpPerHour: option(positive, 'Subscription requests that one IP address may make in an hour.'),
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
  smtp: option(smtp.optional(), 'The relay that sends. Without it nothing can be sent.'),
  bounceAddress: option(
    z.email().optional(),
    'Envelope sender; each e-mail gets its own tag after a `+` (VERP). Default: `bounce@` the domain of the From address.',
  ),
  queue,
  sending,
  missedScheduleGraceMinutes: option(
    z.number().int().min(0),
    'A campaign found later than this after its time (the server was down) pauses and asks, instead of going out late.',
  ),
  imports,
  tracking,
  subscribe,
  showInContentManager: option(
    z.boolean(),
    'Show the content types of the plugin in the Content Manager too.',
  ),
});

export type PluginConfig = z.infer<typeof configSchema>;

/** What is used where `plugins.ts` says nothing. Strapi merges the two key by key. */
export const defaults = {
  queue: { driver: 'embedded', prefix: 'mail-campaigns' },
  sending: {
    lotSize: 200,
    groupSize: 20,
    tickSeconds: 2,
    workerTimeoutSeconds: 30,
    retryBaseSeconds: 300,
    retryHours: 24,
    senderFaultLimit: 20,
  },
  missedScheduleGraceMinutes: 60,
  imports: { maxFileMegabytes: 50, maxRows: 500_000 },
  tracking: { truncateIp: true },
  subscribe: { confirmHours: 72, perIpPerHour: 30 },
  showInContentManager: false,
} as const;

/** Defaults that apply once `smtp` is given. */
export const smtpDefaults = {
  port: 587,
  secure: false,
  requireTls: false,
  connections: 5,
  timeoutSeconds: 60,
  rejectUnauthorized: true,
} as const;
