/**
 * `npm test`: everything that CI runs, in one go and to the end, whatever fails on the way.
 *
 * `node scripts/test.mjs crash` runs the crashes alone, `node scripts/test.mjs faults` the faults of EventStoreDB, of
 * PostgreSQL and of nodes, `node scripts/test.mjs fuzz` odd requests: as often and as long as `THOROUGH` says, unless the
 * environment says otherwise. `node scripts/test.mjs all` is `npm test` with these in the place of a few of each.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, CommandFailed, giveUp, install, QUIET, root, runTool } from './bootstrap.mjs';

/** What fits beside everything else, and what makes a run of its own. */
const QUICK = {
  CRASH_ROUNDS: '8',
  NODE_KILL_SECONDS: '10',
  FAULTS: 'quick',
  FAULT_ROUNDS: '1',
  FAULT_FREEZE_SECONDS: '3',
  RACE_ROUNDS: '100',
};
const THOROUGH = {
  fuzz: { FUZZ_REQUESTS: '50000' },
  crash: { CRASH_ROUNDS: '200', NODE_KILL_SECONDS: '300' },
  faults: {
    FAULTS: 'all',
    FAULT_ROUNDS: '10',
    FAULT_FREEZE_SECONDS: '30',
    RACE_ROUNDS: '10000',
    SAME_ROWS_EVENTS: '1000000',
  },
};
/** Jest by itself passes over folders of what takes long. */
const EVERY_FOLDER = ['--testPathIgnorePatterns', '/node_modules/', '/.stryker-tmp/'];
const ALONE = [...EVERY_FOLDER, '--runInBand'];
const JEST = { script: 'jest/bin/jest.js', nodeArgs: ['--experimental-vm-modules', QUIET] };
const SLOWEST = 10;

const checks = {
  'Formatting and lint (biome)': ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  'Types (tsc)': ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  'Types of the Admin Center (tsc)': ['typescript/bin/tsc', '--noEmit', '-p', 'admin'],
  'Which part may import which (dependency-cruiser)': [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'src',
    'projections',
  ],
};

const runs = {
  everything: () => Promise.all([runChecks(), runJest('Tests', EVERY_FOLDER, QUICK)]),
  fuzz: () => runJest('Odd requests', ['test/http/fuzz'], THOROUGH.fuzz),
  crash: () => runJest('Crashes', ['test/crash', ...ALONE], THOROUGH.crash),
  faults: async () => {
    await runJest('Faults', ['test/faults', ...ALONE], THOROUGH.faults);
    await runJest('Rows on SQLite and on PostgreSQL', ['test/read-models/same-rows'], THOROUGH.faults);
  },
  all: async () => {
    await Promise.all([runChecks(), runJest('Tests', [], QUICK)]);
    await runs.fuzz();
    await runs.crash();
    await runs.faults();
  },
};

const total = { passed: 0, failed: 0 };
/** The files of tests that ran, and how many seconds each took. */
const files = [];

try {
  await install();
  await build();
  await (runs[process.argv[2]] ?? runs.everything)();
} catch (error) {
  giveUp(error);
}
tellSlowest();
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** One after the other, beside the tests. What one says is told when it has ended, and only if it failed. */
async function runChecks() {
  for (const [title, [script, ...args]] of Object.entries(checks)) {
    const passed = await succeeds(() => runTool(script, args, { quiet: true }));
    console.log(`${title}: ${passed ? 'passed' : 'failed'}`);
    total[passed ? 'passed' : 'failed'] += 1;
  }
}

/** Counts single tests. A suite that did not even load, or a Jest that died, is a failure of its own. */
async function runJest(title, args, settings) {
  heading(title);
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, process.env[name] ?? value]));
  const report = join(root, 'reports', 'jest.json');
  mkdirSync(join(root, 'reports'), { recursive: true });
  rmSync(report, { force: true });
  const passed = await succeeds(() =>
    runTool(JEST.script, [...args, '--json', '--outputFile', report], { nodeArgs: JEST.nodeArgs, env }),
  );
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  total.passed += counted?.numPassedTests ?? 0;
  const failures = (counted?.numFailedTests ?? 0) + (counted?.numRuntimeErrorTestSuites ?? 0);
  total.failed += passed ? failures : Math.max(failures, 1);
  for (const { name, startTime, endTime } of counted?.testResults ?? [])
    files.push({ name: relative(root, name), seconds: (endTime - startTime) / 1_000 });
}

function tellSlowest() {
  heading(`The slowest ${SLOWEST} files, in seconds`);
  const slowest = files.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST);
  for (const { name, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(7)}  ${name}`);
}

async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`${error.output}${error.message}`);
    return false;
  }
}

function heading(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 100 - title.length))}`);
}
