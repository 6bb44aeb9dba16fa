/**
 * A Strapi process of its own with the plugin from its TypeScript source, to be killed by a test. Talks over IPC:
 * says `{ ready: true }`, then answers `{ send: campaignId }` and `{ campaign: campaignId }` with the campaign's
 * status and ledger totals. Environment: TEST_DATABASE_CONNECTION, TEST_PLUGIN_CONFIG.
 */
const fs = require('fs');
const path = require('path');

const swc = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = swc.transformSync(fs.readFileSync(filename, 'utf8'), {
    filename,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const { createStrapi } = require('@strapi/strapi');

const appDir = path.resolve(__dirname, '../app');

async function main() {
  const strapi = await createStrapi({
    appDir,
    distDir: appDir,
    autoReload: false,
    serveAdminPanel: false,
  }).load();
  const campaigns = strapi.db.query('plugin::mail-campaigns.campaign');
  const ledger = strapi.plugin('mail-campaigns').service('ledger');
  process.on('message', async ({ id, send, campaign }) => {
    // The status alone starts a campaign: the lifecycle hook queues the send, whoever wrote it.
    if (send) await campaigns.update({ where: { id: send }, data: { status: 'sending' } });
    const row = await campaigns.findOne({ where: { id: send ?? campaign } });
    const totals = await ledger.totals([row.id]);
    process.send({ id, status: row.status, totals: totals.get(row.id) ?? null });
  });
  process.send({ ready: true });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
