/** MySQL commits before each CREATE TABLE, and knex says so each time; its other warnings stay. */
const quieter = {
  warn: (message) => {
    if (!String(message).includes('implicitly committed')) process.emitWarning(String(message));
  },
};

module.exports = () => ({
  connection: { ...JSON.parse(process.env.TEST_DATABASE_CONNECTION), log: quieter },
});
