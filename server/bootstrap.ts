import type { Core } from '@strapi/strapi';

import { registerActions } from './actions';
import { rooms } from './rooms';

export default async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await registerActions(strapi);
  for (const room of rooms) await room.bootstrap?.(strapi);
}
