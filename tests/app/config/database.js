/** MySQL commits before each CREATE TABLE, and knex says so each time; its other warnings stay. */
const quieter = {
  warn: (message) => {
    if (!String(message).includes('implicitly committed')) process.emitWarning(String(message));
  },
};

/** What a killed process wrote stays; only a machine that loses its power could lose it, and no test does that. */
const withoutFlushing = {
  afterCreate(connection, done) {
    connection.pragma('synchronous = OFF');
    done(null, connection);
  },
};

module.exports = () => {
  const connection = JSON.parse(process.env.TEST_DATABASE_CONNECTION);
  const pool = connection.client === 'sqlite' ? { ...connection.pool, ...withoutFlushing } : connection.pool;
  return { connection: { ...connection, pool, log: quieter } };
};
