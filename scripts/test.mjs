/**
 * Every test that this machine can run: `npm test`. Unit, integration and panel tests on SQLite; the integration tests
 * again on PostgreSQL and MySQL (or MariaDB), and the suites that need Redis, where these answer; then the package as
 * a user installs it. `npm test -- server/ledger` passes a path on to jest, `npm test -- --quick` leaves out the package.
 */
import fs from 'node:fs';
import path from 'node:path';

import { runJest } from './lib/jest.mjs';
import { endChildrenOnSignals } from './lib/processes.mjs';
import { answers, checkNode, install, root } from './lib/project.mjs';
import { bold, red, Refusal, say, seconds, yellow } from './lib/terminal.mjs';

const isCi = process.env.CI === 'true';

/** Servers that tests use where they answer: the variable says where, else the standard port of this machine. */
const SERVICES = [
  {
    name: 'PostgreSQL',
    variable: 'TEST_POSTGRES_URL',
    url: 'postgres://postgres@127.0.0.1:5432/postgres',
    database: 'postgres',
  },
  {
    name: 'MySQL or MariaDB',
    variable: 'TEST_MYSQL_URL',
    url: 'mysql://root@127.0.0.1:3306/',
    database: 'mysql',
  },
  { name: 'Redis', variable: 'TEST_REDIS_URL', url: 'redis://127.0.0.1:6379' },
];
const PORTS = { 'postgres:': 5432, 'postgresql:': 5432, 'mysql:': 3306, 'redis:': 6379, 'rediss:': 6379 };

/** Integration tests whose outcome no database can change: rights, signatures, mail servers, Redis. */
const ONCE = [
  'bounces-lab',
  'content-routes',
  'delivery-relay-away',
  'dkim',
  'feedback-alarm-mails',
  'domain-health',
  'mail-lab',
  'mailbox-readers',
  'public-pages',
  'redis-faults',
  'rights',
  'security-fields',
  'security-injection',
  'security-inputs',
  'security-leaks',
  'security-oracles',
  'security-tokens',
  'security-visitors',
  'throttle-brake',
  'tracking-switches',
  'transport-faults',
  'transport-relays',
  'transport-routes',
  'transport-session',
  'webhooks-providers',
];
const databaseTests = () =>
  fs
    .readdirSync(path.join(root, 'tests/integration'))
    .filter((name) => name.endsWith('.test.ts') && !ONCE.includes(name.replace('.test.ts', '')))
    .map((name) => `tests/integration/${name}`);

async function lookFor(service) {
  const url = process.env[service.variable] ?? service.url;
  const { hostname, port, protocol } = new URL(url);
  return { ...service, url, answers: await answers(hostname, Number(port || PORTS[protocol])) };
}

async function main() {
  const args = process.argv.slice(2).filter((arg) => arg !== '--quick');
  const quick = process.argv.includes('--quick') || args.length > 0;
  checkNode();
  endChildrenOnSignals();
  await install();

  const start = Date.now();
  const services = await Promise.all(SERVICES.map(lookFor));
  const missing = services.filter((service) => !service.answers);
  const total = { passed: 0, failed: 0, skipped: [] };
  const suite = async (title, jestArgs, env) => {
    say(bold(`\n== ${title}`));
    const { passed, failed, skipped } = await runJest(jestArgs, env);
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped.map((name) => `${title}: ${name}`));
  };

  // Only a Redis that answers is named: without it, the suites that need one skip themselves.
  const redis = services.find(({ name, answers: up }) => name === 'Redis' && up);
  delete process.env.TEST_REDIS_URL;
  const env = redis ? { TEST_REDIS_URL: redis.url } : {};
  await suite(
    'Unit, integration and panel tests on SQLite',
    [...args, ...(args.length ? ['--passWithNoTests'] : [])],
    {
      ...env,
      TEST_DATABASE: 'sqlite',
    },
  );
  for (const { name, variable, url, database } of services.filter(
    (service) => service.database && service.answers,
  )) {
    await suite(
      `Integration tests on ${name}`,
      ['--selectProjects', 'server', '--passWithNoTests', ...(args.length ? args : databaseTests())],
      {
        ...env,
        TEST_DATABASE: database,
        [variable]: url,
      },
    );
  }
  if (!quick) await suite('The package', ['--config', 'tests/package/jest.config.js']);

  say(bold(`\n== After ${seconds(start)}`));
  for (const { name, variable, url } of missing) {
    const { host } = new URL(url);
    const words = `${name}: nothing answers at ${host}; start it or set ${variable}`;
    say(isCi ? red(`failed   ${words}`) : yellow(`skipped  ${words}`));
  }
  for (const name of total.skipped) say(yellow(`skipped  ${name}`));
  if (quick) say(yellow('skipped  The package: a whole `npm test` installs it into an app'));
  const failed = total.failed + (isCi ? missing.length : 0);
  say(`${total.passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main().catch((error) => {
  say(red(error instanceof Refusal ? error.message : (error.stack ?? String(error))));
  process.exitCode = 1;
});
