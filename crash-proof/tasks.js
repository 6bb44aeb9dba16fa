/**
 * Runs inside a sending process: lets it die at a named step. Nothing of this is in the product: the services are
 * single objects whose methods everybody calls on them, so a step is a method that was wrapped before the engine starts.
 */
const { AsyncLocalStorage } = require('async_hooks');

const tasks = require('../tests/support/sending-tasks');

/**
 * The step at which this process dies, and how often it passes it before. Where the step is a commit, `manner` says
 * whether it dies right before the statement leaves, as soon as it has left, or as its parent kills it meanwhile.
 * @type {{ step: string, passes: number, manner: 'before' | 'amid' | 'after' } | null}
 */
let armed = null;

/** What the code that runs now is part of. */
const within = new AsyncLocalStorage();

// Nothing runs between this call and the end of the process.
const die = () => process.kill(process.pid, 'SIGKILL');

const isNow = (step) => {
  if (armed?.step !== step) return false;
  armed.passes -= 1;
  return armed.passes === -1;
};

const reach = (step) => {
  if (isNow(step)) die();
};

/** Connections in a transaction. knex leaves its own mark on them when the transaction is over. */
const inTransaction = new Set();

/** Whether a query, as knex tells of it before it leaves, makes something last: outside a transaction each one does. */
function commits({ sql, __knexUid: connection }) {
  if (/^begin/i.test(sql)) inTransaction.add(connection);
  else if (/^(commit|rollback;?$)/i.test(sql)) inTransaction.delete(connection);
  else return !inTransaction.has(connection) && /^\s*(update|with|insert)\b/i.test(sql);
  return /^commit/i.test(sql);
}

function onQuery(query) {
  if (!commits(query)) return;
  const step = within.getStore();
  if (!step || !isNow(step)) return;
  if (armed.manner === 'before') die();
  else if (armed.manner === 'after') setImmediate(die);
  else process.send({ kill: true });
}

/** As a connection does that breaks when the database has done its part and before we hear of it. */
const loseAnswer = (step) => {
  if (isNow(step)) throw new Error('Connection terminated unexpectedly');
};

const wrap = (object, method, around) => {
  object[method] = around(object[method].bind(object));
};

function beforeBootstrap(strapi) {
  const service = (name) => strapi.plugin('mail-campaigns').service(name);
  wrap(service('delivery'), 'enqueue', (enqueue) => (...args) => {
    reach('after-freeze');
    return enqueue(...args);
  });
  wrap(service('ledger'), 'claim', (claim) => async (...args) => {
    const claimed = await within.run('after-claim', () => claim(...args));
    if (claimed.rows.length > 0) {
      reach('after-in-flight-mark');
      loseAnswer('claim-unheard');
    }
    return claimed;
  });
  wrap(service('ledger'), 'settle', (settle) => async (...args) => {
    reach('after-250-before-commit');
    await within.run('during-commit', () => settle(...args));
    loseAnswer('commit-unheard');
  });
  wrap(
    service('campaign-sending'),
    'pause',
    (pause) =>
      (...args) =>
        within.run('during-pause', () => pause(...args)),
  );
  strapi.db.connection.on('query', onQuery);
}

/**
 * @param moment see `armed`; null: it is to live on
 * @returns whether the step that was armed before was reached
 */
const arm = (_strapi, moment) => {
  const reached = armed !== null && armed.passes < 0;
  armed = moment;
  return reached;
};

module.exports = { ...tasks, beforeBootstrap, arm };
