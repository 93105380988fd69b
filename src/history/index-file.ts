import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  SEAT_POOL_SNAPSHOT_VERSION,
  seatPoolFromJson,
  seatPoolToJson,
} from '../domain/seat-pool/seat-pool.snapshot.ts';
import { initial as emptyPool, type SeatPool } from '../domain/seat-pool/seat-pool.ts';
import { type Position, type Revision, START } from '../event-store/event-store.ts';
import type { DirectoryCategory, DirectoryState } from './folds/directory.ts';

/** Raise it when what is kept here, or how it is folded, changes: the file is then made anew. */
const INDEX_VERSION = 1;
const VERSION = INDEX_VERSION * 1_000 + SEAT_POOL_SNAPSHOT_VERSION;
/** "SeHi": marks a SQLite file as an index of history. */
const APPLICATION_ID = 0x53654869;

const TABLES = `
  CREATE TABLE reached (position INTEGER NOT NULL, at INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  INSERT INTO reached VALUES (0, 0, '');
  CREATE TABLE moment (at INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (at, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE pool_snapshot (
    stream TEXT NOT NULL, position INTEGER NOT NULL, revision INTEGER NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (stream, position)
  ) STRICT;
  CREATE TABLE entity (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, category TEXT NOT NULL, stream TEXT NOT NULL UNIQUE,
    first_position INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX entity_of_account ON entity (account, category, first_position);
  CREATE TABLE version (
    entity INTEGER NOT NULL REFERENCES entity, position INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (entity, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sign_in (
    entity INTEGER NOT NULL REFERENCES entity, position INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (entity, position)
  ) STRICT, WITHOUT ROWID;
`;

export type Reached = { position: Position; atMs: number; hash: string };
export type PoolSnapshot = { revision: Revision; pool: SeatPool };
export type Entity = { id: number; stream: string };

/**
 * What makes any moment quick to come to: states as of some events, and which time it was at some positions. Disposable: the
 * streams have it all, and it is made anew when it is of another version or of another log. Personal texts are in it only as
 * they are in the log, sealed.
 */
