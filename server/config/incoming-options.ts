import { z } from '@strapi/utils';

import { option, positive } from './option';
import { port } from './sending-options';

/** What comes back: where it is read, and what follows from it. */

const rate = z.number().min(0).max(1);

export const bounces = z.strictObject({
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

/** A secret goes over TLS, or does not leave the machine. */
const SAFE_URL = /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/;

const oauth2 = z.strictObject({
  tokenUrl: option(
    z
      .url({ protocol: /^https?$/ })
      .refine((url) => SAFE_URL.test(url), 'write an `https` address; `http` is for this machine only'),
    'Instead of a password, OAuth 2: where access tokens are asked for, by POST.',
  ),
  clientId: option(z.string().min(1), 'The application that was registered there.'),
  clientSecret: option(
    z.string().min(1),
    'Its secret. Take it from the environment, and note when it expires.',
  ),
  scope: option(z.string().min(1).optional(), 'What is asked for, where the server wants to be told.'),
  refreshToken: option(
    z.string().min(1).optional(),
    'Access that the user of the mailbox granted. Without one the application asks in its own name (client credentials).',
  ),
});

export const mailbox = z.strictObject({
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
  password: option(
    z.string().min(1).optional(),
    'Password. Take it from the environment. Either this or `oauth2`.',
  ),
  oauth2: oauth2.optional(),
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

/** How the mailbox lets us in. */
export const hasOneWayIn = ({ password, oauth2 }: z.infer<typeof mailbox>): boolean =>
  (password === undefined) !== (oauth2 === undefined);

export const intake = z.strictObject({
  secret: option(
    z.string().min(16).optional(),
    'Password for `POST /intake`, which takes raw messages from a mail server or a provider. Without one it is closed.',
  ),
  maxMegabytes: option(positive, 'Largest message that it takes.'),
});
