import type { Core } from '@strapi/strapi';

/** The keys come from scripts/demo.mjs, made at the first start; a build needs some, whichever. */
export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  auth: { secret: env('ADMIN_JWT_SECRET', 'only-while-building') },
  apiToken: { salt: env('API_TOKEN_SALT', 'only-while-building') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', 'only-while-building') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY', 'only-while-building-0123456789ab') },
  // Only this machine reaches the demo; its tests and pictures sign in often.
  rateLimit: { enabled: false },
  flags: { nps: false, promoteEE: false },
});
