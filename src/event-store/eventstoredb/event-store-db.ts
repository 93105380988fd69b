import {
  type Appended,
  type EventFilter,
  type EventStore,
  type FollowPage,
  type NewEvent,
  type Position,
  type Revision,
  type StoredEvent,
  StoreUnavailable,
} from '../event-store.ts';
import { checkBatch } from './batch.ts';
import { Connection, type Log } from './connection.ts';
import { readConnectionString } from './connection-string.ts';
import { Followers } from './followers.ts';
import { type ReadAllOptions, Reader, type ReadOptions } from './reader.ts';
import { Tail } from './tail.ts';
import { Writer } from './writer.ts';

/** The server itself gives up a write after two seconds; one that is frozen is noticed by the keep-alives after six. */
const LIMITS = { appendMs: 4_000, readMs: 10_000, silenceMs: 3_000 };

export type EventStoreDbOptions = {
  /** `esdb://user:password@host:2113?tls=true`, several hosts for a cluster, or `esdb+discover://`. Never logged. */
  connectionString: string;
  log?: Log;
  /** How long the server may take: to append, to read a page, and to say nothing while there are new events. */
  limits?: Partial<typeof LIMITS>;
};

/**
 * Connects when first used, and again whenever it has to: no fault of the server needs a person here.
 * @throws ConnectionStringError
 */
export function openEventStoreDb({ connectionString, log = SILENT, limits }: EventStoreDbOptions): EventStoreDb {
  const settings = readConnectionString(connectionString);
  return new EventStoreDb(new Connection(settings, log), new Connection(settings, log), log, { ...LIMITS, ...limits });
}

const SILENT: Log = { info: () => {}, warn: () => {} };

/** The log in an EventStoreDB server or cluster; any number of processes may write to it. */
export class EventStoreDb implements EventStore {
  readonly isShared = true;
  readonly #writing: Connection;
  readonly #reading: Connection;
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #tail: Tail;
  readonly #followers: Followers;
  /** Reads that are about to find their end: an append that is made after them must be written after that. */
  readonly #finding = new Set<Promise<Position>>();
  #closed: Promise<void> | undefined;

  constructor(writing: Connection, reading: Connection, log: Log, limits: typeof LIMITS) {
    this.#writing = writing;
    this.#reading = reading;
    this.#writer = new Writer(writing, limits.appendMs);
    this.#reader = new Reader(reading, limits.readMs);
    this.#tail = new Tail(reading, this.#reader, log, limits.silenceMs);
    this.#followers = new Followers(this.#reader, this.#tail);
  }

  async append(stream: string, events: readonly NewEvent[], expectedRevision: Revision): Promise<Appended> {
    const batch = checkBatch(stream, events);
    if (this.#closed) throw new StoreUnavailable('The event store has closed');
    return this.#writer.append(stream, batch, expectedRevision, Promise.allSettled(this.#finding));
  }

  read(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent[]> {
    return this.#reader.stream(stream, options);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent[]> {
    const end = this.#reader.head();
    this.#finding.add(end);
    // The reader is told of a failure when it reads; it may never do so.
    end.catch(() => {}).finally(() => this.#finding.delete(end));
    return this.#reader.log(end, options);
  }

  follow(options: { after: Position; filter?: EventFilter; signal: AbortSignal }): AsyncIterable<FollowPage> {
    return this.#followers.follow(options);
  }

  head(): Promise<Position> {
    return this.#reader.head();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#writer.idle();
    this.#followers.end();
    await this.#tail.close();
    await Promise.all([this.#writing.close(), this.#reading.close()]);
  }
}
