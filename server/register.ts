import type { Core, UID } from '@strapi/strapi';

import { PLUGIN_ID } from '../contracts';
import { configOf } from './config';
import { registerModels } from './lib/models';
import { rooms } from './rooms';

export default function register({ strapi }: { strapi: Core.Strapi }): void {
  registerModels(
    strapi,
    rooms.flatMap((room) => room.models ?? []),
  );
  hideFromContentManager(strapi, !configOf(strapi).showInContentManager);
  for (const room of rooms) room.register?.(strapi);
}

/** Hides the content types from the Content Manager's menu. No protection: its RBAC is what guards the data. */
function hideFromContentManager(strapi: Core.Strapi, hidden: boolean): void {
  for (const name of rooms.flatMap((room) => Object.keys(room.contentTypes ?? {}))) {
    const contentType = strapi.contentTypes[`plugin::${PLUGIN_ID}.${name}` as UID.ContentType];
    Object.assign(contentType?.pluginOptions ?? {}, {
      'content-manager': { visible: !hidden },
      'content-type-builder': { visible: false },
    });
  }
}
