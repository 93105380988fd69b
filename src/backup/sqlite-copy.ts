import { backup, DatabaseSync } from 'node:sqlite';
import { explain } from '../event-store/sqlite/file-error.ts';
import { BackupRefused } from './backup-refused.ts';

/** 4 MiB at a time: what the thread that copies takes before it says how far it is. */
const PAGES_A_STEP = 1_000;
/** A server that starts or ends holds the file for a moment. */
const BUSY_TIMEOUT_MS = 5_000;

/** Told after every step: pages that were copied, of so many. */
export type OnPages = (copied: number, total: number) => void;

/**
 * Copies a SQLite file as of now, while others write to it. One read transaction holds the whole copy to one moment: without
 * it SQLite begins anew whenever somebody writes. It blocks no writer; the write-ahead log can't shrink meanwhile.
 * @throws BackupRefused
 */
export async function copySqliteFile(from: string, to: string, onPages: OnPages = () => {}): Promise<void> {
  try {
    await copyAtOneMoment(from, to, onPages);
    selfContained(to);
  } catch (error) {
    throw new BackupRefused(`Copying ${from} to ${to} failed: ${explain(error)}. Nothing was changed.`, {
      cause: error,
    });
  }
}

async function copyAtOneMoment(from: string, to: string, onPages: OnPages): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(source, to, {
      rate: PAGES_A_STEP,
      progress: ({ totalPages, remainingPages }) => onPages(totalPages - remainingPages, totalPages),
    });
  } finally {
    source.close();
  }
}

/** Takes the copy out of write-ahead mode, so that it is one file; whoever opens it to write puts it back. */
export function selfContained(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    copy.exec('PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
