module.exports = () => ({
  host: '127.0.0.1',
  port: 0,
  url: process.env.TEST_PUBLIC_ORIGIN ?? 'http://127.0.0.1:1337',
  proxy: JSON.parse(process.env.TEST_SERVER_PROXY ?? '{}'),
  app: { keys: ['test-key-a', 'test-key-b'] },
  logger: {
    updates: { enabled: false },
    startup: { enabled: false },
    config: { level: process.env.TEST_LOG ?? 'error' },
  },
});
