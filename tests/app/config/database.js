module.exports = () => ({ connection: JSON.parse(process.env.TEST_DATABASE_CONNECTION) });
