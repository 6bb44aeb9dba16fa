/**
 * A Strapi process of its own with the plugin from its TypeScript source, to be killed, measured and asked from
 * outside; `sender.js` is the other side. Says `{ ready: true }`, then answers `{ id, task, args }` with
 * `{ id, result }` or `{ id, error }`, and ends in order on `{ stop: true }` or when its parent is gone.
 * Environment: TEST_DATABASE_CONNECTION and TEST_PLUGIN_CONFIG as everywhere, and SENDING_TASKS: a module whose
 * functions `(strapi, ...args)` are the tasks. Its `beforeBootstrap(strapi)` runs when services can be had and
 * nothing has started yet.
 */
const path = require('path');

require('./typescript');

const { createStrapi } = require('@strapi/strapi');

const appDir = path.resolve(__dirname, '../app');
const { beforeBootstrap, ...tasks } = require(process.env.SENDING_TASKS);

async function main() {
  const strapi = createStrapi({ appDir, distDir: appDir, autoReload: false, serveAdminPanel: false });
  await strapi.register();
  beforeBootstrap?.(strapi);
  await strapi.bootstrap();

  process.on('message', async ({ id, task, args, stop }) => {
    if (stop) {
      await strapi.destroy();
      process.exit(0);
    }
    try {
      process.send({ id, result: await tasks[task](strapi, ...args) });
    } catch (error) {
      process.send({ id, error: error.stack });
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ ready: true });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
