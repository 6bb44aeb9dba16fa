/** Reads CPU profiles: where the time of the sending process goes. */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { inRoot, root } from '../scripts/lib/project.mjs';
import { bold, say } from '../scripts/lib/terminal.mjs';

const MOST_FUNCTIONS = 30;
const MOST_FILES = 25;

/** A path that people recognise: a file of the plugin, a package, a part of Node. */
function placeOf(url) {
  if (!url) return '(native)';
  if (!url.startsWith('file:') && !url.startsWith('/')) return url;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const modules = file.lastIndexOf('node_modules/');
  if (modules >= 0) return file.slice(modules + 'node_modules/'.length);
  return file.startsWith(inRoot('/')) ? file.slice(root.length + 1) : file;
}

/** Milliseconds that each function itself took, by `name place:line`, and each place. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map();
  const places = new Map();
  const add = (sums, key, time) => sums.set(key, (sums.get(key) ?? 0) + time);
  let busy = 0;
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id);
    if (functionName === '(idle)') return;
    const time = timeDeltas[index] / 1000;
    const place = placeOf(url);
    busy += time;
    add(functions, `${functionName || '(anonymous)'}  ${place}:${lineNumber + 1}`, time);
    add(places, url ? place : `${functionName} ${place}`, time);
  });
  return { busy, functions, places };
}

function printMost(title, sums, most, busy) {
  say(bold(`\n${title}`));
  const lines = [...sums].sort(([, a], [, b]) => b - a).slice(0, most);
  for (const [name, time] of lines) {
    say(`${`${((time / busy) * 100).toFixed(1)} %`.padStart(7)}  ${time.toFixed(0).padStart(7)} ms  ${name}`);
  }
}

/** Prints what took the most time by itself, files first. */
export function printProfile(file) {
  const { busy, functions, places } = selfTimes(JSON.parse(fs.readFileSync(file, 'utf8')));
  say(bold(`\n${file}: ${(busy / 1000).toFixed(1)} s of work`));
  printMost('Files, by their own time', places, MOST_FILES, busy);
  printMost('Functions, by their own time', functions, MOST_FUNCTIONS, busy);
}
