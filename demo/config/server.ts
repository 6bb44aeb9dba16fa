import type { Core } from '@strapi/strapi';

/** No `url`: the panel is built once and asks the server that it came from, whatever its port. */
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: { keys: env.array('APP_KEYS', ['only-while-building']) },
  logger: {
    updates: { enabled: false },
    startup: { enabled: false },
    config: { level: env('DEMO_LOG', 'warn') },
  },
});
