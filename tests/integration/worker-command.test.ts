import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { version } from '../../package.json';
import { TEST_SECRET } from '../support/app';
import { MJML } from '../support/campaign';
import { createTestDatabase, testDatabaseKind, type TestDatabase } from '../support/database';
import { startSender } from '../support/sender';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const root = path.resolve(__dirname, '../..');
const command = path.join(root, 'bin/strapi-mail-campaigns.js');
const typescript = path.join(root, 'tests/support/typescript.js');
const redisUrl = process.env.TEST_REDIS_URL;

interface Running {
  child: ChildProcess;
  output(): string;
  says(words: string): Promise<void>;
  /** The exit code, or null where a signal ended it. */
  ended: Promise<number | null>;
}

const running: Running[] = [];
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
});

/** Runs the command as npx does, with the plugin from its TypeScript source. */
function run(cwd: string, args: string[], env: object = {}): Running {
  const child = spawn(process.execPath, ['--require', typescript, command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
  const process_: Running = {
    child,
    output: () => output,
    says: async (words) => {
      await waitFor(
        `the command to say "${words}" instead of: ${output}`,
        () => output.includes(words),
        60_000,
      );
    },
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
  running.push(process_);
  return process_;
}

/** An app as TypeScript projects are: the compiled configuration lies in the folder that tsconfig.json names. */
function writeApp(): string {
  const app = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-app-'));
  const original = path.join(root, 'tests/app');
  for (const folder of ['public/uploads', 'database/migrations', 'build/src/api']) {
    fs.mkdirSync(path.join(app, folder), { recursive: true });
  }
  fs.copyFileSync(path.join(original, 'package.json'), path.join(app, 'package.json'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(app, 'node_modules'));
  fs.writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: { outDir: 'build' } }));
  fs.mkdirSync(path.join(app, 'build/config'));
  for (const name of fs.readdirSync(path.join(original, 'config'))) {
    const from = JSON.stringify(path.join(original, 'config', name));
    const port = name === 'server.js' ? ', port: Number(process.env.TEST_PORT)' : '';
    const code = `const config = require(${from});
      module.exports = typeof config === 'function' ? (...args) => ({ ...config(...args)${port} }) : config;`;
    fs.writeFileSync(path.join(app, 'build/config', name), code);
  }
  return app;
}

let app: string;
beforeAll(() => {
  app = writeApp();
});
afterAll(() => fs.rmSync(app, { recursive: true, force: true }));

describe('strapi-mail-campaigns', () => {
  test('tells its usage and version', async () => {
    const help = run(root, ['--help']);
    expect(await help.ended).toBe(0);
    expect(help.output()).toMatch(/Usage: strapi-mail-campaigns <command>[^]*worker[^]*Exit codes/);
    const asked = run(root, ['--version']);
    expect(await asked.ended).toBe(0);
    expect(asked.output().trim()).toBe(version);
  });

  test.each([[[]], [['wroker']], [['worker', 'now']]])('refuses %j with its usage', async (args) => {
    const refused = run(root, args);
    expect(await refused.ended).toBe(2);
    expect(refused.output()).toContain('Usage:');
    expect(refused.output()).toContain(args.join(' '));
  });

  test('says where there is no Strapi app', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-nothing-'));
    const refused = run(folder, ['worker']);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`There is no Strapi app in ${fs.realpathSync(folder)}`);
    fs.rmdirSync(folder);
  });

  test('says where the app is not built', async () => {
    const unbuilt = writeApp();
    fs.rmSync(path.join(unbuilt, 'build'), { recursive: true });
    fs.mkdirSync(path.join(unbuilt, 'src'));
    fs.writeFileSync(path.join(unbuilt, 'src/index.ts'), 'export default {};');
    const refused = run(unbuilt, ['worker']);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/build is not there\. Build the app first/);
    fs.rmSync(unbuilt, { recursive: true });
  });

  test('a worker refuses the embedded queue', async () => {
    const database = await createTestDatabase();
    const refused = run(app, ['worker'], {
      TEST_DATABASE_CONNECTION: JSON.stringify(database.connection),
      TEST_PLUGIN_CONFIG: JSON.stringify({ secret: TEST_SECRET }),
    });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/queue\.role: "worker" needs `queue\.driver: 'bull'`/);
    await database.drop();
  });
});

const shared = redisUrl && testDatabaseKind === 'postgres';

