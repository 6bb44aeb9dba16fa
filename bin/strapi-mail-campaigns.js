#!/usr/bin/env node
'use strict';

const { version } = require('../package.json');
const { runWorker } = require('./worker');

const USAGE = `Usage: strapi-mail-campaigns <command>

Commands:
  worker      Sends the e-mails of this Strapi app in a process of its own, without an HTTP port.
              To be run in the folder of the app, once it is built. Needs queue.driver "bull".

Options:
  --help      Show this text.
  --version   Show the version of the plugin.

SIGTERM or SIGINT ends the worker in order: it takes no new recipients, waits for the answers to what is in flight
for as long as sending.drainSeconds says, and tells what it leaves to others. A second signal ends it at once.

Exit codes: 0 ended in order, 1 could not start or failed, 2 wrong usage, 130 or 143 ended by a second signal.
`;

const say = (line) => process.stdout.write(`${line}\n`);
const complain = (text) => process.stderr.write(`${text}\n`);

async function main(args) {
  if (args.includes('--help')) return void say(USAGE);
  if (args.join() === '--version') return void say(version);
  if (args.join() !== 'worker') {
    complain(args.length ? `Unknown command: ${args.join(' ')}\n\n${USAGE}` : USAGE);
    process.exitCode = 2;
    return undefined;
  }
  await runWorker({ appDir: process.cwd(), say });
  return process.exit(0);
}

main(process.argv.slice(2)).catch((error) => {
  complain(`strapi-mail-campaigns: ${error.message}`);
  process.exit(1);
});
