import type { Instant, One } from './common';

/** Who may tell us by HTTP what became of an e-mail; also the last part of the URL that they are given. */
export const WEBHOOK_PROVIDERS = [
  'ses',
  'sendgrid',
  'mailgun',
  'postmark',
  'brevo',
  'sparkpost',
  'mailjet',
  'generic',
] as const;
export type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

/** Why a request was refused. A new one goes at the end. */
export const WEBHOOK_REFUSALS = [
  /** Nothing is configured for this provider. */
  'unconfigured',
  /** No, or another, user, password or token. */
  'credentials',
  'signature',
  /** SNS: a certificate from elsewhere than AWS, or one that does not hold. */
  'certificate',
  /** SNS: a topic that is not among `webhooks.ses.topicArns`. */
  'topic',
  /** Signed, or having happened, too long ago; or in the future. */
  'old',
  /** Came before; nothing happened a second time. */
  'replayed',
  'size',
  /** Not what this provider sends. */
  'format',
] as const;
export type WebhookRefusal = (typeof WEBHOOK_REFUSALS)[number];

export interface WebhookInfo {
  provider: WebhookProvider;
  configured: boolean;
  /** What to paste at the provider. */
  url: string;
  /** When a request was last accepted, within the last 30 days. */
  lastReceivedAt: Instant | null;
  /** Requests of the last 24 hours that were refused, the most frequent reason first. */
  refused: { reason: WebhookRefusal; total: number; lastAt: Instant }[];
}
/** `GET /webhooks` — settings.read: all providers, in the order of `WEBHOOK_PROVIDERS`. */
export type WebhooksResponse = One<WebhookInfo[]>;
