import { spawn } from 'node:child_process';

import { Refusal } from './terminal.mjs';

const running = new Set();

/** A child leads a group of its own, so that what it starts ends with it. */
function end(child) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // it has ended already
  }
}

/** Ends what `run` started and has not finished, grandchildren included. */
export function endChildren() {
  for (const child of running) end(child);
}

/** Ctrl-C and SIGTERM end the children first; without this they would outlive the script. */
export function endChildrenOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      endChildren();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/**
 * Runs a program.
 * @param options.show its output goes to the terminal; otherwise it is kept, and part of the error.
 * @returns the exit code and what it wrote
 */
export function run(command, args, { cwd, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part) => {
        output = (output + part).slice(-100_000);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal, output });
    });
  });
}

/** @throws Refusal with the program's last words when it fails. */
export async function mustRun(what, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Refusal(`${what} failed with exit code ${code}.\n${output.trim().slice(-6000)}`);
  return output;
}
