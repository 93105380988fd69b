/** Native ES modules; SWC keeps the decorator metadata that Nest and class-validator read. */
export default {
  testEnvironment: 'node',
  // For a machine that is busy with something else: what hangs, hangs longer than this.
  testTimeout: 120_000,
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/shared-servers/start.mjs',
  globalTeardown: '<rootDir>/test/shared-servers/stop.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/crash/',
    '<rootDir>/test/faults/',
    '<rootDir>/.stryker-tmp/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
