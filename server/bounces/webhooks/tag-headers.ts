import type { WebhookProvider } from '../../../contracts';
import type { PluginConfig } from '../../config';

/**
 * Headers that a provider gives back with every event. Amazon SES and Mailgun need none: their events repeat our
 * Message-ID and the envelope sender.
 */
const HEADERS: Partial<Record<WebhookProvider, (tag: string) => [name: string, value: string]>> = {
  sendgrid: (tag) => ['X-SMTPAPI', `{"unique_args": {"mail_campaigns": "${tag}"}}`],
  postmark: (tag) => ['X-PM-Metadata-mail-campaigns', tag],
  brevo: (tag) => ['X-Mailin-custom', tag],
  sparkpost: (tag) => ['X-MSYS-API', `{"metadata": {"mail_campaigns": "${tag}"}}`],
  mailjet: (tag) => ['X-MJ-CustomID', tag],
};

/**
 * What an e-mail carries for the providers that are configured, whichever relay takes it.
 * @returns a function of the tag of an e-mail, see `withTag` in `delivery/message`.
 */
export function tagHeaders(options: PluginConfig['webhooks']): (tag: string) => [string, string][] {
  const makers = Object.entries(HEADERS)
    .filter(([provider]) => options[provider as WebhookProvider])
    .map(([, maker]) => maker);
  return (tag) => makers.map((maker) => maker(tag));
}
