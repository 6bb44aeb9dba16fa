module.exports = () => ({
  host: '127.0.0.1',
  port: 0,
  url: process.env.TEST_PUBLIC_ORIGIN ?? 'http://127.0.0.1:1337',
  app: { keys: ['test-key-a', 'test-key-b'] },
  logger: {
    updates: { enabled: false },
    startup: { enabled: false },
    config: { level: process.env.TEST_LOG ?? 'error' },
  },
});