(shared ? describe : describe.skip)('worker processes (PostgreSQL and Redis)', () => {
  const RECIPIENTS = 240;
  const GROUP_SIZE = 12;
  let database: TestDatabase;
  let sink: SmtpSink;
  let web: Awaited<ReturnType<typeof startSender>> | undefined;
  /** Where the app would listen, if it did. */
  const taken = net.createServer();

  beforeAll(async () => {
    taken.listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
  });
  afterAll(() => taken.close());
  beforeEach(async () => {
    database = await createTestDatabase();
    sink = await startSmtpSink();
  });
  afterEach(async () => {
    await web?.kill();
    await Promise.all(running.map(({ child, ended }) => (child.kill('SIGKILL'), ended)));
    await sink.stop();
    await database.drop();
  });

  const configure = (sending: object = {}) => ({
    secret: TEST_SECRET,
    smtp: { ...sink.config, password: 'geheim' },
    queue: { driver: 'bull', redisUrl, prefix: `test-${randomUUID()}`, role: 'web' },
    sending: { tickSeconds: 0.2, groupSize: GROUP_SIZE, lotSize: 20, workerTimeoutSeconds: 600, ...sending },
  });
  const startWorker = async (config: object): Promise<Running> => {
    const worker = run(app, ['worker'], {
      TEST_DATABASE_CONNECTION: JSON.stringify(database.connection),
      TEST_PLUGIN_CONFIG: JSON.stringify(config),
      TEST_PORT: String((taken.address() as AddressInfo).port),
    });
    await worker.says('is ready');
    return worker;
  };
  /** A web process that has started a campaign. @returns the campaign's id */
  const startCampaign = async (config: object, recipients = RECIPIENTS): Promise<number> => {
    web = await startSender({ connection: database.connection, config });
    await web.run('makeInstitution');
    const listId = await web.run('makeAudience', { slug: 'personas', recipients });
    const campaign = await web.run('makeCampaign', { listId, mjml: MJML });
    await web.run('send', campaign);
    return campaign;
  };
  const totalsOf = async (campaign: number) => (await web?.run('balance', campaign)).totals.byStatus;
  const written = () => sink.mails.flatMap(({ to }) => to);

  test('a web process starts, one worker after the other sends: drained, killed, and nobody twice', async () => {
    sink.delayMilliseconds = 10;
    const config = configure();
    const campaign = await startCampaign(config);

    const first = await startWorker(config);
    expect(first.output()).toContain('Queue: bull. SMTP servers: default.');
    await waitFor('the first worker to send', () => sink.mails.length >= 40);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const drained = await totalsOf(campaign);
    const left = RECIPIENTS - drained.accepted;
    expect(drained).toMatchObject({ accepted: sink.mails.length, in_flight: 0, uncertain: 0, pending: left });
    expect(left).toBeGreaterThan(0);
    expect(first.output()).toContain('Stopped with nothing in flight.');
    expect(first.output()).toMatch(
      new RegExp(
        `Campaign ${campaign} "Boletín de prueba": ${left} recipients still to be written to, \\d+ jobs`,
      ),
    );
    expect(first.output()).not.toMatch(/geheim|@personas/);

    const second = await startWorker(config);
    const reached = drained.accepted + 60;
    await waitFor('the second worker to send', () => sink.mails.length >= reached);
    second.child.kill('SIGKILL');
    await second.ended;

    const third = await startWorker(config);
    await waitFor(
      'the campaign to end',
      async () => (await web?.run('state', campaign)).status === 'sent',
      90_000,
    );
    const ended = await totalsOf(campaign);
    expect(new Set(written()).size).toBe(written().length);
    expect(ended).toMatchObject({ pending: 0, in_flight: 0, deferred: 0, rejected: 0 });
    expect(ended.accepted + ended.uncertain).toBe(RECIPIENTS);
    expect(ended.uncertain).toBeLessThanOrEqual(GROUP_SIZE);
    expect(RECIPIENTS - written().length).toBeLessThanOrEqual(ended.uncertain);

    const workers = new Set((await web?.run('ledgerRows', campaign)).map((row: any) => row.worker_id));
    expect(workers).not.toContain(await web?.run('workerId'));
    third.child.kill('SIGINT');
    expect(await third.ended).toBe(0);
    expect(third.output()).toContain('No campaign is being sent.');
  }, 240_000);

  test('what the server does not answer before the deadline becomes uncertain, and is told', async () => {
    sink.delayMilliseconds = 600_000;
    const config = configure({ drainSeconds: 1 });
    const campaign = await startCampaign(config);
    const worker = await startWorker(config);
    await waitFor('the server to hold messages', () => sink.mails.length === sink.config.connections);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    const { uncertain, pending } = await totalsOf(campaign);
    expect(uncertain).toBeGreaterThanOrEqual(sink.config.connections);
    expect(uncertain).toBeLessThanOrEqual(GROUP_SIZE);
    expect(uncertain + pending).toBe(RECIPIENTS);
    expect(worker.output()).toContain(
      `Stopped with ${uncertain} e-mails in flight whose answer did not come in time`,
    );
  });

  test('a second signal ends it at once; the one that npm repeats does not', async () => {
    sink.delayMilliseconds = 600_000;
    const config = configure({ drainSeconds: 600 });
    await startCampaign(config);
    const worker = await startWorker(config);
    await waitFor('the server to hold messages', () => sink.mails.length === sink.config.connections);
    worker.child.kill('SIGINT');
    worker.child.kill('SIGINT');
    await worker.says('takes no new recipients');
    // The same signal, until it counts as another one.
    await waitFor('the worker to end', () => worker.child.exitCode !== null || !worker.child.kill('SIGINT'));
    expect(await worker.ended).toBe(130);
    expect(worker.output()).toContain('Ended at once');
  }, 240_000);
});
