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
type SettingsOf<P extends WebhookProvider> = NonNullable<Options[P]>;

/** All providers. A new one: a file in `providers`, its name in WEBHOOK_PROVIDERS, its options, and a line here. */
const PROVIDERS: { [P in WebhookProvider]: Provider<SettingsOf<P>> } = {
  ses,
  sendgrid,
  mailgun,
  postmark,
  brevo,
  sparkpost,
  mailjet,
  generic,
};

/** A provider with the options that it is configured with. */
export interface Desk {
  greet(header: Headers, moment: Moment): void;
  open(request: Incoming, moment: Moment): Promise<Opened> | Opened;
  undated: boolean;
}

/** Every provider, configured or not, as far as reading its events goes. */
export const readEvent = (provider: WebhookProvider, event: unknown): Reading[] =>
  PROVIDERS[provider].read(event);

const bind = <S>(provider: Provider<S>, settings: S): Desk => ({
  greet: (header, moment) => provider.greet(header, settings, moment),
  open: (request, moment) => provider.open(request, settings, moment),
  undated: provider.undated ?? false,
});

/** @returns null where nothing is configured. */
export function deskOf<P extends WebhookProvider>(options: Options, name: P): Desk | null {
  const settings = options[name];
  return settings ? bind(PROVIDERS[name] as Provider<SettingsOf<P>>, settings as SettingsOf<P>) : null;
}
