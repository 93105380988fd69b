import { DatabaseSync } from 'node:sqlite';
import { type CompiledQuery, Kysely, type QueryResult } from 'kysely';
import { WRITERS_CHECKPOINT_PAGES } from '../../sqlite/checkpointer.ts';
import type { ColumnType } from '../projection.ts';
import { type RowSource, valuesOfParameters } from './row-source.ts';
import { NodeSqliteDialect } from '../../sqlite/dialect.ts';
import { bringFileUpToDate, FileTooNew, ForeignFile } from '../../sqlite/file-schema.ts';

/** Tables by names that only projections know. */
export type AnyTables = { [table: string]: { [column: string]: unknown } };

export type ReadDatabase<Tables = AnyTables> = {
  /** For queries. Sees whole commits only, and never waits for the projector. */
  db: Kysely<Tables>;
  /** For projectors and snapshots. */
  writer: Kysely<AnyTables>;
  /** As a table's definition has them. Text compares by its bytes, whatever the database's own order is. */
  columnTypes: Record<ColumnType, string>;
  /** What ends the definition of a table whose key is not one integer. */
  keyedTableSuffix: string;
  /** How a statement is given many rows. */
  rowSource: RowSource;
  /**
   * Runs statements in order, all of them or none.
   * @param check sees the results before they are made to last, and throws to undo them.
   * @throws DatabaseUnavailable when it is not known whether they last.
   */
  writeTogether(statements: readonly CompiledQuery[], check?: (results: QueryResult<unknown>[]) => void): Promise<void>;
  /** Whether a write that failed, and is known to have left nothing, may succeed when it is tried again. */
  isTransient(error: unknown): boolean;
  /** Resolves when queries can be asked. @throws DatabaseUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** What does not depend on which tables there are. */
export type WritableDatabase = Omit<ReadDatabase, 'db' | 'close'>;

/** The database can't be used as it is; the message says what to do. It holds copies only, so nothing is lost. */
export class ReadDatabaseUnusable extends Error {
  override name = 'ReadDatabaseUnusable';
}

/** The tables that belong to no projection. */
const SCHEMA = {
  /** 'slrd'. */
  applicationId: 0x736c7264,
  steps: [
    `create table projection_checkpoint (
       name text not null, slot text not null, version integer not null, generation integer not null,
       position integer not null, event_id text, event_position integer not null, table_names text not null,
       primary key (name, slot)
     );
     create table snapshot (
       stream text not null primary key, version integer not null, revision integer not null, position integer not null,
       hash text not null, state text not null
     );`,
  ],
};
/** SQLite waits by blocking the process: briefly here, then the projector's own patience takes over. */
const BUSY_MS = 250;
/** Reads may go through the map; beyond it they are copied. */
const MAPPED_BYTES = 256 * 1024 * 1024;
const WAL_BYTES = 64 * 1024 * 1024;

/**
 * Opens, or creates, the read database in one SQLite file. Its commits may be lost with the power, never with the process:
 * rows and checkpoint go together, and what is missing is read from the log again.
 * @throws ReadDatabaseUnusable when the file is damaged or not ours.
 */
export function openReadDatabase<Tables = AnyTables>({ file }: { file: string }): ReadDatabase<Tables> {
  const writing = open(file, { readOnly: false });
  const reading = open(file, { readOnly: true });
  const writingDialect = new NodeSqliteDialect(writing, { begin: 'begin immediate' });
  const writer = new Kysely<AnyTables>({ dialect: writingDialect });
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(reading, { begin: 'begin' }) });
  return {
    db,
    writer,
    columnTypes: { text: 'text', integer: 'integer', blob: 'blob' },
    // One tree a table instead of two: half the work of a write.
    keyedTableSuffix: 'without rowid',
    rowSource: valuesOfParameters,
    writeTogether: (statements, check) => writingDialect.runTogether(statements, check),
    isTransient: isTransientSqliteError,
    ping: async () => undefined,
    close: async () => {
      await destroy(db, reading);
      await destroy(writer, writing);
    },
  };
}

function open(file: string, { readOnly }: { readOnly: boolean }): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly, timeout: BUSY_MS });
    database.exec(`pragma mmap_size = ${MAPPED_BYTES}`);
    if (!readOnly) prepareFile(database, file);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof ReadDatabaseUnusable) throw error;
    throw new ReadDatabaseUnusable(
      `The read database ${file} can't be used: ${(error as Error).message}. It holds copies only: if the file is damaged, ` +
        'delete it and it is built anew from the log.',
      { cause: error },
    );
  }
}

function prepareFile(database: DatabaseSync, file: string): void {
  try {
    bringFileUpToDate(database, SCHEMA);
  } catch (error) {
    if (error instanceof ForeignFile) {
      throw new ReadDatabaseUnusable(`${file} is another program's database, not a Seatledger read database`);
    }
    if (error instanceof FileTooNew) {
      throw new ReadDatabaseUnusable(
        `The read database ${file} was written by a newer version; delete it to have it built anew`,
      );
    }
    throw error;
  }
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    pragma wal_autocheckpoint = ${WRITERS_CHECKPOINT_PAGES};
    pragma journal_size_limit = ${WAL_BYTES};
    pragma temp_store = memory;
    pragma cache_size = -65536;
  `);
}

/** Kysely closes its connection only when it has been used. */
async function destroy(db: { destroy(): Promise<void> }, database: DatabaseSync): Promise<void> {
  await db.destroy();
  if (database.isOpen) database.close();
}

/** Busy, locked, I/O error, full, can't open, lock protocol: https://sqlite.org/rescode.html */
const TRANSIENT_CODES = new Set([5, 6, 10, 13, 14, 15]);

function isTransientSqliteError(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  // The low byte is the kind; the rest says more about it.
  return typeof code === 'number' && TRANSIENT_CODES.has(code & 0xff);
}
