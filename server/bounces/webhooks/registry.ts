import type { WebhookProvider } from '../../../contracts';
import type { PluginConfig } from '../../config';
import type { Headers, Incoming, Moment, Opened, Provider, Reading } from './provider';
import { brevo } from './providers/brevo';
import { generic } from './providers/generic';
import { mailgun } from './providers/mailgun';
import { mailjet } from './providers/mailjet';
import { postmark } from './providers/postmark';
import { sendgrid } from './providers/sendgrid';
import { ses } from './providers/ses';
import { sparkpost } from './providers/sparkpost';

type Options = PluginConfig['webhooks'];

/** A provider with the options that it is configured with. */
export interface Desk {
  greet(header: Headers, moment: Moment): void;
  open(request: Incoming, moment: Moment): Promise<Opened> | Opened;
  read(event: unknown): Reading[];
  undated: boolean;
}

/** @returns null where nothing is configured. */
type Binding = (options: Options) => Desk | null;

const bind =
  <P extends WebhookProvider, E>(name: P, provider: Provider<NonNullable<Options[P]>, E>): Binding =>
  (options) => {
    const settings = options[name];
    return settings
      ? {
          greet: (header, moment) => provider.greet(header, settings, moment),
          open: (request, moment) => provider.open(request, settings, moment),
          read: (event) => provider.read(event as E),
          undated: provider.undated ?? false,
        }
      : null;
  };

/** All providers. A new one: a file in `providers`, its name in WEBHOOK_PROVIDERS, its options, and a line here. */
const BINDINGS: Record<WebhookProvider, Binding> = {
  ses: bind('ses', ses),
  sendgrid: bind('sendgrid', sendgrid),
  mailgun: bind('mailgun', mailgun),
  postmark: bind('postmark', postmark),
  brevo: bind('brevo', brevo),
  sparkpost: bind('sparkpost', sparkpost),
  mailjet: bind('mailjet', mailjet),
  generic: bind('generic', generic),
};

export const deskOf = (options: Options, provider: WebhookProvider): Desk | null =>
  BINDINGS[provider](options);
