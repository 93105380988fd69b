import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  type Appended,
  type EventFilter,
  type EventStore,
  type FollowPage,
  type NewEvent,
  type Position,
  type Revision,
  START,
  type StoredEvent,
  StoreUnavailable,
} from '../event-store.ts';
import { AppendSignal } from './append-signal.ts';
import { explain, reading, StoreFileError, unusable } from './file-error.ts';
import { Followers } from './followers.ts';
import { checkBatch } from './limits.ts';
import { lockFile } from './lock.ts';
import { Streams, Words } from './names.ts';
import { Pages } from './pages.ts';
import { type ReadAllOptions, readLog } from './read-log.ts';
import { type ReadStreamOptions, readStream } from './read-stream.ts';
import { Ring } from './ring.ts';
import { assertDurable, createFolder, openDatabase } from './schema.ts';
import { type Flushed, Writer } from './writer.ts';

/** What may wait at once; beyond it an append is turned away, unwritten. */
const MAX_WAITING_APPENDS = 10_000;
const MAX_WAITING_BYTES = 64 * 1_024 * 1_024;
/** What one transaction takes, so that the loop gets its turn between syncs. The rest waits for the next. */
const MAX_FLUSH_BYTES = 4 * 1_024 * 1_024;
const RING = { count: 20_000, bytes: 32 * 1_024 * 1_024 };

export type SqliteEventStoreOptions = {
  /** The log itself; its lock and write-ahead log lie beside it. */
  file: string;
  log?: { fatal(details: object, message: string): void };
  /**
   * Called once when a commit fails. A failed sync must never be retried (the kernel may report the next one as a
   * success), so the process has to end: by default with exit code 1. Nothing in that flush is acknowledged.
   */
  onFatal?: (error: Error) => void;
  /** The store's clock, in milliseconds since 1970. */
  now?: () => number;
};

type Waiting = {
  stream: string;
  rows: ReturnType<typeof checkBatch>['rows'];
  bytes: number;
  expectedRevision: Revision;
  resolve: (appended: Appended) => void;
  reject: (error: Error) => void;
};

/** @throws StoreFileError, for an operator to read, when the file is somebody else's, damaged, newer, or in use. */
export function openSqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const path = resolve(options.file);
  createFolder(path);
  // Two names of one file must end up at one lock.
  const file = existsSync(path) ? realpathSync(path) : path;
  const lock = lockFile(file);
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(file);
    return new SqliteEventStore(database, lock, { ...options, file });
  } catch (error) {
    database?.close();
    lock.release();
    throw unusable(file, error);
  }
}

/** The log in one SQLite file, written by this process alone. */
export class SqliteEventStore implements EventStore {
  readonly isShared = false;
  /** Rings after each commit, for readers in other threads. */
  readonly appended = new AppendSignal();
  readonly #database: DatabaseSync;
  readonly #lock: { release(): void };
  readonly #options: SqliteEventStoreOptions;
  readonly #streams: Streams;
  readonly #pages: Pages;
  readonly #writer: Writer;
  readonly #ring: Ring;
  readonly #followers: Followers;
  #head: Position;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #state: 'open' | 'closed' | 'failed' = 'open';
  #flushes = 0;
  #events = 0;

  constructor(database: DatabaseSync, lock: { release(): void }, options: SqliteEventStoreOptions) {
    this.#database = database;
    this.#lock = lock;
    this.#options = options;
    const types = new Words(database, 'type');
    const categories = new Words(database, 'category');
    this.#streams = new Streams(database, categories);
    const names = { types, categories, streams: this.#streams };
    this.#pages = new Pages(database, names);
    this.#writer = new Writer(database, names, this.#pages, options.now ?? Date.now);
    this.#head = (database.prepare('SELECT max(position) AS head FROM event').get()?.head as number | null) ?? START;
    this.#ring = new Ring(this.#head, RING);
    this.#followers = new Followers(this.#ring, this.#pages, () => this.#head);
  }

  append(stream: string, events: readonly NewEvent[], expectedRevision: Revision): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const { rows, bytes } = checkBatch(stream, events);
      if (this.#state !== 'open') throw new StoreUnavailable(`The event store has ${this.#state}`);
      if (this.#waiting.length >= MAX_WAITING_APPENDS || this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
        throw new StoreUnavailable('Too much waits to be written; this was not');
      }
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ stream, rows, bytes, expectedRevision, resolve, reject });
      this.#waitingBytes += bytes;
    });
  }

  read(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredEvent[]> {
    return readStream(
      this.#pages,
      reading(() => this.#streams.find(stream)),
      options,
    );
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent[]> {
    return readLog(this.#pages, this.#head, options);
  }

  follow(options: { after: Position; filter?: EventFilter; signal: AbortSignal }): AsyncIterable<FollowPage> {
    return this.#followers.follow(options);
  }

  async head(): Promise<Position> {
    return this.#head;
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    while (this.#waiting.length > 0) this.#flush();
    this.#state = 'closed';
    this.#followers.end();
    this.#database.close();
    this.#lock.release();
  }

  /** Since the store was opened: `flushes` are transactions that wrote, each with one sync. */
  stats(): { flushes: number; events: number } {
    return { flushes: this.#flushes, events: this.#events };
  }

  #flush(): void {
    if (this.#waiting.length === 0 || this.#state === 'failed') return;
    const batch = this.#takeWaiting();
    let flushed: Flushed;
    try {
      flushed = this.#writer.flush(batch, this.#head);
      if (this.#flushes === 0) assertDurable(this.#database, this.#options.file);
    } catch (error) {
      this.#fail(error, batch);
      return;
    }
    this.#publish(flushed);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = flushed.outcomes[index]!;
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
    if (this.#waiting.length > 0) setImmediate(() => this.#flush());
  }

  #takeWaiting(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const append of this.#waiting) {
      if (count > 0 && bytes + append.bytes > MAX_FLUSH_BYTES) break;
      count += 1;
      bytes += append.bytes;
    }
    const batch = this.#waiting.splice(0, count);
    this.#waitingBytes -= bytes;
    return batch;
  }

  #publish({ written }: Flushed): void {
    if (written.length === 0) return;
    this.#flushes += 1;
    this.#events += written.length;
    for (const row of written) this.#ring.push(row);
    this.#head = written.at(-1)!.position;
    this.#followers.wake();
    this.appended.ring();
  }

  /** The one way out of a failed commit. Whoever still waits learns nothing before the process has been told to end. */
  #fail(error: unknown, batch: readonly Waiting[]): void {
    this.#state = 'failed';
    this.#rollBack();
    const { file, log, onFatal = exit } = this.#options;
    const message = `Writing to ${file} failed: ${explain(error)}. Nothing that was acknowledged is lost; the process ends, since a failed write must not be tried again. Mend the disk, then start again.`;
    if (log) log.fatal({ err: error, file }, message);
    else console.error(message);
    onFatal(new StoreFileError(message, { cause: error }));
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(new StoreUnavailable(message));
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // Already as bad as it gets, and on its way to the operator.
    }
  }
}

function exit(): never {
  process.exit(1);
}
