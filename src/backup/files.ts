import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type LogReport, verifyLog } from '../event-store/hash-chain.ts';
import { APPLICATION_ID } from '../event-store/sqlite/schema.ts';
import { openSqliteEventStore } from '../event-store/sqlite/sqlite-event-store.ts';
import { BackupRefused } from './backup-refused.ts';
import { selfContained } from './sqlite-copy.ts';

/** What lies beside a SQLite file while it is in use, and its lock. */
const BESIDE = ['-wal', '-shm', '-journal', '.lock'] as const;

/** Told after every page of the log: the position, and the end. */
export type OnVerified = (position: number, head: number) => void;

/** @throws BackupRefused unless the file is a whole SQLite file that is marked as a log of ours. */
export function requireLogFile(file: string): void {
  if (!existsSync(file)) throw new BackupRefused(`There is no ${file}.`);
  let problem: string | null;
  try {
    problem = problemOf(file);
  } catch (error) {
    problem = `it can't be read as a database (${(error as Error).message})`;
  }
  if (problem) throw new BackupRefused(`${file} is no backup that can be used: ${problem}. Nothing was changed.`);
}

function problemOf(file: string): string | null {
  const database = new DatabaseSync(file, { readOnly: true });
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  try {
    if (pragma('application_id') !== APPLICATION_ID) return 'it is not a log of Seatledger';
    const check = pragma('quick_check');
    return check === 'ok' ? null : `it is damaged (${check})`;
  } finally {
    database.close();
  }
}

/** Opens a copy as the log that it is and follows every chain in it. @throws BackupRefused when one does not hold. */
export async function verifyLogFile(file: string, onVerified?: OnVerified): Promise<LogReport> {
  requireLogFile(file);
  const store = openSqliteEventStore({ file });
  try {
    const report = await verifyLog(store, onVerified);
    if (report.ok) return report;
    const { stream, revision, position } = report.firstBroken!;
    throw new BackupRefused(
      `The log is not what was written: its chain breaks at ${stream}, revision ${revision} (position ${position}). Nothing was changed. \`npm run seatledger -- verify-chain\` tells more of the log in DATA_DIR; an older backup may still be whole.`,
    );
  } finally {
    await store.close();
    selfContained(file);
  }
}

/** Gives a draft its name, which nobody has: there it is whole, whenever the power goes. */
export function putInPlace(draft: string, file: string): void {
  requireAbsent(file);
  sync(draft, 'r+');
  renameSync(draft, file);
  sync(dirname(file), 'r');
  removeDraft(draft);
}

/** @throws BackupRefused when there is something, since nothing is ever overwritten, or no place for it. */
export function requireAbsent(file: string): void {
  if (existsSync(file)) throw new BackupRefused(`${file} is there already, and nothing is overwritten. Name another.`);
  if (!existsSync(dirname(file))) throw new BackupRefused(`There is no folder ${dirname(file)}. Make it first.`);
}

export function removeDraft(draft: string): void {
  for (const end of ['', ...BESIDE]) rmSync(`${draft}${end}`, { force: true });
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
