import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { binOf, root } from './project.mjs';
import { run } from './processes.mjs';

/** Three at most, for many tests wait more than they work; a worker that has grown by many Strapi instances is replaced. */
const LEAN = ['--maxWorkers=3', '--workerIdleMemoryLimit=1500MB'];

/**
 * Runs jest and shows what it says.
 * @returns counts of tests; a file that could not run counts as one failed test.
 */
export async function runJest(args, env = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-jest-'));
  const outputFile = path.join(folder, 'results.json');
  try {
    const { code } = await run(
      process.execPath,
      [binOf('jest'), ...LEAN, '--json', `--outputFile=${outputFile}`, ...args],
      { cwd: root, env, show: true },
    );
    const results = fs.existsSync(outputFile) ? JSON.parse(fs.readFileSync(outputFile, 'utf8')) : null;
    if (!results) return { passed: 0, failed: 1, skipped: [] };
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return {
      passed: results.numPassedTests,
      failed: failed || (code === 0 ? 0 : 1),
      skipped: results.testResults.flatMap(({ assertionResults }) =>
        assertionResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
      ),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