export class IndexFile {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof statementsOf>;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = statementsOf(database);
  }

  /** @param file none: a temporary one, which nobody finds again. */
  static open(file: string | undefined): IndexFile {
    if (file === undefined) return new IndexFile(prepared(new DatabaseSync('')));
    try {
      return new IndexFile(prepared(new DatabaseSync(file)));
    } catch {
      // Of another version, damaged or half made: what is disposable is not mended.
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      return new IndexFile(prepared(new DatabaseSync(file)));
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Forgets everything. */
  clear(): void {
    this.#database.exec(
      'BEGIN; DELETE FROM version; DELETE FROM sign_in; DELETE FROM entity; DELETE FROM pool_snapshot; DELETE FROM moment;',
    );
    this.#statements.reach.run(START, 0, '');
    this.#database.exec('COMMIT');
  }

  /** Runs work as one transaction. */
  write(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  get reached(): Reached {
    const { position, at, hash } = this.#statements.reached.get()!;
    return { position: position as number, atMs: at as number, hash: hash as string };
  }

  set reached({ position, atMs, hash }: Reached) {
    this.#statements.reach.run(position, atMs, hash);
  }

  /** Up to the position nothing had happened later than `atMs`. */
  addMoment(atMs: number, position: Position): void {
    this.#statements.addMoment.run(atMs, position);
  }

  /** The last kept moment that is not later. */
  momentBefore(atMs: number): { atMs: number; position: Position } {
    const row = this.#statements.momentBefore.get(atMs);
    return row ? { atMs: row.at as number, position: row.position as number } : { atMs: 0, position: START };
  }

  /** @returns the bytes that it takes. */
  addPoolSnapshot(stream: string, position: Position, revision: Revision, pool: SeatPool): number {
    // Sessions that have ended are not asked about as of a moment; answers to late heartbeats are for the present.
    const state = deflateRawSync(JSON.stringify({ ...seatPoolToJson(pool), recentlyEnded: [] }), { level: 1 });
    this.#statements.addPoolSnapshot.run(stream, position, revision, state);
    return state.length;
  }

  /** The last one up to a position; an empty pool where there is none. */
  poolSnapshot(stream: string, position: Position): PoolSnapshot {
    const row = this.#statements.poolSnapshot.get(stream, position);
    if (!row) return { revision: -1, pool: emptyPool() };
    const pool = seatPoolFromJson(JSON.parse(inflateRawSync(row.state as Uint8Array).toString()));
    return { revision: row.revision as Revision, pool };
  }

  entity(stream: string): Entity | undefined {
    const id = this.#statements.entity.get(stream)?.id;
    return id === undefined ? undefined : { id: id as number, stream };
  }

  addEntity(stream: string, category: DirectoryCategory, account: string, position: Position): Entity {
    return { id: Number(this.#statements.addEntity.run(account, category, stream, position).lastInsertRowid), stream };
  }

  addVersion(entity: Entity, position: Position, state: object): void {
    this.#statements.addVersion.run(entity.id, position, JSON.stringify(state));
  }

  addSignIn(entity: Entity, position: Position, atMs: number): void {
    this.#statements.addSignIn.run(entity.id, position, atMs);
  }

  /** What somebody or something was as of a position; `undefined` before its first event. */
  version<Category extends DirectoryCategory>(
    entity: Entity,
    position: Position,
  ): DirectoryState[Category] | undefined {
    const row = this.#statements.version.get(entity.id, position);
    return row && (JSON.parse(row.state as string) as DirectoryState[Category]);
  }

  /** All of an account, as of a position. */
  *versions<Category extends DirectoryCategory>(
    account: string,
    category: Category,
    position: Position,
  ): Generator<Entity & { state: DirectoryState[Category] }> {
    for (const row of this.#statements.versions.iterate(account, category, position)) {
      if (row.state === null) continue;
      yield { id: row.id as number, stream: row.stream as string, state: JSON.parse(row.state as string) };
    }
  }

  /** The instant of the last sign-in up to a position, in milliseconds since the epoch. */
  lastSignInMs(entity: Entity, position: Position): number | null {
    return (this.#statements.lastSignIn.get(entity.id, position)?.at as number | undefined) ?? null;
  }
}

function prepared(database: DatabaseSync): DatabaseSync {
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const pragma = (name: string) => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  if (pragma('application_id') === 0 && pragma('page_count') <= 1)
    database.exec(
      `BEGIN; ${TABLES} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}; COMMIT`,
    );
  if (pragma('application_id') === APPLICATION_ID && pragma('user_version') === VERSION) return database;
  database.close();
  throw new Error('The index of history is of another version');
}

const statementsOf = (database: DatabaseSync) => ({
  reached: database.prepare('SELECT position, at, hash FROM reached'),
  reach: database.prepare('UPDATE reached SET position = ?, at = ?, hash = ?'),
  addMoment: database.prepare('INSERT OR IGNORE INTO moment (at, position) VALUES (?, ?)'),
  momentBefore: database.prepare(
    'SELECT at, position FROM moment WHERE at <= ? ORDER BY at DESC, position DESC LIMIT 1',
  ),
  addPoolSnapshot: database.prepare(
    'INSERT OR REPLACE INTO pool_snapshot (stream, position, revision, state) VALUES (?, ?, ?, ?)',
  ),
  poolSnapshot: database.prepare(
    'SELECT revision, state FROM pool_snapshot WHERE stream = ? AND position <= ? ORDER BY position DESC LIMIT 1',
  ),
  entity: database.prepare('SELECT id FROM entity WHERE stream = ?'),
  addEntity: database.prepare('INSERT INTO entity (account, category, stream, first_position) VALUES (?, ?, ?, ?)'),
  addVersion: database.prepare('INSERT OR REPLACE INTO version (entity, position, state) VALUES (?, ?, ?)'),
  addSignIn: database.prepare('INSERT OR REPLACE INTO sign_in (entity, position, at) VALUES (?, ?, ?)'),
  version: database.prepare(
    'SELECT state FROM version WHERE entity = ? AND position <= ? ORDER BY position DESC LIMIT 1',
  ),
  versions: database.prepare(
    `SELECT id, stream, (
       SELECT state FROM version WHERE version.entity = entity.id AND version.position <= ?3 ORDER BY position DESC LIMIT 1
     ) AS state
     FROM entity WHERE account = ?1 AND category = ?2 AND first_position <= ?3`,
  ),
  lastSignIn: database.prepare(
    'SELECT at FROM sign_in WHERE entity = ? AND position <= ? ORDER BY position DESC LIMIT 1',
  ),
});
