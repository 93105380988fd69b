import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CopyLog, copyCredentials, copyCredentialsBack } from '../auth/credentials/copy-credentials.ts';
import { CREDENTIAL_FILE, openCredentialFile } from '../auth/credentials/credential-file.ts';
import type { CredentialDb } from '../auth/credentials/credential-tables.ts';
import { CredentialStoreError } from '../auth/credentials/master-key.ts';
import { holdsCredentials } from '../auth/credentials/shared-credentials.ts';
import { EMBEDDED } from '../stores.ts';

/** Where the log is and where it goes, `embedded` or a connection string; the same when it stays where it is. */
export type Sides = { from: string; to: string };

export type Folder = { dataDir: string; masterKey?: string };

/**
 * Copies the credentials with a log when a server on its new place looks for them in another: nodes look in PostgreSQL, one
 * process in its folder. Killed at any point, nobody can start on half of either.
 * @param shared the PostgreSQL of the nodes, on which none runs; `undefined` when there is none.
 * @param copyLog copies the log, or carries on with it; `undefined` when it is where it is to be.
 * @returns what became of the credentials and what to do about them.
 * @throws CredentialStoreError nothing was changed.
 */
export function copyWithCredentials(
  { from, to }: Sides,
  folder: Folder,
  shared: CredentialDb | undefined,
  copyLog?: CopyLog,
): Promise<string> {
  if (shared === undefined) return leaveInFolder(folder, copyLog);
  if (to !== EMBEDDED && from === EMBEDDED) return copyToPostgres(folder, shared, copyLog);
  return to === EMBEDDED ? copyToFolder(folder, shared, copyLog) : keepOrCopyToPostgres(folder, shared, copyLog);
}

async function leaveInFolder({ dataDir }: Folder, copyLog?: CopyLog): Promise<string> {
  await copyLog?.();
  if (existsSync(join(dataDir, CREDENTIAL_FILE)))
    return `Credentials and personal keys stay in ${dataDir}: keep that folder, and the master key, as they are.`;
  return `There are no credentials and personal keys in ${dataDir}. They were NOT copied: put credentials.sqlite and the master key there, or the server will not start.`;
}

async function copyToPostgres(
  { dataDir, masterKey }: Folder,
  shared: CredentialDb,
  copyLog?: CopyLog,
): Promise<string> {
  const path = join(dataDir, CREDENTIAL_FILE);
  if (!existsSync(path))
    throw new CredentialStoreError(
      `There is no ${path}. Nothing was changed: put it there, with the master key, so that it can be copied to PostgreSQL.`,
    );
  const file = openCredentialFile({ dir: dataDir, masterKey });
  try {
    return intoPostgres(path, await copyCredentials(file.db, shared, copyLog));
  } finally {
    await file.close();
  }
}

/** With the log in EventStoreDB before, they may be in either place. */
async function keepOrCopyToPostgres(folder: Folder, shared: CredentialDb, copyLog?: CopyLog): Promise<string> {
  const isHere = existsSync(join(folder.dataDir, CREDENTIAL_FILE));
  if (isHere || !(await holdsCredentials(shared, keyOf(folder)))) return copyToPostgres(folder, shared, copyLog);
  await copyLog?.();
  return 'Credentials and personal keys stay in PostgreSQL, and the master key as it is.';
}

async function copyToFolder(folder: Folder, shared: CredentialDb, copyLog?: CopyLog): Promise<string> {
  if (!(await holdsCredentials(shared, keyOf(folder)))) return leaveInFolder(folder, copyLog);
  return intoFolder(folder.dataDir, await copyCredentialsBack(shared, keyOf(folder), copyLog));
}

const keyOf = ({ dataDir, masterKey }: Folder) => ({ dir: dataDir, masterKey });

function intoPostgres(path: string, rows: number): string {
  const done =
    rows > 0
      ? `Credentials and personal keys were copied to PostgreSQL: ${rows} rows.`
      : `PostgreSQL held the credentials and personal keys already. What has changed in ${path} since was NOT copied.`;
  return `${done} From now on ${path} is an old copy: it holds the keys of people who will be erased later. Remove it once you are sure.
Every node needs the master key of before: the same MASTER_KEY, or the same master.key in its DATA_DIR.`;
}

function intoFolder(dataDir: string, rows: number): string {
  const done =
    rows > 0
      ? `Credentials and personal keys were copied from PostgreSQL to ${dataDir}: ${rows} rows.`
      : `${dataDir} held the same credentials and personal keys as PostgreSQL already.`;
  return `${done} From now on PostgreSQL holds an old copy, with the keys of people who will be erased later. Drop it once you are sure; lists are built anew.
The server needs the master key of before: MASTER_KEY, or master.key in ${dataDir}.`;
}
