/** What e-mails that came back mean, by the classifier's source: `npm run classify -- FILE…`. docs/bounces.md tells more. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../tests/support/typescript.js');
const { classifyFiles } = require('../server/bounces/classify/command/command.ts');

const files = process.argv.slice(2);
const say = (line) => process.stdout.write(`${line}\n`);
const complain = (line) => process.stderr.write(`${line}\n`);

if (files.length === 0) {
  complain('Usage: npm run classify -- FILE…');
  process.exitCode = 2;
} else process.exitCode = await classifyFiles(files, { say, complain });
