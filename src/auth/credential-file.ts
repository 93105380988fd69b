import { timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CredentialStoreError, keepPrivate, masterKeyOf, OWNER_ONLY, syncFolder } from './master-key.ts';
import { deriveKey } from './sealer.ts';

export const CREDENTIAL_FILE = 'credentials.sqlite';
/** 'SLcr': tells our file from any other SQLite file. */
const APPLICATION_ID = 0x534c6372;
const BUSY_TIMEOUT_MS = 5_000;

/** Each entry takes the file from its index to the next version. On disk for ever: add, never change. */
const MIGRATIONS = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE secret (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE personal_key (person_id TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
   CREATE TABLE password (user_id TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE invitation (
     user_id TEXT PRIMARY KEY, account TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, expires_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE client_secret (
     client_id TEXT PRIMARY KEY, service_account_id TEXT NOT NULL, account TEXT NOT NULL, secret_hash BLOB NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX client_secret_by_service_account ON client_secret (service_account_id);
   CREATE TABLE sign_in (
     sid TEXT PRIMARY KEY, user_id TEXT NOT NULL, account TEXT NOT NULL, secret_hash BLOB NOT NULL UNIQUE,
     started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sign_in_by_user ON sign_in (user_id);
   CREATE INDEX sign_in_by_expiry ON sign_in (expires_at);
   CREATE TABLE signing_key (
     kid TEXT PRIMARY KEY, public_key TEXT NOT NULL, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL, retired_at INTEGER
   ) STRICT, WITHOUT ROWID;`,
] as const;

export type CredentialFile = { db: DatabaseSync; masterKey: Buffer; isNew: boolean };

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
    checkMasterKey(db, file, masterKey);
    configure(db, file);
    migrate(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, masterKey, isNew };
}

/**
 * Looks whether a file, such as a backup, is a whole credential file that this master key opens. Changes nothing.
 * @throws CredentialStoreError
 */
export function checkCredentialFile(file: string, masterKey: Buffer): void {
  const db = open(file, { readOnly: true });
  try {
    checkMasterKey(db, file, masterKey);
  } finally {
    db.close();
  }
}

/** Built under another name first: under its own name the file is always whole, so an empty one is a damaged one. */
function createFile(file: string, masterKey: Buffer): void {
  const draft = `${file}.new`;
  for (const leftover of [draft, `${draft}-journal`]) rmSync(leftover, { force: true });
  closeSync(openSync(draft, 'wx', OWNER_ONLY));
  const db = new DatabaseSync(draft);
  db.exec(`PRAGMA synchronous = FULL; PRAGMA application_id = ${APPLICATION_ID}`);
  migrate(db, file);
  db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('master-key-check', checkValue(masterKey));
  db.close();
  const fd = openSync(draft, 'r+');
  fsyncSync(fd);
  closeSync(fd);
  renameSync(draft, file);
  syncFolder(join(file, '..'));
}

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
  const version = Number(pragma(db, 'user_version'));
  if (version > MIGRATIONS.length) {
    throw new CredentialStoreError(
      `${file} has version ${version}, this program knows ${MIGRATIONS.length}: start a newer one`,
    );
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[next]} PRAGMA user_version = ${next + 1}; COMMIT`);
  }
}

function checkMasterKey(db: DatabaseSync, file: string, masterKey: Buffer): void {
  const row = db.prepare("SELECT value FROM meta WHERE name = 'master-key-check'").get();
  const stored = row?.value;
  if (!(stored instanceof Uint8Array)) throw damaged(file, 'its master key check is missing');
  const expected = checkValue(masterKey);
  if (stored.length !== expected.length || !timingSafeEqual(stored, expected)) {
    throw new CredentialStoreError(
      `${file} was written with another master key. Nothing was changed: start with that key.`,
    );
  }
}

function checkValue(masterKey: Buffer): Buffer {
  return deriveKey(masterKey, 'check');
}

function pragma(db: DatabaseSync, text: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${text}`).get() ?? {})[0];
}

function damaged(file: string, why: string): CredentialStoreError {
  return new CredentialStoreError(`${file} can not be used: ${why}. Nothing was changed: restore it from a backup.`);
}
