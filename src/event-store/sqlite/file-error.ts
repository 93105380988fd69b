import { StoreUnavailable } from '../event-store.ts';

/** The log's file can't be used as it is. The message names the file and says what to do; it is meant for an operator. */
export class StoreFileError extends Error {
  override name = 'StoreFileError';
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html) in an operator's words. */
const reasons: Record<number, string> = {
  5: 'another process has it locked',
  8: 'it, or its folder, is read-only',
  10: 'the disk reported a read or write error',
  11: 'it is damaged or was cut short',
  13: 'the disk is full',
  14: 'it cannot be opened: check that the folder exists, may be written to and that the path is not a folder',
  23: 'access was refused',
  26: 'it is not a SQLite database',
};

export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = reasons[resultCode(error)];
  return reason ? `${reason} (${message})` : message;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === 5;
}

function isDamaged(error: unknown): boolean {
  return [11, 26].includes(resultCode(error));
}

/** Whatever went wrong while the file was being opened, for the operator. */
export function unusable(file: string, error: unknown): StoreFileError {
  if (error instanceof StoreFileError) return error;
  const advice = isDamaged(error)
    ? 'Nothing was changed. Restore the file, with its -wal if there is one, from a backup.'
    : 'Nothing was written.';
  return new StoreFileError(`Cannot open the log ${file}: ${explain(error)}. ${advice}`, { cause: error });
}

/** @throws StoreUnavailable with the reason in words, whatever SQLite threw. */
export function reading<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new StoreUnavailable(`Reading the log failed: ${explain(error)}`, { cause: error });
  }
}

/** The low byte of SQLite's extended code; -1 for an error that does not come from SQLite. */
function resultCode(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : -1;
}
