import path from 'node:path';

import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams) => ({
  connection: {
    client: 'sqlite',
    connection: { filename: path.resolve(env('DEMO_FOLDER', '.demo'), 'data.db') },
    useNullAsDefault: true,
  },
});
