/** `npm run test:mutation`: breaks the rules of the domain one by one and expects a test to notice. */
export default {
  mutate: ['src/domain/**/*.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'jest.config.mjs', config: { testMatch: ['<rootDir>/test/domain/**/*.test.ts'] } },
  coverageAnalysis: 'off',
  ignoreStatic: false,
  concurrency: 2,
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  thresholds: { high: 95, low: 85, break: 80 },
  disableTypeChecks: false,
};
