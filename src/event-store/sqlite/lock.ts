import { DatabaseSync } from 'node:sqlite';
import { explain, isBusy, StoreFileError } from './file-error.ts';

/**
 * Makes this process the only writer of a log. The lock is an exclusive transaction on a small SQLite file beside the
 * log, held open for as long as the process lives: the operating system lets go of it even after a kill -9, so there is
 * never a stale lock to remove by hand. Read-only readers of the log itself are not hindered.
 */
export function lockFile(file: string): { release(): void } {
  const lock = `${file}.lock`;
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(lock, { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection?.close();
    if (!isBusy(error)) throw new StoreFileError(`Cannot create the lock ${lock}: ${explain(error)}`, { cause: error });
    throw new StoreFileError(
      `${file} is in use by another process. Only one Seatledger may own a log: stop the other one first, or give this one a DATA_DIR of its own.`,
      { cause: error },
    );
  }
  const held = connection;
  return { release: () => held.close() };
}
