import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EventFilter,
  type EventStore,
  type FollowPage,
  type Position,
  PositionBeyondHead,
  START,
  type StoredEvent,
} from '../event-store.ts';
import { AppendSignal } from './append-signal.ts';
import { reading, unusable } from './file-error.ts';
import { StreamNames, Words } from './names.ts';
import { StreamEnds } from './stream-ends.ts';
import { Pages } from './pages.ts';
import { type ReadAllOptions, readLog } from './read-log.ts';
import { type ReadStreamOptions, readStream } from './read-stream.ts';

/** Reads may go through the map; beyond it they are copied. */
const MAPPED_BYTES = 256 * 1_024 * 1_024;
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Reads the log of this process in another thread than the one that writes it, over a connection of its own. What it sees
 * is durable: SQLite shows a commit to others after it was synced.
 * @param options.appended of the store that writes.
 * @throws StoreFileError
 */
export function openSqliteLogReader(options: { file: string; appended: SharedArrayBuffer }): SqliteLogReader {
  const { file, appended } = options;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    database.exec(`PRAGMA trusted_schema = OFF; PRAGMA mmap_size = ${MAPPED_BYTES}`);
    return new SqliteLogReader(database, new AppendSignal(appended));
  } catch (error) {
    database?.close();
    throw unusable(file, error);
  }
}

export class SqliteLogReader implements Pick<EventStore, 'read' | 'readAll' | 'follow' | 'head' | 'close'> {
  readonly #database: DatabaseSync;
  readonly #appended: AppendSignal;
  readonly #types: Words;
  readonly #categories: Words;
  readonly #pages: Pages;
  readonly #ends: StreamEnds;
  readonly #lastPosition: StatementSync;
  readonly #closing = new AbortController();

  constructor(database: DatabaseSync, appended: AppendSignal) {
    this.#database = database;
    this.#appended = appended;
    this.#types = new Words(database, 'type');
    this.#categories = new Words(database, 'category');
    const streams = new StreamNames(database);
    this.#pages = new Pages(database, { types: this.#types, categories: this.#categories, streams });
    this.#ends = new StreamEnds(database);
    this.#lastPosition = database.prepare('SELECT max(position) AS head FROM event');
  }

  read(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredEvent[]> {
    return readStream(
      this.#pages,
      reading(() => {
        this.#head();
        return this.#ends.find(stream);
      }),
      options,
    );
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent[]> {
    return readLog(this.#pages, this.#head(), options);
  }

  async *follow(options: { after: Position; filter?: EventFilter; signal: AbortSignal }): AsyncGenerator<FollowPage> {
    const { after, filter } = options;
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    if (after > this.#head()) throw new PositionBeyondHead(after, this.#head());
    const read = this.#pages.ofLog(filter, 'forwards');
    let position = after;
    for (let isFirst = true; !signal.aborted; ) {
      const { count } = this.#appended;
      const head = this.#head();
      if (!isFirst && position === head) {
        await this.#appended.since(count, signal);
        continue;
      }
      const { events, scannedTo } = read(position, head, Number.POSITIVE_INFINITY);
      position = scannedTo;
      isFirst = false;
      yield { events, scannedTo, caughtUp: scannedTo === head };
      // Between pages the thread hears what it is asked.
      await nextTurn();
    }
  }

  async head(): Promise<Position> {
    return this.#head();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#database.isOpen) this.#database.close();
  }

  /** With the names that events up to there are written with: the writer may have added some. */
  #head(): Position {
    return reading(() => {
      const head = (this.#lastPosition.get()?.head as Position | null) ?? START;
      this.#types.refresh();
      this.#categories.refresh();
      return head;
    });
  }
}
