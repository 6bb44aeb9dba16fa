import { randomBytes } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { loadDkimKeys } from './dkim-keys';
import { createSeal, type Seal } from '../lib/seal';
import { createTokens, type Tokens } from '../lib/tokens';
import { configSchema, defaults, mailboxDefaults, smtpDefaults, type PluginConfig } from './schema';
import { readSendgridKey } from './webhook-keys';

export { loadDkimKeys, type DkimKey } from './dkim-keys';
export { alarmRecipientsOf, saveAlarmRecipients } from './alarm-recipients';
export { initialInstitution, institutionOf, saveInstitution } from './institution';
export { readSendgridKey } from './webhook-keys';
export { initialLook, logoOf, pagesLookOf, savePagesLook, type Logo, type PagesLook } from './public-pages';
export { saveSendingRules, sendingRulesOf } from './sending-rules';
export { configSchema, defaults, mailboxDefaults, smtpDefaults };
export type { PluginConfig };

/** The transport that `smtp` describes. */
const DEFAULT_TRANSPORT = 'default';

const withDefaults = (smtp: unknown): unknown => ({ ...smtpDefaults, ...(smtp as object) });

/** Set by the worker command; goes before `queue.role`, so that all processes can share one configuration. */
const ROLE_VARIABLE = 'MAIL_CAMPAIGNS_ROLE';

interface Given {
  smtp?: object;
  transports?: Record<string, object>;
  queue?: object;
  mailboxes?: object[];
}

const complete = (config: unknown): unknown => {
  const { smtp, transports, queue, mailboxes, ...others } = config as Given;
  const role = process.env[ROLE_VARIABLE];
  return {
    ...others,
    queue: { ...queue, ...(role && { role }) },
    ...(Array.isArray(mailboxes) && {
      mailboxes: mailboxes.map((mailbox) => ({ ...mailboxDefaults, ...mailbox })),
    }),
    ...(smtp && { smtp: withDefaults(smtp) }),
    ...(transports && {
      transports: Object.fromEntries(
        Object.entries(transports).map(([name, transport]) => [name, withDefaults(transport)]),
      ),
    }),
  };
};

/** Strapi's plugin configuration: defaults merged with the user's, then checked. */
export const config = {
  default: defaults,
  /** @throws Error that names each wrong option; Strapi stops the start with it. */
  validator(given: unknown): void {
    const result = configSchema.safeParse(complete(given));
    if (!result.success) {
      const list = result.error.issues.map(
        (issue) => `${issue.path.join('.') || 'config'}: ${issue.message}`,
      );
      throw new Error(list.join('; '));
    }
    const { driver, redisUrl, role } = result.data.queue;
    if (driver === 'bull' && !redisUrl) throw new Error('queue.redisUrl: needed with the driver "bull"');
    if (driver === 'embedded' && role !== 'both') {
      throw new Error(
        `queue.role: "${role}" needs \`queue.driver: 'bull'\` and a Redis; the embedded queue is for one process`,
      );
    }
    if (result.data.transports?.[DEFAULT_TRANSPORT]) {
      throw new Error(`transports.${DEFAULT_TRANSPORT}: this name belongs to \`smtp\`; choose another one`);
    }
    if (result.data.unsubscribeAddress && result.data.mailboxes.length === 0 && !result.data.intake.secret) {
      throw new Error(
        'unsubscribeAddress: needs one of `mailboxes`, or `intake.secret`, to read what is written to it',
      );
    }
    loadDkimKeys(result.data);
    const { sendgrid } = result.data.webhooks;
    if (sendgrid) readSendgridKey(sendgrid.publicKey);
    const { provider, siteKey, secret: challengeSecret } = result.data.subscribe.challenge;
    if (provider !== 'altcha' && !(siteKey && challengeSecret)) {
      throw new Error(`subscribe.challenge: "${provider}" needs \`siteKey\` and \`secret\``);
    }
    if (!result.data.secret && process.env.NODE_ENV === 'production') {
      throw new Error('secret: set it from the environment, e.g. the output of `openssl rand -base64 32`');
    }
  },
};

const known = new WeakMap<Core.Strapi, PluginConfig>();

/** The complete configuration, parsed once per Strapi instance. */
export function configOf(strapi: Core.Strapi): PluginConfig {
  const parsed = known.get(strapi);
  if (parsed) return parsed;
  const fresh = configSchema.parse(complete(strapi.config.get(`plugin::${PLUGIN_ID}`)));
  known.set(strapi, fresh);
  return fresh;
}

/** The configured SMTP servers by name. */
export function transportsOf({
  smtp,
  transports = {},
}: PluginConfig): Map<string, NonNullable<PluginConfig['smtp']>> {
  return new Map([...(smtp ? [[DEFAULT_TRANSPORT, smtp] as const] : []), ...Object.entries(transports)]);
}

/** Signing secrets, the current one first. In development without one, a random one: links die with the process. */
export function secretsOf(strapi: Core.Strapi): [string, ...string[]] {
  const { secret, previousSecrets = [] } = configOf(strapi);
  return [secret ?? developmentSecret, ...previousSecrets];
}
const signers = new WeakMap<Core.Strapi, Tokens>();

/** Signs and verifies with these secrets. Made once: each purpose has a key that takes a moment to derive. */
export function tokensOf(strapi: Core.Strapi): Tokens {
  const known = signers.get(strapi);
  if (known) return known;
  const fresh = createTokens(secretsOf(strapi));
  signers.set(strapi, fresh);
  return fresh;
}

/** Seals what the database must not show, with these secrets. */
export const sealOf = (strapi: Core.Strapi): Seal => createSeal(secretsOf(strapi));

const developmentSecret = randomBytes(32).toString('base64url');

/** Where recipients reach the public routes, e.g. `https://cms.example.org/api/mail-campaigns`. */
export function publicBaseUrl(strapi: Core.Strapi): string {
  const origin = configOf(strapi).publicUrl ?? String(strapi.config.get('server.absoluteUrl'));
  const prefix = String(strapi.config.get('api.rest.prefix', '/api'));
  return `${origin.replace(/\/$/, '')}${prefix}/${PLUGIN_ID}`;
}
