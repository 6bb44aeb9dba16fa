import { z } from '@strapi/utils';

import { option, positive } from './option';

/** Whoever calls may try as often as they like. */
const longSecret = z.string().min(16);

/** What a provider that signs nothing proves itself by. */
const login = z
  .strictObject({
    user: option(
      z
        .string()
        .regex(/^[^:]+$/, 'write a user name without a colon')
        .optional(),
      'User name of the URL that the provider is given: `https://<user>:<password>@…`.',
    ),
    password: option(
      longSecret.optional(),
      'Its password, at least 16 characters. Take it from the environment.',
    ),
    token: option(
      longSecret.optional(),
      'In their place a token, sent as `Authorization: Bearer <token>`, at least 16 characters.',
    ),
  })
  .refine(({ user, password, token }) => Boolean(user && password) !== Boolean(token), {
    message: 'give `user` and `password`, or `token`',
  });

/** `webhooks`: which providers may tell by HTTP what became of e-mails. One that is left out is refused. */
export const webhookOptions = z.strictObject({
  ses: z
    .strictObject({
      topicArns: option(
        z
          .array(
            z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, 'write an ARN of SNS'),
          )
          .min(1),
        'Amazon SES: the SNS topics whose messages are believed, e.g. `arn:aws:sns:us-east-1:123456789012:bounces`.',
      ),
    })
    .optional(),
  sendgrid: z
    .strictObject({
      publicKey: option(z.string().min(1), 'SendGrid: the verification key of its Signed Event Webhook.'),
    })
    .optional(),
  mailgun: z
    .strictObject({
      signingKey: option(longSecret, 'Mailgun: its HTTP webhook signing key. Take it from the environment.'),
    })
    .optional(),
  postmark: login.optional(),
  brevo: login.optional(),
  sparkpost: login.optional(),
  mailjet: login.optional(),
  generic: z
    .strictObject({
      secret: option(
        z.string().min(32),
        'Whoever signs with this secret may tell what became of e-mails (docs/webhooks.md); at least 32 characters, from the environment.',
      ),
    })
    .optional(),
  maxAgeSeconds: option(
    positive,
    'A signed request older than this is refused. SendGrid and Mailgun try again for a day; of SES and `generic`, which sign anew each time, never more than an hour.',
  ),
  maxEventHours: option(
    positive,
    'Of providers that sign nothing (Postmark, Brevo, SparkPost, Mailjet), an event older than this is ignored. They try again for a day at most.',
  ),
  maxKilobytes: option(
    z.number().int().min(16).max(20_480),
    'Largest request of a provider. A batch of SparkPost or SendGrid has some hundreds of kB.',
  ),
});

export const webhookDefaults = { maxAgeSeconds: 86_400, maxEventHours: 72, maxKilobytes: 2048 } as const;
