import { execFile, type ExecFileOptions } from 'node:child_process';
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = path.resolve(__dirname, '../..');
const NAME = 'strapi-plugin-mail-campaigns';

/** Outside of the repository: nothing there may be found by accident. */
const workplace = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-package-'));
const app = path.join(workplace, 'app');
const installed = path.join(app, 'node_modules', NAME);

const quiet = { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true', FORCE_COLOR: '0' };

async function run(command: string, args: string[], options: ExecFileOptions = {}): Promise<string> {
  const { stdout } = await execute(command, args, {
    maxBuffer: 50_000_000,
    ...options,
    env: { ...process.env, ...quiet, ...options.env },
  });
  return String(stdout);
}

const write = (name: string, content: string) => {
  fs.mkdirSync(path.dirname(path.join(app, name)), { recursive: true });
  fs.writeFileSync(path.join(app, name), content);
};

/** An app as `create-strapi-app` leaves it, without its pictures. */
function writeApp(): void {
  write('package.json', JSON.stringify({ name: 'app', version: '0.0.0', strapi: { uuid: false } }));
  write('public/uploads/.gitkeep', '');
  write('src/api/.gitkeep', '');
  write('database/migrations/.gitkeep', '');
  write(
    'config/database.js',
    `module.exports = { connection: { client: 'sqlite', connection: { filename: ${JSON.stringify(path.join(app, 'data.db'))} }, useNullAsDefault: true } };`,
  );
  write(
    'config/server.js',
    `module.exports = { host: '127.0.0.1', port: 0, url: 'http://127.0.0.1:1337', app: { keys: ['a', 'b'] }, logger: { updates: { enabled: false }, startup: { enabled: false }, config: { level: 'error' } } };`,
  );
  write(
    'config/admin.js',
    `module.exports = { auth: { secret: 'x'.repeat(32) }, apiToken: { salt: 'x' }, transfer: { token: { salt: 'x' } }, secrets: { encryptionKey: 'x'.repeat(32) } };`,
  );
  write(
    'config/middlewares.js',
    `module.exports = ['logger', 'errors', 'security', 'cors', 'poweredBy', 'query', 'body', 'session', 'favicon', 'public'].map((name) => 'strapi::' + name);`,
  );
  write('config/api.js', 'module.exports = {};');
  // No `enabled`, no `resolve`: an installed plugin is found by its package.json.
  write(
    'config/plugins.js',
    `module.exports = { 'mail-campaigns': { config: { secret: 's'.repeat(40), smtp: { host: '127.0.0.1' } } } };`,
  );
}

/**
 * The app's libraries are this repository's, by links; the plugin is not. Strapi itself is copied: it looks for
 * plugins beside its own real path, and through a link it would find this repository.
 */
function linkLibraries(): void {
  fs.mkdirSync(path.dirname(installed), { recursive: true });
  const from = path.join(root, 'node_modules');
  for (const entry of fs.readdirSync(from)) {
    if (entry.startsWith('.') || entry === NAME || entry === 'mail-campaigns-demo') continue;
    const target = path.join(app, 'node_modules', entry);
    if (entry === '@strapi') fs.cpSync(path.join(from, entry), target, { recursive: true });
    else fs.symlinkSync(path.join(from, entry), target);
  }
}

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--json', '--pack-destination', workplace], { cwd: root });
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  writeApp();
  linkLibraries();
  await run('tar', ['-xzf', path.join(workplace, filename), '-C', workplace]);
  fs.renameSync(path.join(workplace, 'package'), installed);
  write(
    'package.json',
    JSON.stringify({ name: 'app', version: '0.0.0', strapi: { uuid: false }, dependencies: { [NAME]: '*' } }),
  );
}, 300_000);

afterAll(() => fs.rmSync(workplace, { recursive: true, force: true }));

const files = () =>
  fs
    .readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));

