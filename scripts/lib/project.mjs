import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';

import { mustRun, run } from './processes.mjs';
import { Refusal, step } from './terminal.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
export const inRoot = (...parts) => path.join(root, ...parts);

const readJson = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null);

/** @throws Refusal when this Node is older or newer than package.json says. */
export function checkNode(version = process.versions.node) {
  const { engines } = readJson(inRoot('package.json'));
  const [, least, most] = /^>=([\d.]+) <=(\d+)/.exec(engines.node);
  const numbers = (text) => text.split('.').map(Number);
  const [have, need] = [numbers(version), numbers(least)];
  const older = have.map((n, i) => n - need[i]).find((difference) => difference !== 0) ?? 0;
  if (older < 0 || have[0] > Number(most)) {
    throw new Refusal(
      `This is Node ${version}; it takes ${least} or newer, up to ${most}. Install one, e.g. with \`nvm install\`.`,
    );
  }
}

/** True when what is installed is what the lock file says; optional packages belong to other platforms. */
function isInstalled() {
  const wanted = readJson(inRoot('package-lock.json')).packages;
  const installed = readJson(inRoot('node_modules/.package-lock.json'))?.packages;
  return (
    Boolean(installed) &&
    Object.entries(wanted).every(
      ([folder, { version, optional, link }]) =>
        !folder.includes('node_modules/') || optional || link || installed[folder]?.version === version,
    )
  );
}

/** `npm ci` where node_modules is missing or does not match the lock file. */
export async function install() {
  if (isInstalled()) return;
  await step('Installing dependencies (some minutes the first time)', () =>
    mustRun('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
    }),
  );
}

/** A bin of an installed package, to be started with this Node. */
export function binOf(name, bin = name) {
  const require = createRequire(inRoot('package.json'));
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: bins } = readJson(manifest);
  return path.resolve(path.dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
}

const LEFT_OUT = new Set(['node_modules', 'dist', '.strapi', '.cache', '.demo', 'types', 'uploads']);
const isTest = (name) => /\.test\.tsx?$/.test(name);

/** One digest over the names and contents of files and folders, tests left out. */
export function digest(...paths) {
  const hash = createHash('sha256');
  const add = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) {
        if (!LEFT_OUT.has(name) && !isTest(name)) add(path.join(file, name));
      }
    } else {
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0');
    }
  };
  paths.forEach((name) => add(inRoot(name)));
  return hash.digest('hex');
}

const PLUGIN_SOURCES = [
  'server',
  'admin',
  'contracts',
  'strapi-server.ts',
  'strapi-admin.ts',
  'package.json',
  'tsconfig.json',
];
const stampFile = inRoot('demo/.demo/built.json');

/** Builds where the sources have changed since the last build: the plugin, then the demo's panel with it. */
export async function build() {
  const built = readJson(stampFile) ?? {};
  const plugin = digest(...PLUGIN_SOURCES);
  const panel = digest(
    ...PLUGIN_SOURCES,
    'package-lock.json',
    'demo/src',
    'demo/config',
    'demo/package.json',
    'demo/tsconfig.json',
  );
  const stamp = (change) => {
    Object.assign(built, change);
    fs.mkdirSync(path.dirname(stampFile), { recursive: true });
    fs.writeFileSync(stampFile, `${JSON.stringify(built, null, 2)}\n`);
  };
  if (
    built.plugin !== plugin ||
    !fs.existsSync(inRoot('dist/server/index.js')) ||
    !fs.existsSync(inRoot('dist/admin/index.js'))
  ) {
    await step('Building the plugin', () =>
      mustRun(
        'The build of the plugin',
        process.execPath,
        [binOf('@strapi/sdk-plugin', 'strapi-plugin'), 'build'],
        {
          cwd: root,
        },
      ),
    );
    stamp({ plugin });
  }
  if (built.panel !== panel || !fs.existsSync(inRoot('demo/dist/build/index.html'))) {
    await step('Building the admin panel (one to two minutes)', () =>
      mustRun(
        'The build of the admin panel',
        process.execPath,
        [binOf('@strapi/strapi', 'strapi'), 'build'],
        {
          cwd: inRoot('demo'),
          env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
        },
      ),
    );
    stamp({ panel });
  }
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * @param wanted name of the environment variable → port
 * @throws Refusal that names the variable of the first port that is taken.
 */
export async function checkPorts(wanted) {
  for (const [variable, port] of Object.entries(wanted)) {
    if (!(await isFree(port))) {
      throw new Refusal(
        `Port ${port} is taken. Stop what listens there, or choose another: ${variable}=${port + 1000} npm run demo`,
      );
    }
  }
}

/** True when something answers on a port. */
export const answers = (host, port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1500 });
    const done = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('timeout', () => done(false));
    socket.once('error', () => done(false));
  });

export { run };
