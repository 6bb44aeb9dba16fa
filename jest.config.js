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

/** Browser tests have their own configuration: tests/browser/jest.config.js. */
module.exports = {
  projects: [
    {
      displayName: 'server',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{server,contracts,scripts}/**/*.test.ts', '<rootDir>/tests/integration/**/*.test.ts'],
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
