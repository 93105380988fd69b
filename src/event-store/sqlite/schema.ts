import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WRITERS_CHECKPOINT_PAGES } from '../../sqlite/checkpointer.ts';
import { bringFileUpToDate, FileTooNew, ForeignFile, pragma } from '../../sqlite/file-schema.ts';
import { WRITER_VERSION, WriterTooOld } from '../writer-version.ts';
import { StoreFileError, unusable } from './file-error.ts';

/** "SeLg": marks a SQLite file as a Seatledger log (https://sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x53654c67;

const CACHE_KIBIBYTES = 32 * 1_024;
/** How long a write waits for a foreign tool that holds the file's write lock before it gives up. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Names that repeat (streams, their categories, types) are written once and referred to by small integers. No index lists
 * the events of each stream: with many streams every event would dirty a page of its own, and the more history, the more
 * pages. Instead each event names the one before it in its stream (`previous`, 0 for none), every 128th is a milestone to
 * start from, and where each stream ends is noted now and then: up to `noted.position`, the rest is read again at start.
 */
const STEPS: readonly string[] = [
  `CREATE TABLE stream (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     last_revision INTEGER NOT NULL,
     last_position INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE event (
     position INTEGER PRIMARY KEY,
     previous INTEGER NOT NULL,
     stream INTEGER NOT NULL REFERENCES stream,
     revision INTEGER NOT NULL,
     category INTEGER NOT NULL REFERENCES category,
     type INTEGER NOT NULL REFERENCES type,
     recorded_at INTEGER NOT NULL,
     id TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL
   ) STRICT;
   CREATE TABLE milestone (
     stream INTEGER NOT NULL REFERENCES stream,
     revision INTEGER NOT NULL,
     position INTEGER NOT NULL REFERENCES event,
     PRIMARY KEY (stream, revision)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE noted (position INTEGER NOT NULL) STRICT;
   INSERT INTO noted VALUES (0);`,
  // The highest `WRITER_VERSION` that has written to the file.
  `CREATE TABLE writer (version INTEGER NOT NULL) STRICT;
   INSERT INTO writer VALUES (1);`,
];

export function createFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw unusable(file, error);
  }
}

/** Opens a log, creating or migrating it first. Refuses, and leaves untouched, whatever is not a whole log of ours. */
export function openDatabase(file: string): DatabaseSync {
  refuseOrphanedWal(file);
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    prepareFile(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareFile(database: DatabaseSync, file: string): void {
  database.exec(
    `PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -${CACHE_KIBIBYTES}`,
  );
  bringUpToDate(database, file);
  requireOldEnough(database, file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${WRITERS_CHECKPOINT_PAGES}`);
  // A process that died between writing and syncing leaves commits that can be read but might not survive a power cut.
  // Copying them into the file syncs them, so that whatever is read or answered from here on is durable.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  assertDurable(database, file);
}

/** The file gets its mark and its tables before it is a write-ahead log: all there, or empty. */
function bringUpToDate(database: DatabaseSync, file: string): void {
  try {
    bringFileUpToDate(database, { applicationId: APPLICATION_ID, steps: STEPS });
  } catch (error) {
    if (error instanceof ForeignFile) {
      throw new StoreFileError(
        `${file} is not a Seatledger log but another program's database. Nothing was changed. Move it away, or set DATA_DIR to another folder.`,
      );
    }
    if (error instanceof FileTooNew) {
      throw new StoreFileError(
        `${file} was written by a newer Seatledger (schema ${error.version}, this one knows ${error.known}). Nothing was changed. Start the newer version again.`,
      );
    }
    throw error;
  }
}

/** What a newer build has decided, an older one might pass over: its writer version is in the file, also where the tables are the same. */
function requireOldEnough(database: DatabaseSync, file: string): void {
  const found = Number(database.prepare('SELECT version FROM writer').get()?.version);
  if (found > WRITER_VERSION) throw new StoreFileError(`${file}: ${new WriterTooOld(found, WRITER_VERSION).message}`);
  if (found < WRITER_VERSION) database.prepare('UPDATE writer SET version = ?').run(WRITER_VERSION);
}

/** Read back, because a build of SQLite may come with a default of its own for write-ahead logs. */
export function assertDurable(database: DatabaseSync, file: string): void {
  const journal = pragma(database, 'journal_mode');
  const synchronous = pragma(database, 'synchronous');
  if (journal === 'wal' && synchronous === 2) return;
  throw new StoreFileError(
    `${file} does not write durably (journal_mode ${journal}, synchronous ${synchronous}; wal and 2 are needed). Keep it on a local disk: network folders cannot hold a write-ahead log.`,
  );
}

/** SQLite takes an empty file for a new database and discards the write-ahead log beside it: perhaps the only copy. */
function refuseOrphanedWal(file: string): void {
  const missing = !existsSync(file) || (statSync(file).isFile() && statSync(file).size === 0);
  const wal = `${file}-wal`;
  if (!missing || !existsSync(wal) || statSync(wal).size === 0) return;
  throw new StoreFileError(
    `${file} is missing or empty, but ${wal} holds events that belong to it. Nothing was changed. Put the file back from a backup, or move ${wal} away to begin anew.`,
  );
}
