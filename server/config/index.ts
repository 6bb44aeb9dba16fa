import { randomBytes } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { configSchema, defaults, smtpDefaults, type PluginConfig } from './schema';

export { institutionOf, saveInstitution } from './institution';
export { configSchema, defaults, smtpDefaults };
export type { PluginConfig };

const complete = (config: unknown): unknown => {
  const given = config as { smtp?: object };
  return given.smtp ? { ...given, smtp: { ...smtpDefaults, ...given.smtp } } : given;
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
    if (result.data.queue.driver === 'bull' && !result.data.queue.redisUrl) {
      throw new Error('queue.redisUrl: needed with the driver "bull"');
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

/** Signing secrets, the current one first. In development without one, a random one: links die with the process. */
export function secretsOf(strapi: Core.Strapi): [string, ...string[]] {
  const { secret, previousSecrets = [] } = configOf(strapi);
  return [secret ?? developmentSecret, ...previousSecrets];
}
const developmentSecret = randomBytes(32).toString('base64url');

/** Where recipients reach the public routes, e.g. `https://cms.example.org/api/mail-campaigns`. */
export function publicBaseUrl(strapi: Core.Strapi): string {
  const origin = configOf(strapi).publicUrl ?? String(strapi.config.get('server.absoluteUrl'));
  const prefix = String(strapi.config.get('api.rest.prefix', '/api'));
  return `${origin.replace(/\/$/, '')}${prefix}/${PLUGIN_ID}`;
}
