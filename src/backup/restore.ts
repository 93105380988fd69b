import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { forgetUser } from '../auth/access-events.ts';
import { CREDENTIAL_FILE, checkCredentialFile } from '../auth/credentials/credential-file.ts';
import { openCredentialStore } from '../auth/credentials/credential-store.ts';
import { masterKeyOf } from '../auth/credentials/master-key.ts';
import type { LogReport } from '../event-store/hash-chain.ts';
import { openSqliteEventStore } from '../event-store/sqlite/sqlite-event-store.ts';
import { BackupRefused } from './backup-refused.ts';
import { type OnVerified, putInPlace, requireLogFile, verifyLogFile } from './files.ts';
import { copySqliteFile, type OnPages } from './sqlite-copy.ts';

export type Folder = {
  dataDir: string;
  masterKey?: string;
  /** The name of the log in the folder. */
  logFile: string;
  /** What a restored log must not find there: it was made from another. */
  madeFromLog: readonly string[];
};

export type Restore = {
  /** Backups, as `backUpLog` and `backUpCredentials` make them. */
  file: string;
  credentials?: string;
  copied?: OnPages;
  verified?: OnVerified;
  /** Called once everything is known to be good, just before it is put in place. */
  beforeInPlace?(): Promise<void>;
};

/** Copies are made and checked here; what is in here alone is not yet restored. */
const STAGING = 'restoring';
/** What SQLite keeps of a file beside it: without its file perhaps the only copy. */
const PARTS = ['', '-wal', '-journal'] as const;

/**
 * Puts a backup into a folder that holds no log. Whatever is wrong shows before anything is put in place. The log comes
 * first: a server does not start on a log without its credentials, but on credentials without a log it would begin anew.
 * @returns what was restored, and how many people were erased again.
 * @throws BackupRefused, StoreFileError, CredentialStoreError
 */
export async function restore(folder: Folder, wanted: Restore): Promise<LogReport & { erased: number }> {
  refuseOverwriting(folder, wanted);
  refuseStaged(folder, wanted);
  requireLogFile(wanted.file);
  if (wanted.credentials !== undefined) requireCredentials(folder, wanted.credentials);
  const staging = join(folder.dataDir, STAGING);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  try {
    const log = join(staging, folder.logFile);
    await copySqliteFile(wanted.file, log, wanted.copied);
    const report = await verifyLogFile(log, wanted.verified);
    const erased = wanted.credentials === undefined ? 0 : await stageCredentials(folder, wanted.credentials, log);
    await wanted.beforeInPlace?.();
    putInPlace(log, join(folder.dataDir, folder.logFile));
    if (wanted.credentials !== undefined) finishRestore(folder);
    return { ...report, erased };
  } finally {
    if (!wasCutOff(folder)) rmSync(staging, { recursive: true, force: true });
  }
}

/** Whether a restore was killed after the log was put in place and before the credentials were. */
export function wasCutOff({ dataDir, logFile }: Folder): boolean {
  const staged = (file: string) => existsSync(join(dataDir, STAGING, file));
  return staged(CREDENTIAL_FILE) && !staged(logFile) && existsSync(join(dataDir, logFile));
}

/** Puts in place what such a restore had made and checked. */
export function finishRestore({ dataDir }: Folder): void {
  putInPlace(join(dataDir, STAGING, CREDENTIAL_FILE), join(dataDir, CREDENTIAL_FILE));
  rmSync(join(dataDir, STAGING), { recursive: true, force: true });
}

function refuseOverwriting({ dataDir, logFile, madeFromLog }: Folder, { credentials }: Restore): void {
  const files = [logFile, ...madeFromLog, ...(credentials === undefined ? [] : [CREDENTIAL_FILE])];
  const there = files
    .flatMap((file) => PARTS.map((part) => `${file}${part}`))
    .filter((file) => existsSync(join(dataDir, file)));
  if (there.length === 0) return;
  throw new BackupRefused(
    `${dataDir} holds ${there.join(', ')} already, and nothing is overwritten. Move everything but master.key away, or set DATA_DIR to another folder.`,
  );
}

/** The folder for copies is emptied first: a backup that lies in it would be gone. */
function refuseStaged({ dataDir }: Folder, { file, credentials = file }: Restore): void {
  const staging = join(dataDir, STAGING);
  const staged = [file, credentials].find((one) => isIn(staging, one));
  if (staged === undefined) return;
  throw new BackupRefused(
    `${staged} lies in ${staging}, which is emptied to make copies in. Move it somewhere else. Nothing was changed.`,
  );
}

function isIn(folder: string, file: string): boolean {
  return existsSync(folder) && existsSync(file) && realpathSync(file).startsWith(realpathSync(folder) + sep);
}

function requireCredentials({ dataDir, masterKey }: Folder, file: string): void {
  if (!existsSync(file)) throw new BackupRefused(`There is no ${file}.`);
  checkCredentialFile(file, masterKeyOf({ dir: dataDir, setting: masterKey, mayCreate: false }));
}

/** A copy of the keys may be older than the log: whoever was erased since is erased again, before anybody can read it. */
async function stageCredentials({ dataDir, masterKey }: Folder, file: string, log: string): Promise<number> {
  const staging = join(dataDir, STAGING);
  await copySqliteFile(file, join(staging, CREDENTIAL_FILE));
  const key = masterKeyOf({ dir: dataDir, setting: masterKey, mayCreate: false });
  const credentials = await openCredentialStore({ dir: staging, masterKey: key.toString('hex') });
  try {
    const erased = await erasedPeople(log);
    for (const userId of erased) {
      await forgetUser(credentials, userId);
      await credentials.personalKeys.destroy(userId);
    }
    return erased.length;
  } finally {
    await credentials.close();
  }
}

async function erasedPeople(log: string): Promise<string[]> {
  const store = openSqliteEventStore({ file: log });
  try {
    const people: string[] = [];
    for await (const page of store.readAll({ filter: { types: ['PersonErased'] } })) {
      people.push(...page.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)));
    }
    return people;
  } finally {
    await store.close();
  }
}
