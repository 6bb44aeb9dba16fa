import { isIP } from 'node:net';

import { z } from '@strapi/utils';

import { bounces, hasOneWayIn, intake, mailbox } from './incoming-options';
import { option, positive } from './option';
import { dkimKey, queue, sending, smtp } from './sending-options';
import { archive, subscribe, tracking } from './visitor-options';
import { webhookDefaults, webhookOptions } from './webhook-options';

/** `1.1.1.1`, `1.1.1.1:5353`, `2606:4700::1111`, `[2606:4700::1111]:5353`: what Node's resolver takes. */
const isDnsServer = (text: string): boolean => {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return isIP(text) !== 0 || (isIP(bracketed ?? plain ?? '') !== 0 && Number(port ?? 53) <= 65_535);
};

const imports = z.strictObject({
  maxFileMegabytes: option(positive, 'Largest file that an import accepts.'),
  maxRows: option(positive, 'Most rows that one import accepts.'),
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
      .array(mailbox.refine(hasOneWayIn, 'needs either `password` or `oauth2`'))
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
