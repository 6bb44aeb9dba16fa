/** The other side of `sending-process.js`. Plain JavaScript: tests, crash proof and bench share it. */
const { fork } = require('child_process');
const path = require('path');

/**
 * @typedef {object} Sender
 * @property {number} pid
 * @property {(task: string, ...args: unknown[]) => Promise<any>} run Runs a task in the process.
 *   Rejects where the task throws and where the process ends before it has answered.
 * @property {() => Promise<void>} kill SIGKILL: no handler of the process runs. Resolves when it is dead.
 * @property {() => Promise<void>} stop Lets it end in order.
 * @property {Promise<void>} dead
 * @property {boolean} alive
 * @property {boolean} wasKilled whether it is SIGKILL, its own or another's, that ended it
 */

/**
 * Starts a process that sends, and waits until it is ready.
 * @param {object} options
 * @param {object} options.connection database connection, as Strapi's `config/database` takes it
 * @param {object} options.config configuration of the plugin
 * @param {object} [options.env] more environment variables
 * @param {string} [options.tasks] module with the tasks; by default `sending-tasks.js`
 * @param {number | 'inherit'} [options.log] where its output goes: an open file or the terminal
 * @param {(message: any) => void} [options.onMessage] hears what the process says by itself
 * @returns {Promise<Sender>}
 * @throws Error where it ends before it is ready
 */
async function startSender({
  connection,
  config,
  env = {},
  tasks = path.resolve(__dirname, 'sending-tasks.js'),
  log = 'inherit',
  onMessage,
}) {
  const child = fork(path.resolve(__dirname, 'sending-process.js'), [], {
    env: {
      ...process.env,
      ...env,
      TEST_DATABASE_CONNECTION: JSON.stringify(connection),
      TEST_PLUGIN_CONFIG: JSON.stringify(config),
      SENDING_TASKS: tasks,
    },
    stdio: ['ignore', log, log, 'ipc'],
  });
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  const gone = () => new Error(`The sending process ${child.pid} has ended`);
  /** @type {Promise<void>} */
  const dead = new Promise((resolve) => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(gone());
      resolve();
    });
  });
  await new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { ready, id, result, error } = /** @type {any} */ (message);
      if (ready) return resolve(undefined);
      if (id === undefined) return onMessage?.(message);
      const asked = waiting.get(id);
      waiting.delete(id);
      return error ? asked?.reject(new Error(error)) : asked?.resolve(result);
    });
    child.once('exit', () => reject(gone()));
  });

  let last = 0;
  return {
    pid: /** @type {number} */ (child.pid),
    dead,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    get wasKilled() {
      return child.signalCode === 'SIGKILL';
    },
    run(task, ...args) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        if (!child.connected) return reject(gone());
        waiting.set(id, { resolve, reject });
        return child.send({ id, task, args }, (error) => error && reject(gone()));
      });
    },
    kill() {
      child.kill('SIGKILL');
      return dead;
    },
    stop() {
      if (child.connected) child.send({ stop: true });
      return dead;
    },
  };
}

module.exports = { startSender };
