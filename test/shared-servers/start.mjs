/**
 * Jest's global set-up: a process that keeps the servers of this run, which test files share. It starts one when a file first
 * asks for it, and ends with the run, whatever ends the run.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The product starts a hundred times in a run: what Node compiled of it is kept. */
const COMPILED = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'seatledger-tests');

export default async function startKeeper() {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-tests-'));
  // PostgreSQL runs as a user of its own when the tests run as root.
  chmodSync(folder, 0o755);
  const keeper = fork(join(import.meta.dirname, 'keeper.ts'), [folder], {
    // Out of the terminal's reach: Ctrl-C would end it before it has put things in order.
    detached: true,
    execArgv: ['--experimental-transform-types', '--no-warnings'],
    // Of Jest's own, which are not for a process without tests.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [{ address }] = await once(keeper, 'message');
  // From here on everything temporary is in the folder, which goes when the run has ended.
  Object.assign(process.env, { SHARED_SERVERS: address, TMPDIR: folder, NODE_COMPILE_CACHE: COMPILED });
  keeper.unref();
  keeper.channel.unref();
  globalThis.keeper = keeper;
}
