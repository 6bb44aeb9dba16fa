#!/usr/bin/env node
'use strict';

const { version } = require('../package.json');
const { classify } = require('./classify');
const { runWorker } = require('./worker');

const USAGE = `Usage: strapi-mail-campaigns <command>

Commands:
  classify FILE…
              Says what e-mails that came back mean: bounces, complaints, automatic answers. Reads raw e-mails,
              mailbox files (mbox) and bare bodies, "-" from standard input; writes a line of JSON for each message.
  worker      Sends the e-mails of this Strapi app in a process of its own, without an HTTP port.
              To be run in the folder of the app, once it is built. Needs queue.driver "bull".

Options:
  --help      Show this text.
  --version   Show the version of the plugin.

SIGTERM or SIGINT ends the worker in order: it takes no new recipients, waits for the answers to what is in flight
for as long as sending.drainSeconds says, and tells what it leaves to others. A second signal ends it at once.

Exit codes: 0 ended in order, 1 could not start, read or failed, 2 wrong usage, 130 or 143 ended by a second signal.
`;

const say = (line) => process.stdout.write(`${line}\n`);
const complain = (text) => process.stderr.write(`${text}\n`);

async function main(args) {
  if (args.includes('--help')) return void say(USAGE);
  if (args.join() === '--version') return void say(version);
  const [command, ...files] = args;
  if (command === 'classify' && files.length > 0) {
    process.exitCode = await classify(files, { say, complain });
    return undefined;
  }
  if (args.join() !== 'worker') {
    const unknown = command && command !== 'classify';
    complain(unknown ? `Unknown command: ${args.join(' ')}\n\n${USAGE}` : USAGE);
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
