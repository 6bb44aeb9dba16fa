import { z } from '@strapi/utils';

import { option, positive } from './option';

/** How e-mails leave: SMTP servers, signatures, the queue, and what governs sending. */

export const port = z.number().int().min(1).max(65535);

const limits = z.strictObject({
  perSecond: option(z.number().positive().optional(), 'Most e-mails a second.'),
  perMinute: option(positive.optional(), 'Most e-mails a minute.'),
  perHour: option(positive.optional(), 'Most e-mails a clock hour.'),
  perDay: option(positive.optional(), 'Most e-mails in any 24 hours.'),
});

export const smtp = z.strictObject({
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

export const dkimKey = z.strictObject({
  selector: option(
    z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/),
    'Names the key in the DNS: `<selector>._domainkey.<domain>`.',
  ),
  privateKey: option(
    z.string().min(1),
    'RSA of at least 2048 bits or Ed25519, as PEM. Take it from the environment; `\\n` stands for a line end.',
  ),
});

export const queue = z.strictObject({
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

export const sending = z.strictObject({
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
