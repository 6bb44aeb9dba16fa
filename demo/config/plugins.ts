import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'only-while-building') } },
  'mail-campaigns': {
    enabled: true,
    config: {
      secret: env('MAIL_CAMPAIGNS_SECRET', 'only-while-building-0123456789abcdef'),
      publicUrl: `http://localhost:${env.int('PORT', 1337)}`,
      smtp: {
        host: '127.0.0.1',
        port: env.int('DEMO_SMTP_PORT', 1325),
        connections: 5,
        rejectUnauthorized: false,
      },
      // Seconds instead of hours: what a demo shows of retries should not take a day.
      sending: { tickSeconds: 1, retryBaseSeconds: 2, retryHours: 0.003 },
      subscribe: { perIpPerHour: 1000 },
      // For whoever tries docs/webhooks.md on the demo.
      webhooks: {
        generic: { secret: env('MAIL_CAMPAIGNS_WEBHOOK_SECRET', 'only-in-the-demo-0123456789abcdef') },
      },
    },
  },
});
