import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CREDENTIAL_FILE } from '../auth/credentials/credential-file.ts';
import { backUpCredentials, backUpLog } from '../backup/backup.ts';
import { BackupRefused } from '../backup/backup-refused.ts';
import { requireAbsent } from '../backup/files.ts';
import { type Folder, finishRestore, restore, wasCutOff } from '../backup/restore.ts';
import { readSettings, type Settings } from '../config.ts';
import { lockFile } from '../event-store/sqlite/lock.ts';
import { ANSWERS_FILE, EMBEDDED, LOG_FILE, READ_MODELS_FILE, requireLog } from '../stores.ts';
import { withProgress } from './progress.ts';
import { emptyReadDatabase } from './read-database.ts';

export type BackupOptions = { credentials?: string };

/** Copies the log, and where asked for the credentials after it, while a server may be running. */
export async function backUp(given: string, options: BackupOptions): Promise<boolean> {
  const settings = embeddedSettings();
  requireLog(settings);
  const { file, credentials } = paths(given, options);
  requireAbsent(file);
  if (credentials !== undefined) requireAbsent(credentials);
  const { events, streams } = await inHalves('Backing up', (copied, verified) =>
    backUpLog(join(settings.dataDir, LOG_FILE), file, { copied, verified }),
  );
  console.log(`${file}: ${events} events in ${streams} streams, ${megabytes(file)} MB; every chain holds.`);
  if (credentials !== undefined) await backUpCredentials(settings, credentials);
  console.log(aboutSecrets(credentials));
  return true;
}

/** Puts a backup into a folder without a log. */
export async function restoreBackup(given: string, options: BackupOptions): Promise<boolean> {
  const settings = embeddedSettings();
  const { file, credentials } = paths(given, options);
  await onFreeFolder(settings.dataDir, async () => {
    const { dataDir, masterKey } = settings;
    const folder = { dataDir, masterKey, logFile: LOG_FILE, madeFromLog: [READ_MODELS_FILE, ANSWERS_FILE] };
    if (wasCutOff(folder)) return finishFormer(folder);
    const beforeInPlace = () => emptyReadDatabase(settings);
    const { events, streams, erased } = await inHalves('Restoring', (copied, verified) =>
      restore(folder, { file, credentials, copied, verified, beforeInPlace }),
    );
    console.log(`${dataDir}: ${events} events in ${streams} streams were restored; every chain holds.`);
    if (erased > 0) console.log(`People who were erased: ${erased}. Their keys were destroyed again.`);
    console.log(whatNext(credentials));
  });
  return true;
}

function finishFormer(folder: Folder): void {
  finishRestore(folder);
  console.log(
    `A restore into ${folder.dataDir} had been cut off after its checks. It is finished now: the log and the credentials are those it was given. Nothing else was done.`,
  );
}

function embeddedSettings(): Settings {
  const settings = readSettings();
  if (settings.eventStore === EMBEDDED) return settings;
  throw new BackupRefused(
    'EVENT_STORE names an EventStoreDB, and this is for the log in DATA_DIR. Back EventStoreDB up by its own means, and DATA_DIR or PostgreSQL, which hold the keys, after it.',
  );
}

function paths(file: string, { credentials }: BackupOptions): { file: string; credentials: string | undefined } {
  const both = { file: resolve(file), credentials: credentials === undefined ? undefined : resolve(credentials) };
  if (both.file !== both.credentials) return both;
  throw new BackupRefused('The log and the credentials need a file each.');
}

/** Holds both locks that a server may hold there, so that none runs or starts meanwhile. */
async function onFreeFolder(dataDir: string, work: () => void | Promise<void>): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const locks: { release(): void }[] = [];
  try {
    for (const file of [LOG_FILE, CREDENTIAL_FILE]) locks.push(lockFile(join(dataDir, file)));
    await work();
  } finally {
    for (const lock of locks) lock.release();
  }
}

type OnProgress = (done: number, of: number) => void;

/** One bar: the first half is the copying, the second the check. */
function inHalves<T>(title: string, work: (copied: OnProgress, verified: OnProgress) => Promise<T>): Promise<T> {
  return withProgress(title, (onProgress) =>
    work(
      (done, of) => onProgress(done / of, 2),
      (done, of) => onProgress(1 + done / of, 2),
    ),
  );
}

function megabytes(file: string): string {
  return (statSync(file).size / 1_000_000).toFixed(1);
}

function aboutSecrets(credentials: string | undefined): string {
  const keys =
    credentials === undefined
      ? 'Personal keys and credentials were NOT copied: without them no name in this backup can be read, and nobody can sign in. Copy them to another place with --credentials FILE.'
      : `${credentials}: personal keys and credentials, taken after the log. Keep it apart from the log, and no longer than you must: somebody who is erased later can be read with it.`;
  return `${keys}\nThe master key (MASTER_KEY, or master.key in DATA_DIR) is never copied. Keep it in a place of its own: without it the copied keys open nothing.`;
}

function whatNext(credentials: string | undefined): string {
  const keys =
    credentials === undefined
      ? `Personal keys and credentials were not restored: ${CREDENTIAL_FILE} and the master key must be in DATA_DIR before the server starts.\n`
      : '';
  return `${keys}Start the server: it builds the lists anew from the log. What was answered after this backup was made is not in it; clients may have to repeat it.`;
}
