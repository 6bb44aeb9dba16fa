import type { Core } from '@strapi/strapi';

import { makePeople } from './people';

export default {
  async bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    await makePeople(strapi);
  },
};
