/** Progress and messages of the scripts: plain lines that read well in a log, too. */
const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);

export const say = (line = '') => process.stdout.write(`${line}\n`);

/** An end that needs no stack trace: the message says what to do. */
export class Refusal extends Error {}

export const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

/** Runs `work` under a line that says what goes on, how long it took, and every ten seconds that it still does. */
export async function step(title, work) {
  const start = Date.now();
  say(`${dim('…')} ${title}`);
  const beat = setInterval(() => say(dim(`  still at it: ${title} (${seconds(start)})`)), 10_000);
  try {
    const result = await work();
    say(`${green('✓')} ${title} ${dim(`(${seconds(start)})`)}`);
    return result;
  } finally {
    clearInterval(beat);
  }
}
