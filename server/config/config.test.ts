import { config, defaults } from '.';

const valid = { ...defaults, secret: 's'.repeat(32) };

test('the defaults are a valid configuration', () => {
  expect(() => config.validator(valid)).not.toThrow();
});

test.each([
  ['an unknown option', { ...valid, smpt: {} }, /smpt/],
  ['a short secret', { ...valid, secret: 'short' }, /secret/],
  ['a relay without a host', { ...valid, smtp: { port: 25 } }, /smtp\.host/],
  ['a port that does not exist', { ...valid, smtp: { host: 'a', port: 70000 } }, /smtp\.port/],
  ['Bull without Redis', { ...valid, queue: { ...valid.queue, driver: 'bull' } }, /redisUrl/],
  ['an address that is none', { ...valid, bounceAddress: 'bounces' }, /bounceAddress/],
  ['a public URL that is none', { ...valid, publicUrl: 'cms.example.org' }, /publicUrl/],
])('%s stops the start and is named', (_name, given, message) => {
  expect(() => config.validator(given)).toThrow(message);
});

test('a production without a secret does not start', () => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    expect(() => config.validator({ ...defaults })).toThrow(/secret/);
  } finally {
    process.env.NODE_ENV = before;
  }
});
