import { classify } from './classify.mjs';
import { dkim } from './dkim.mjs';
import { freeze } from './freeze.mjs';
import { growth } from './growth.mjs';
import { rates } from './rates.mjs';
import { tracking } from './tracking.mjs';
import { visitors } from './visitors.mjs';
import { workers } from './workers.mjs';

/**
 * Everything that is measured, in the order of the table. A row:
 * - `id`, `title` and `beside`: what is measured, and what it is compared with
 * - `needs`: what the machine must have, names of the bench's parts (see `bench.mjs`)
 * - `required`: the least ratio of value to baseline, the most one with `atMost`
 * - `measure(bench)`: gives `value`, `baseline`, `unit`, `note`, and `ok` where the ratio alone does not decide
 */
export const rows = [
  ...rates,
  ...workers,
  growth.slope,
  ...freeze,
  growth.memory,
  ...dkim,
  ...classify,
  ...visitors,
  ...tracking,
];
