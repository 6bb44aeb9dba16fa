import fs from 'node:fs';

import { Refusal } from './terminal.mjs';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @throws Refusal that says what to do where there is none. */
export function findChromium() {
  const found = CANDIDATES.find((file) => file && fs.existsSync(file));
  if (!found) throw new Refusal('No Chromium here: install it, or set CHROMIUM to its path.');
  return found;
}
