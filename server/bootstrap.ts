import type { Core } from '@strapi/strapi';

import { registerActions } from './actions';
import { keepUrlsOutOfLogs } from './lib/discreet-urls';
import { rooms } from './rooms';

export default async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  keepUrlsOutOfLogs(strapi);
  await registerActions(strapi);
  for (const room of rooms) await room.bootstrap?.(strapi);
}
