/**
 * Kills what sends, cuts what it says, and takes away what it needs, again and again, and counts from outside what the
 * recipients got; kills what answers opens and clicks, and counts what is stored of them: `npm run crash-proof`. docs/delivery-guarantees.md tells what is proved.
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';

import { checkNode, install } from './lib/project.mjs';
import { randomFrom } from './lib/random.mjs';
import { bold, green, red, Refusal, say, seconds, yellow } from './lib/terminal.mjs';
import { runScript } from './lib/run-script.mjs';

const USAGE = `npm run crash-proof [-- options]
  --setup NAME   only sqlite (one process, SQLite, embedded queue), bull (web and two workers, PostgreSQL, Redis),
                 hits-sqlite or hits-postgres (a server that answers opens and clicks)
  --rounds N     rounds of each setup; by default 34
  --step WORDS   only steps whose name contains these words, e.g. "during DATA"
  --seed N       play the same numbers again
  --json FILE    write the totals of each setup as JSON`;

const OPTIONS = {
  setup: { type: 'string' },
  rounds: { type: 'string', default: '34' },
  step: { type: 'string', default: '' },
  seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
};

const SUMS = ['recipients', 'accepted', 'lost', 'duplicates', 'uncertain', 'bound'];

function wholeNumber(name, given) {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 0) throw new Refusal(`--${name} ${given} is no whole number.`);
  return number;
}

function shuffled(items, random) {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const figures = (sums) => SUMS.map((name) => `${name} ${sums[name]}`).join('  ');

async function prove(name, steps, { rounds, seed }) {
  const [{ startSetup }, { playRound }] = await Promise.all([
    import('../crash-proof/setups.mjs'),
    import('../crash-proof/round.mjs'),
  ]);
  const random = randomFrom(seed);
  const setup = await startSetup(name, random);
  const totals = { rounds, ...Object.fromEntries(SUMS.map((sum) => [sum, 0])) };
  let broken = 0;
  let order = [];
  for (let number = 1; number <= rounds; number += 1) {
    if (order.length === 0) order = shuffled(steps, random);
    const step = order.pop();
    const verdict = await playRound(setup, step, { number, random });
    for (const sum of SUMS) totals[sum] += verdict[sum];
    const ok = verdict.violations.length === 0;
    const title = `${name} ${number}/${rounds}  ${step.name}`.padEnd(48);
    const time = `${(verdict.milliseconds / 1000).toFixed(1)} s`;
    say((ok ? green : red)(`${ok ? 'ok    ' : 'BROKEN'}  ${title}  ${figures(verdict)}  (${time})`));
    for (const violation of verdict.violations) say(red(`        ${violation}`));
    const words = setup.lastWords();
    if (!ok) {
      broken += 1;
      say(words);
    }
  }
  await setup.stop();
  say(
    bold(
      `${name}: ${rounds} rounds  ${figures(totals)}  ${broken ? red(`${broken} broken`) : green('all hold')}`,
    ),
  );
  return { totals, broken };
}

const HIT_SUMS = ['answered', 'missing', 'twice', 'wrong'];

/** Of opens and clicks: answered ones that are not stored, stored twice, and rows of the ledger that count wrongly. */
async function proveOpensAndClicks(name, { rounds, seed }) {
  const { proveHits } = await import('../crash-proof/hits.mjs');
  const totals = { rounds, ...Object.fromEntries(HIT_SUMS.map((sum) => [sum, 0])) };
  let broken = 0;
  const words = (sums) => HIT_SUMS.map((sum) => `${sum} ${sums[sum]}`).join('  ');
  await proveHits(name, {
    rounds,
    random: randomFrom(seed),
    onRound(round) {
      for (const sum of HIT_SUMS) totals[sum] += round[sum];
      const ok = round.missing + round.twice + round.wrong === 0;
      if (!ok) broken += 1;
      const title = `${name} ${round.number}/${rounds}  killed under load`.padEnd(48);
      say((ok ? green : red)(`${ok ? 'ok    ' : 'BROKEN'}  ${title}  ${words(round)}`));
    },
  });
  say(
    bold(
      `${name}: ${rounds} rounds  ${words(totals)}  ${broken ? red(`${broken} broken`) : green('all hold')}`,
    ),
  );
  return { totals, broken };
}

async function main() {
  const { values: options } = parseArgs({ options: OPTIONS });
  if (options.help) return say(USAGE);
  checkNode();
  await install();
  const [{ SETUPS, missingFor }, { STEPS }, { HITS, missingForHits }] = await Promise.all([
    import('../crash-proof/setups.mjs'),
    import('../crash-proof/steps.mjs'),
    import('../crash-proof/hits.mjs'),
  ]);
  const all = [...SETUPS, ...HITS];
  const rounds = wholeNumber('rounds', options.rounds);
  const seed = wholeNumber('seed', options.seed);
  if (options.setup && !all.includes(options.setup)) {
    throw new Refusal(`There is no setup ${options.setup}. There are: ${all.join(', ')}`);
  }
  const chosen = STEPS.filter(({ name }) => name.includes(options.step));
  if (chosen.length === 0) throw new Refusal(`No step contains "${options.step}".`);

  const start = Date.now();
  say(
    `Seed ${seed}: \`-- --seed ${seed}\` plays the same numbers again; the moments differ with the machine.`,
  );
  const results = {};
  const proveOrSkip = async (name) => {
    const isOfHits = HITS.includes(name);
    const lacks = isOfHits ? missingForHits(name) : missingFor(name);
    const steps = isOfHits ? [] : chosen.filter(({ setups }) => setups.includes(name));
    if (lacks.length > 0) {
      say(yellow(`skipped  ${name}: there is no ${lacks.join(', no ')} here`));
      if (process.env.CI === 'true') process.exitCode = 1;
    } else if (steps.length > 0 || (isOfHits && !options.step)) {
      const proof = { rounds, seed };
      const { totals, broken } = await (isOfHits
        ? proveOpensAndClicks(name, proof)
        : prove(name, steps, proof));
      results[name] = totals;
      if (broken > 0) process.exitCode = 1;
    }
  };
  // Most of the time a round waits: for a process to start, for the lock of a dead one to run out.
  await Promise.all((options.setup ? [options.setup] : all).map(proveOrSkip));
  if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  say(`After ${seconds(start)}. Bound: what these crashes may leave uncertain by the documentation.`);
  return undefined;
}

runScript(main, USAGE);
