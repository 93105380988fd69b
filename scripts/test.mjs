/**
 * `npm test`: everything that CI runs, in one go and to the end, whatever fails on the way.
 *
 * `node scripts/test.mjs crash` runs the crashes alone, `node scripts/test.mjs faults` the faults of EventStoreDB, of
 * PostgreSQL and of nodes: as often and as long as `SETTINGS` says, unless the environment says otherwise.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, CommandFailed, giveUp, install, QUIET, root, runTool } from './bootstrap.mjs';

/** What fits beside everything else, and what makes a run of its own. */
const SETTINGS = {
  everything: {
    CRASH_ROUNDS: '15',
    NODE_KILL_SECONDS: '20',
    FAULTS: 'quick',
    FAULT_ROUNDS: '1',
    FAULT_FREEZE_SECONDS: '3',
    RACE_ROUNDS: '200',
  },
  crash: { CRASH_ROUNDS: '200', NODE_KILL_SECONDS: '300' },
  faults: {
    FAULTS: 'all',
    FAULT_ROUNDS: '10',
    FAULT_FREEZE_SECONDS: '30',
    RACE_ROUNDS: '10000',
    SAME_ROWS_EVENTS: '1000000',
  },
};
/** Folders that Jest passes over unless it is told not to. */
const SLOW = ['--testPathIgnorePatterns', '/node_modules/', '--runInBand'];
const JEST = { script: 'jest/bin/jest.js', nodeArgs: ['--experimental-vm-modules', QUIET] };

const checks = {
  'Formatting and lint (biome)': () => runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
  'Types (tsc)': () => runTool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']),
  'Types of the Admin Center (tsc)': () => runTool('typescript/bin/tsc', ['--noEmit', '-p', 'admin']),
  'Which part may import which (dependency-cruiser)': () =>
    runTool('dependency-cruiser/bin/dependency-cruise.mjs', [
      '--config',
      '.dependency-cruiser.mjs',
      'src',
      'projections',
    ]),
};

const mode = ['crash', 'faults'].find((known) => known === process.argv[2]) ?? 'everything';
const env = Object.fromEntries(
  Object.entries(SETTINGS[mode]).map(([name, value]) => [name, process.env[name] ?? value]),
);
const total = { passed: 0, failed: 0 };

try {
  await install();
  await build();
  if (mode === 'everything') {
    for (const [title, check] of Object.entries(checks)) await runCheck(title, check);
    await runJest('Tests', []);
  }
  if (mode !== 'faults') await runJest('Crashes', ['test/crash', ...SLOW]);
  if (mode !== 'crash') await runJest('Faults', ['test/faults', ...SLOW]);
  if (mode === 'faults') await runJest('Rows on SQLite and on PostgreSQL', ['test/read-models/same-rows']);
} catch (error) {
  giveUp(error);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runCheck(title, check) {
  heading(title);
  const passed = await succeeds(check);
  if (passed) console.log('passed');
  total[passed ? 'passed' : 'failed'] += 1;
}

/** Counts single tests. A suite that did not even load, or a Jest that died, is a failure of its own. */
async function runJest(title, args) {
  heading(title);
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
}

async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(error.message);
    return false;
  }
}

function heading(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 100 - title.length))}`);
}
