/** The demo in front of a browser: `npm run test:browser`. Ends with "N passed, M failed". */
import { runJest } from './lib/jest.mjs';
import { endChildrenOnSignals } from './lib/processes.mjs';
import { build, install } from './lib/project.mjs';
import { red, Refusal, say } from './lib/terminal.mjs';

async function main() {
  endChildrenOnSignals();
  await install();
  await build();
  const { passed, failed } = await runJest([
    '--config',
    'tests/browser/jest.config.js',
    ...process.argv.slice(2),
  ]);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main().catch((error) => {
  say(red(error instanceof Refusal ? error.message : (error.stack ?? String(error))));
  process.exitCode = 1;
});
