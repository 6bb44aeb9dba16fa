/** What a script leaves on the machine while it runs: processes, folders. Taken away at its end, and on Ctrl-C. */
const undone = [];

/** @param undo takes it away again; a promise is waited for */
export const atEnd = (undo) => undone.push(undo);

let tearing;

/** Takes everything away, the last first; what fails does not keep the rest. However often it is called, once. */
export function tearDown() {
  tearing ??= undoAll();
  return tearing;
}

async function undoAll() {
  for (let undo = undone.pop(); undo; undo = undone.pop()) {
    await Promise.resolve()
      .then(undo)
      .catch(() => undefined);
  }
}

/** A second signal does not interrupt what the first one began: `timeout` and impatient people send several. */
export function tearDownOnSignals() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(signal, () => void tearDown().then(() => process.exit(code)));
  }
}
