const swc = (jsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: jsx },
      transform: jsx ? { react: { runtime: 'automatic' } } : {},
    },
    module: { type: 'commonjs' },
  },
];

const ignored = ['/node_modules/', '<rootDir>/dist/', '<rootDir>/demo/'];
const integration = '<rootDir>/tests/integration/**/*.test.ts';
const unit = '<rootDir>/{server,contracts,scripts,crash-proof}/**/*.test.ts';
/** Unit tests know no database: once is enough. */
const again = ['postgres', 'mysql'].includes(process.env.TEST_DATABASE);

/** Browser and package tests have configurations of their own in their folders. */
module.exports = {
  testSequencer: '<rootDir>/tests/support/sequencer.js',
  projects: [
    {
      displayName: 'server',
      testEnvironment: 'node',
      testMatch: again ? [integration] : [unit, integration],
      testPathIgnorePatterns: ignored,
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/setup.ts'],
      transform: { '^.+\\.ts$': swc(false) },
    },
    {
      displayName: 'admin',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/admin/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ignored,
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      transform: { '^.+\\.tsx?$': swc(true) },
    },
  ],
};