test('the package holds what a user needs and nothing else', () => {
  const names = files();
  for (const name of ['package.json', 'LICENSE', 'README.md', 'CHANGELOG.md']) expect(names).toContain(name);
  expect(
    names.filter(
      (name) =>
        !/^(bin\/|browser\/form\.js$|dist\/|package\.json$|LICENSE$|README\.md$|CHANGELOG\.md$)/.test(name),
    ),
  ).toEqual([]);
  expect(names.filter((name) => /\.test\.|(^|\/)tests?\//.test(name))).toEqual([]);
});

test('both entries of package.json exist, with their types', () => {
  const { exports } = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8'));
  for (const entry of ['./strapi-admin', './strapi-server']) {
    for (const condition of ['types', 'import', 'require', 'default']) {
      expect(fs.existsSync(path.join(installed, exports[entry][condition]))).toBe(true);
    }
  }
});

test('every library that the built server loads is one of its dependencies', () => {
  const { dependencies, peerDependencies } = JSON.parse(
    fs.readFileSync(path.join(installed, 'package.json'), 'utf8'),
  );
  const code = fs.readFileSync(path.join(installed, 'dist/server/index.js'), 'utf8');
  const loaded = [...code.matchAll(/\b(?:require|import)\("([^."][^"]*)"\)/g)]
    .map(([, name = '']) =>
      (name.startsWith('@') ? name.split('/').slice(0, 2) : name.split('/').slice(0, 1)).join('/'),
    )
    .filter((name) => !name.startsWith('node:') && !isBuiltin(name));
  expect(loaded.length).toBeGreaterThan(5);
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  expect([...new Set(loaded)].filter((name) => !declared.includes(name))).toEqual([]);
});

test('a bare app starts with it, and answers visitors and the panel', async () => {
  // A process of its own: Strapi would otherwise find this repository's files through jest's module registry.
  write(
    'probe.js',
    `const { createStrapi } = require('@strapi/strapi');
    (async () => {
      const strapi = createStrapi({ appDir: __dirname, distDir: __dirname, serveAdminPanel: false });
      await strapi.load();
      await strapi.server.mount();
      await new Promise((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));
      const origin = 'http://127.0.0.1:' + strapi.server.httpServer.address().port;
      const ask = async (path) => { const r = await fetch(origin + path); return { status: r.status, type: r.headers.get('content-type'), text: (await r.text()).slice(0, 20000) }; };
      const answers = { page: await ask('/api/mail-campaigns/subscribe'), admin: await ask('/mail-campaigns/campaigns') };
      const from = Object.keys(require.cache).filter((file) => file.endsWith('/dist/server/index.js') && /mail-campaigns/.test(require('fs').readFileSync(file, 'utf8')));
      await strapi.destroy();
      process.stdout.write('\\nPROBE ' + JSON.stringify({ answers, from }) + '\\n', () => process.exit(0));
    })().catch((error) => { console.error(error); process.exit(1); });`,
  );
  const output = await run(process.execPath, ['probe.js'], { cwd: app });
  const { answers, from } = JSON.parse(/^PROBE (.*)$/m.exec(output)?.[1] ?? 'null');
  expect(from).toEqual([fs.realpathSync(path.join(installed, 'dist/server/index.js'))]);
  expect(answers.page.status).toBe(200);
  expect(answers.page.type).toContain('text/html');
  expect(answers.page.text).toContain('<h1>');
  expect(answers.admin.status).toBe(401);
});

test('its command reads bounces without an app', async () => {
  const bounce =
    'From: MAILER-DAEMON@mx.example.org\nSubject: failure notice\n\n<ana@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n';
  write('bounce.eml', bounce);
  const command = path.join(installed, 'bin/strapi-mail-campaigns.js');
  const output = await run(process.execPath, [command, 'classify', 'bounce.eml'], { cwd: app });
  expect(JSON.parse(output)).toMatchObject({
    file: 'bounce.eml',
    kind: 'bounce',
    recipients: [{ address: 'ana@example.org', class: 'hard' }],
  });
});

test('its command finds the app and loads it with the plugin', async () => {
  const { bin } = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8'));
  const command = path.join(installed, bin['strapi-mail-campaigns']);
  expect(fs.statSync(command).mode & 0o111).not.toBe(0);
  // The plugin itself refuses: this app has no queue that several processes could share.
  await expect(run(process.execPath, [command, 'worker'], { cwd: app })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('queue.role: "worker" needs'),
  });
});
