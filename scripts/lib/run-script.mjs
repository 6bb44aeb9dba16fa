import { red, Refusal, say } from './terminal.mjs';
import { tearDown, tearDownOnSignals } from './teardown.mjs';

/**
 * Runs a script that leaves nothing behind, whatever happens to it. What a person can put right is said in one line.
 * @param main its work @param usage said where the options are wrong
 */
export function runScript(main, usage) {
  tearDownOnSignals();
  return main()
    .catch((error) => {
      const misused = error.code?.startsWith('ERR_PARSE_ARGS');
      say(red(misused || error instanceof Refusal ? error.message : (error.stack ?? String(error))));
      if (misused) say(usage);
      process.exitCode = 1;
    })
    .finally(tearDown)
    .then(() => process.exit());
}
