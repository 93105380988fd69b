import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { NodeSqliteDialect } from '../../sqlite/dialect.ts';
import { bringFileUpToDate, FileTooNew, pragma } from '../../sqlite/file-schema.ts';
import { type CredentialDb, MASTER_KEY_CHECK, SQLITE_STEPS } from './credential-tables.ts';
import {
  CredentialStoreError,
  isMasterKeyOf,
  keepPrivate,
  masterKeyCheck,
  masterKeyOf,
  OWNER_ONLY,
  syncFolder,
} from './master-key.ts';

export const CREDENTIAL_FILE = 'credentials.sqlite';
/** 'SLcr': tells our file from any other SQLite file. */
const APPLICATION_ID = 0x534c6372;
const BUSY_TIMEOUT_MS = 5_000;

export type CredentialFile = {
  db: CredentialDb;
  masterKey: Buffer;
  /** Whether the file was made by this start. */
  isNew: boolean;
  /** Copies what was overwritten over what it was, and empties the write-ahead log. */
  scrub(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the credential file, or makes it where there is none. A file that is foreign, damaged, newer than this program
 * or wrapped by another master key is left exactly as it is.
 * @throws CredentialStoreError
 */
export function openCredentialFile(options: { dir: string; masterKey?: string }): CredentialFile {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const file = join(options.dir, CREDENTIAL_FILE);
  const isNew = !existsSync(file);
  const masterKey = masterKeyOf({ dir: options.dir, setting: options.masterKey, mayCreate: isNew });
  if (isNew) createFile(file, masterKey);
  keepPrivate(file);
  const db = open(file);
  try {
    requireMasterKey(db, file, masterKey);
    configure(db, file);
    migrate(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
  return { ...queried(db), masterKey, isNew };
}

function queried(file: DatabaseSync): Pick<CredentialFile, 'db' | 'scrub' | 'close'> {
  const db: CredentialDb = new Kysely({ dialect: new NodeSqliteDialect(file, { begin: 'begin immediate' }) });
  return {
    db,
    scrub: async () => void (await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)),
    close: async () => {
      await db.destroy();
      // Kysely closes only what it has used.
      if (file.isOpen) file.close();
    },
  };
}

/**
 * Looks whether a file, such as a backup, is a whole credential file that this master key opens. Changes nothing.
 * @throws CredentialStoreError
 */
export function checkCredentialFile(file: string, masterKey: Buffer): void {
  const db = open(file, { readOnly: true });
  try {
    requireMasterKey(db, file, masterKey);
  } finally {
    db.close();
  }
}

/**
 * Makes the credential file of a folder from what is put into its tables, with `meta` among it.
 * @param fill killed or failing in it leaves a draft at most, which the next one removes.
 */
export async function makeCredentialFile(dir: string, fill: (db: CredentialDb) => Promise<void>): Promise<void> {
  const file = join(dir, CREDENTIAL_FILE);
  const draft = openDraft(file);
  const { db, close } = queried(draft);
  await fill(db).finally(close);
  putInPlace(file);
}

function createFile(file: string, masterKey: Buffer): void {
  const draft = openDraft(file);
  draft.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(MASTER_KEY_CHECK, masterKeyCheck(masterKey));
  draft.close();
  putInPlace(file);
}

/** Built under another name first: under its own name the file is always whole, so an empty one is a damaged one. */
function openDraft(file: string): DatabaseSync {
  const draft = draftOf(file);
  for (const leftover of [draft, `${draft}-journal`]) rmSync(leftover, { force: true });
  closeSync(openSync(draft, 'wx', OWNER_ONLY));
  const db = new DatabaseSync(draft);
  db.exec('PRAGMA synchronous = FULL');
  migrate(db, file);
  return db;
}

function putInPlace(file: string): void {
  const fd = openSync(draftOf(file), 'r+');
  fsyncSync(fd);
  closeSync(fd);
  renameSync(draftOf(file), file);
  syncFolder(join(file, '..'));
}

const draftOf = (file: string) => `${file}.new`;

function open(file: string, { readOnly = false } = {}): DatabaseSync {
  if (statSync(file).size === 0) throw damaged(file, 'it is empty');
  const db = new DatabaseSync(file, { readOnly });
  try {
    if (pragma(db, 'application_id') !== APPLICATION_ID)
      throw damaged(file, 'it is not a credential file of Seatledger');
    if (pragma(db, 'quick_check') !== 'ok') throw damaged(file, 'it is damaged');
    return db;
  } catch (error) {
    db.close();
    if (error instanceof CredentialStoreError) throw error;
    throw damaged(file, `it can not be read as a database (${(error as Error).message})`);
  }
}

/** Secrets that are deleted must be gone: `secure_delete` overwrites them in the file's pages. */
function configure(db: DatabaseSync, file: string): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL`);
  if (pragma(db, 'journal_mode = WAL') !== 'wal') throw damaged(file, 'it can not be written in WAL mode');
  if (pragma(db, 'synchronous') !== 2) throw damaged(file, 'writes to it would not be synced');
}

function migrate(db: DatabaseSync, file: string): void {
  try {
    bringFileUpToDate(db, { applicationId: APPLICATION_ID, steps: SQLITE_STEPS });
  } catch (error) {
    if (!(error instanceof FileTooNew)) throw error;
    const { version, known } = error;
    throw new CredentialStoreError(`${file} has version ${version}, this program knows ${known}: start a newer one`);
  }
}

function requireMasterKey(db: DatabaseSync, file: string, masterKey: Buffer): void {
  const stored = db.prepare('SELECT value FROM meta WHERE name = ?').get(MASTER_KEY_CHECK)?.value;
  if (!(stored instanceof Uint8Array)) throw damaged(file, 'its master key check is missing');
  if (!isMasterKeyOf(stored, masterKey)) {
    throw new CredentialStoreError(
      `${file} was written with another master key. Nothing was changed: start with that key.`,
    );
  }
}

function damaged(file: string, why: string): CredentialStoreError {
  return new CredentialStoreError(`${file} can not be used: ${why}. Nothing was changed: restore it from a backup.`);
}
