'use strict';

const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');

const SIGNALS = ['SIGTERM', 'SIGINT'];

/** @returns the app's own `require`: its libraries may lie elsewhere than the plugin's. */
function requireOf(appDir) {
  const fromApp = createRequire(path.join(appDir, 'package.json'));
  try {
    fromApp.resolve('@strapi/strapi');
  } catch {
    throw new Error(`There is no Strapi app in ${appDir}. Run this in the folder of one.`);
  }
  return fromApp;
}

/**
 * Where the compiled app lies. As `strapi start`, asks TypeScript only where a look does not tell: an image for
 * production may hold neither its compiler's input nor much memory.
 */
async function distDirOf(appDir, fromApp) {
  const tsconfig = path.join(appDir, 'tsconfig.json');
  if (!fs.existsSync(tsconfig)) return appDir;
  const [, named = 'dist'] = /"outDir"\s*:\s*"([^"]+)"/.exec(fs.readFileSync(tsconfig, 'utf8')) ?? [];
  const likely = path.resolve(appDir, named);
  if (fs.existsSync(path.join(likely, 'config'))) return likely;
  const fromStrapi = createRequire(fromApp.resolve('@strapi/strapi/package.json'));
  const distDir = await fromStrapi('@strapi/typescript-utils').resolveOutDir(appDir);
  if (!fs.existsSync(distDir)) throw new Error(`${distDir} is not there. Build the app first: npm run build`);
  return distDir;
}

/** Without the listeners by which Strapi ends the process itself. */
function withoutSignalHandlers(create) {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const created = create();
  SIGNALS.forEach((signal, n) => {
    for (const listener of process.listeners(signal)) {
      if (!before[n].includes(listener)) process.removeListener(signal, listener);
    }
  });
  return created;
}

/**
 * The Strapi app of a folder, not loaded yet, for a process that answers no requests.
 * @throws Error where there is none, or where it is not built.
 */
async function createApp(appDir) {
  const fromApp = requireOf(appDir);
  const distDir = await distDirOf(appDir, fromApp);
  const { createStrapi } = fromApp('@strapi/strapi');
  const strapi = withoutSignalHandlers(() => createStrapi({ appDir, distDir, serveAdminPanel: false }));
  // The cron tasks of the app run where it answers requests, and once is enough.
  strapi.config.set('server.cron.enabled', false);
  return strapi;
}

module.exports = { createApp, SIGNALS };
