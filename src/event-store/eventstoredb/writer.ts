import { type Appended, type Revision, StoreUnavailable } from '../event-store.ts';
import type { Batch } from './batch.ts';
import type { Connection } from './connection.ts';
import { appendError } from './faults.ts';

/** What may wait at once; beyond it an append is turned away, unwritten. */
const MAX_WAITING = 1_000;
const MAX_WAITING_BYTES = 64 * 1_024 * 1_024;
/** The client's own deadline ends the call first, where it can. */
const GRACE_MS = 1_000;

/** Writes batches, those of one stream one after another: the server must not see a repeat while the first is in flight. */
export class Writer {
  readonly #connection: Connection;
  readonly #withinMs: number;
  readonly #lastOf = new Map<string, Promise<unknown>>();
  #waiting = 0;
  #waitingBytes = 0;

  constructor(connection: Connection, withinMs: number) {
    this.#connection = connection;
    this.#withinMs = withinMs;
  }

  /** @param notBefore what must have happened before the server sees the batch. */
  async append(stream: string, batch: Batch, expected: Revision, notBefore: Promise<unknown>): Promise<Appended> {
    if (this.#waiting >= MAX_WAITING || this.#waitingBytes + batch.bytes > MAX_WAITING_BYTES) {
      throw new StoreUnavailable('Too much waits to be written; this was not');
    }
    this.#waiting += 1;
    this.#waitingBytes += batch.bytes;
    const askedMs = performance.now();
    const before = Promise.allSettled([this.#lastOf.get(stream), notBefore]);
    const written = before.then(() => this.#write(stream, batch, expected, askedMs));
    this.#lastOf.set(stream, written);
    try {
      return await written;
    } finally {
      this.#waiting -= 1;
      this.#waitingBytes -= batch.bytes;
      if (this.#lastOf.get(stream) === written) this.#lastOf.delete(stream);
    }
  }

  /** Once everything under way has been answered. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#lastOf.values());
  }

  async #write(stream: string, { events }: Batch, expected: Revision, askedMs: number): Promise<Appended> {
    // Whoever asked may have been told something else by now: what is sent late must not be written later still.
    if (performance.now() - askedMs > this.#withinMs)
      throw new StoreUnavailable(`It took too long until the append to ${stream} could be sent; it was not`);
    try {
      return await this.#connection.call(`an append to ${stream}`, this.#withinMs + GRACE_MS, (client) =>
        client.append(stream, events, expected, this.#withinMs),
      );
    } catch (error) {
      throw appendError(error, stream, expected);
    }
  }
}
