/**
 * How fast the plugin sends and counts, beside what else there is on the same machine: `npm run bench`. docs/performance.md tells
 * what is measured and how.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { checkNode, install } from './lib/project.mjs';
import { bold, red, Refusal, say, seconds, step, yellow } from './lib/terminal.mjs';
import { runScript } from './lib/run-script.mjs';

const USAGE = `npm run bench [-- options] [GROUP]
  GROUP            only these rows: send, track or freeze
  --only ID[,ID]   only these rows, e.g. send.postgres,send.dkim
  --json FILE      write the rows as JSON
  --scale FACTOR   all numbers of recipients times this: 0.1 for a quick look
  --minutes N      how long track.soak watches the memory; by default 2
  --profile DIR    CPU profiles of the measured process in send.postgres, send.sqlite, send.limit, track.pixel and
                   track.redirect, and what they show`;

const OPTIONS = {
  only: { type: 'string' },
  json: { type: 'string' },
  scale: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '2' },
  profile: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
};

function chosenRows(rows, only, [group]) {
  const inGroup = rows.filter(({ id }) => !group || id.startsWith(`${group}.`));
  if (inGroup.length === 0)
    throw new Refusal(`There are no rows of ${group}. There are: send, freeze, track`);
  if (!only) return inGroup;
  const ids = only.split(',');
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown)
    throw new Refusal(`There is no row ${unknown}. There are: ${rows.map(({ id }) => id).join(', ')}`);
  return rows.filter(({ id }) => ids.includes(id));
}

function positive(name, given) {
  const number = Number(given);
  if (!(number > 0)) throw new Refusal(`--${name} ${given} does not do. Give a number above 0.`);
  return number;
}

async function main() {
  const { values: options, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (options.help) return say(USAGE);
  checkNode();
  await install();
  const [
    { rows },
    { findParts, NEEDS, startBench },
    { printTable, resultOf, resultWithout },
    { printProfile },
  ] = await Promise.all(
    ['rows/index', 'bench', 'report', 'profile'].map((name) => import(`../bench/${name}.mjs`)),
  );
  const chosen = chosenRows(rows, options.only, positionals);
  const scale = positive('scale', options.scale);
  const minutes = positive('minutes', options.minutes);
  if (options.profile) fs.mkdirSync(options.profile, { recursive: true });

  const parts = findParts();
  const missing = (row) => row.needs.filter((need) => !parts[need]);
  const needed = new Set(chosen.filter((row) => missing(row).length === 0).flatMap((row) => row.needs));
  const start = Date.now();
  const bench = await startBench({ parts, needed, scale, minutes, profile: options.profile });
  say(`Everything goes to ${bench.sink.name}${scale === 1 ? '' : `; sizes times ${scale}`}`);

  const results = [];
  for (const row of chosen) {
    const lacks = missing(row).map((need) => NEEDS[need]);
    if (lacks.length > 0) {
      say(yellow(`skipped  ${row.id}: there is no ${lacks.join(', no ')} here`));
      results.push(resultWithout(row, `skipped: no ${lacks.join(', no ')} here`));
      continue;
    }
    try {
      results.push(resultOf(row, await step(`${row.id}: ${row.title}`, () => row.measure(bench))));
    } catch (error) {
      say(red(`failed   ${row.id}: ${error.stack}`));
      results.push(resultWithout(row, `failed: ${error.message}`));
      process.exitCode = 1;
    }
  }

  if (options.profile) {
    for (const name of fs.readdirSync(options.profile).filter((file) => file.endsWith('.cpuprofile'))) {
      printProfile(path.join(options.profile, name));
    }
  }
  printTable(results, chosen);
  say(bold(`\n${results.filter(({ ok }) => ok).length} of ${results.length} ok, after ${seconds(start)}`));
  if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  return undefined;
}

runScript(main, USAGE);
