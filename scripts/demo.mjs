/**
 * The whole system on this machine: `npm run demo`. Installs and builds what is missing, starts a mail server that
 * keeps every e-mail, starts Strapi with the plugin, and at the first start plays the main job from end to end.
 */
import { parseArgs } from 'node:util';

import { build, checkNode, checkPorts, install } from './lib/project.mjs';
import { endChildrenOnSignals } from './lib/processes.mjs';
import { red, Refusal, say } from './lib/terminal.mjs';

const USAGE = `npm run demo [-- options]
  --reset      forget everything and start over
  --build      install and build, start nothing
  --no-story   start with people, institution and contacts only; send no campaigns
Environment: PORT (1337), DEMO_INBOX_PORT (1380), DEMO_SMTP_PORT (1325), DEMO_FOLDER (demo/.demo/data)`;

function portOf(variable, fallback) {
  const given = process.env[variable] ?? String(fallback);
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(`${variable}=${given} is no port. Give a number from 1 to 65535.`);
  }
  return port;
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      reset: { type: 'boolean', default: false },
      build: { type: 'boolean', default: false },
      'no-story': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (options.help) return say(USAGE);
  checkNode();
  endChildrenOnSignals();
  const ports = {
    PORT: portOf('PORT', 1337),
    DEMO_INBOX_PORT: portOf('DEMO_INBOX_PORT', 1380),
    DEMO_SMTP_PORT: portOf('DEMO_SMTP_PORT', 1325),
  };
  if (!options.build) await checkPorts(ports);
  await install();
  await build();
  if (options.build) return undefined;
  // Only now: what it imports may have been installed a moment ago.
  const { startDemo } = await import('../demo/start.mjs');
  return startDemo({ ports, reset: options.reset, story: !options['no-story'] });
}

main().catch((error) => {
  const known = error instanceof Refusal || error.code?.startsWith('ERR_PARSE_ARGS');
  say(red(known ? error.message : (error.stack ?? String(error))));
  if (error.code?.startsWith('ERR_PARSE_ARGS')) say(USAGE);
  process.exit(1);
});
