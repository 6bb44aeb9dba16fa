import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { bold, dim, Refusal, say, step } from '../scripts/lib/terminal.mjs';
import { startCatcher } from './catcher/index.mjs';
import { createClient } from './story/client.mjs';
import { campaignSums, showSums } from './story/sums.mjs';
import { tell } from './story/story.mjs';

export const ADMIN = { email: 'admin@iipa.example', password: 'Demo-1234' };
export const EDITOR = { email: 'editora@iipa.example', password: 'Demo-1234' };

/** Strapi's ES modules import a folder of lodash, which Node refuses. */
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const appDir = import.meta.dirname;
const KEYS = [
  'APP_KEYS',
  'ADMIN_JWT_SECRET',
  'API_TOKEN_SALT',
  'TRANSFER_TOKEN_SALT',
  'JWT_SECRET',
  'ENCRYPTION_KEY',
  'MAIL_CAMPAIGNS_SECRET',
];

/** Secrets of this copy of the demo, made at the first start. */
function keysIn(folder) {
  const file = path.join(folder, 'keys.json');
  if (!fs.existsSync(file)) {
    const keys = Object.fromEntries(KEYS.map((name) => [name, randomBytes(32).toString('base64url')]));
    fs.writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600 });
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** How far an earlier start came: `null`, `begun` or `told`. One that broke off in the middle is started over. */
function openFolder(folder, reset) {
  const file = path.join(folder, 'state.json');
  const state = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).story : null);
  if (reset || state() === 'begun') {
    say(reset ? 'Starting over.' : 'The first start did not come to its end: starting over.');
    fs.rmSync(folder, { recursive: true, force: true });
  }
  fs.mkdirSync(folder, { recursive: true });
  return {
    isNew: state() === null,
    mark: (story) => fs.writeFileSync(file, `${JSON.stringify({ story })}\n`),
  };
}

/** Starts everything and stays. Ctrl-C or SIGTERM stops Strapi, then the mail server. */
export async function startDemo({ ports, reset, story }) {
  const folder = path.resolve(process.env.DEMO_FOLDER ?? path.join(appDir, '.demo/data'));
  const state = openFolder(folder, reset);
  Object.assign(process.env, keysIn(folder), {
    NODE_ENV: 'production',
    STRAPI_TELEMETRY_DISABLED: 'true',
    DEMO_FOLDER: folder,
    PORT: String(ports.PORT),
    DEMO_SMTP_PORT: String(ports.DEMO_SMTP_PORT),
  });
  process.chdir(appDir);

  let stopping = false;
  const catcher = await startCatcher({
    folder: path.join(folder, 'inbox'),
    smtpPort: ports.DEMO_SMTP_PORT,
    inboxPort: ports.DEMO_INBOX_PORT,
  });
  const strapi = createStrapi({ appDir, distDir: path.join(appDir, 'dist') });
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    say(dim('Stopping …'));
    // A stop during the start finds nothing to close in good order; the process ends all the same.
    if (strapi.isLoaded) await strapi.destroy().catch((error) => say(String(error.message)));
    await catcher.stop();
    process.exit(code);
  };
  // In place of Strapi's own handlers and the script's: the mail server must outlive the last e-mail.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stop(0));
  }

  await step('Starting Strapi', () => strapi.start());
  const origin = `http://localhost:${ports.PORT}`;
  const inbox = `http://localhost:${ports.DEMO_INBOX_PORT}`;
  const client = await createClient(`http://127.0.0.1:${ports.PORT}`, ADMIN);
  try {
    if (state.isNew) {
      state.mark('begun');
      await tell({ strapi, client, catcher, campaigns: story, isStopping: () => stopping });
      state.mark('told');
    }
    await showWhere({ client, origin, inbox });
  } catch (error) {
    if (stopping) return;
    say(error instanceof Refusal ? error.message : (error.stack ?? String(error)));
    await stop(1);
  }
}

async function showWhere({ client, origin, inbox }) {
  const sums = await campaignSums(client);
  const latest = sums.find(({ status }) => status === 'sent' || status === 'sending');
  const line = (what, where) => say(`  ${what.padEnd(22)}${where}`);
  say();
  showSums(sums);
  say();
  say(bold('The demo is running.'));
  line('Admin panel', `${origin}/admin`);
  line('  administrator', `${ADMIN.email} / ${ADMIN.password}`);
  line('  editor', `${EDITOR.email} / ${EDITOR.password}`);
  line('Inbox', inbox);
  line('Subscribe', `${origin}/api/mail-campaigns/subscribe`);
  if (latest) line('Latest report', `${origin}/admin/plugins/mail-campaigns/reports/${latest.id}`);
  say(dim('Ctrl-C stops it. `npm run demo -- --reset` starts over.'));
}
