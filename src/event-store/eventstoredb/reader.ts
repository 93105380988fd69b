import { setTimeout as sleep } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  START as FROM_START,
  type ReadPosition,
  type ReadRevision,
  type RecordedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import {
  type EventFilter,
  type Position,
  type Revision,
  START,
  type StoredEvent,
  StoreUnavailable,
} from '../event-store.ts';
import type { Connection } from './connection.ts';
import { kindOf, maybeForeignPosition, NoAnswer, unavailable } from './faults.ts';
import { isSystemEvent, type Logged, passes, readable, sizeOf, toLogged, toStoredEvent } from './records.ts';

/** A page ends at whichever limit comes first; the event that goes over the bytes is still in it. */
const PAGE_EVENTS = 1_000;
const PAGE_BYTES = 4 * 1_024 * 1_024;
/** The end of the log is usually an event of ours; a few of the server's own may lie behind it. */
const HEAD_EVENTS = [1, 32, PAGE_EVENTS] as const;

const CANCEL_WITHIN_MS = 500;

export type Direction = 'forwards' | 'backwards';
export type ReadOptions = { from?: Revision; direction?: Direction; maxCount?: number };
export type ReadAllOptions = {
  after?: Position;
  from?: Position;
  direction?: Direction;
  maxCount?: number;
  filter?: EventFilter;
};
/** `cursor`: the last event of the page, whatever it was; forwards, the next page begins with it. */
type LogPage = { events: Logged[]; cursor: ReadPosition; atEnd: boolean };
/** What the server has at a position that is no event's: it says that there is no such position. */
const NOTHING: LogPage = { events: [], cursor: END, atEnd: true };
/** `cutShort`: there was more, up to the count that was asked for. */
type Collected = { records: RecordedEvent[]; cutShort: boolean };

/**
 * Reads in pages, each a call of its own under a timer of ours: the client's reads have no deadline. Whoever leaves the
 * pages early leaves no call open. All from the leader, so that what was acknowledged is seen.
 */
export class Reader {
  readonly #connection: Connection;
  readonly #withinMs: number;

  constructor(connection: Connection, withinMs: number) {
    this.#connection = connection;
    this.#withinMs = withinMs;
  }

  /** @throws StoreUnavailable */
  async head(): Promise<Position> {
    let cursor: ReadPosition = END;
    for (let turn = 0; ; turn += 1) {
      const count = HEAD_EVENTS[Math.min(turn, HEAD_EVENTS.length - 1)]!;
      const page: LogPage = await this.#logPage(cursor, 'backwards', count);
      if (page.events.length > 0) return page.events[0]!.position;
      if (page.atEnd) return START;
      cursor = page.cursor;
    }
  }

  /** @throws StoreUnavailable, UnreadableEvent */
  async *stream(stream: string, { from, direction = 'forwards', maxCount = Number.POSITIVE_INFINITY }: ReadOptions) {
    const step = direction === 'forwards' ? 1 : -1;
    let next: ReadRevision = from === undefined ? (step > 0 ? FROM_START : END) : BigInt(Math.max(from, 0));
    let left = maxCount;
    while (left > 0) {
      const count = Math.min(left, PAGE_EVENTS);
      const { records, cutShort }: Collected = await this.#streamPage(stream, next, direction, count);
      if (records.length > 0) yield records.map(toStoredEvent);
      left -= records.length;
      const following: Revision = Number(records.at(-1)?.revision ?? -1) + step;
      if ((records.length < count && !cutShort) || following < 0) return;
      next = BigInt(following);
    }
  }

  /**
   * @param end as of the call, found by whoever calls.
   * @throws StoreUnavailable, UnreadableEvent
   */
  async *log(
    end: Promise<Position>,
    { after, from, direction = 'forwards', maxCount = Number.POSITIVE_INFINITY, filter }: ReadAllOptions,
  ): AsyncGenerator<StoredEvent[]> {
    const forwards = direction === 'forwards';
    const last = await end;
    let cursor = startOf(from ?? after, forwards);
    let seen = from === undefined ? after : from - 1;
    let left = maxCount;
    for (let atEnd = last === START; left > 0 && !atEnd; ) {
      // One more than wanted: forwards, the event to go on behind comes again.
      const count = filter ? PAGE_EVENTS : Math.min(left + 1, PAGE_EVENTS);
      const page = await this.#logPage(cursor, direction, count).catch((error: unknown) => {
        if (from !== undefined && maybeForeignPosition(error)) return NOTHING;
        throw error;
      });
      const fresh = page.events.filter(
        ({ position }) => position <= last && (seen === undefined || (forwards ? position > seen : position < seen)),
      );
      const wanted = fresh.filter((logged) => passes(logged, filter)).slice(0, left);
      if (wanted.length > 0) yield wanted.map(({ event }) => readable(event));
      left -= wanted.length;
      seen = fresh.at(-1)?.position ?? seen;
      atEnd = page.atEnd || (forwards && (seen ?? START) >= last);
      cursor = page.cursor;
    }
  }

  /** What comes next behind a position: something, unless the end was reached. @throws StoreUnavailable */
  async logAfter(after: Position): Promise<{ events: Logged[]; atEnd: boolean }> {
    let cursor = startOf(after, true);
    for (;;) {
      const page = await this.#logPage(cursor, 'forwards', PAGE_EVENTS);
      const events = page.events.filter(({ position }) => position > after);
      if (events.length > 0 || page.atEnd) return { events, atEnd: page.atEnd };
      cursor = page.cursor;
    }
  }

  async #streamPage(stream: string, from: ReadRevision, direction: Direction, maxCount: number): Promise<Collected> {
    try {
      return await this.#collect(`a read of ${stream}`, (client) =>
        client.readStream(stream, { fromRevision: from, direction: wordOf(direction), maxCount, requiresLeader: true }),
      );
    } catch (error) {
      if (kindOf(error) === 'no-stream') return { records: [], cutShort: false };
      throw unavailable(error);
    }
  }

  async #logPage(from: ReadPosition, direction: Direction, maxCount: number): Promise<LogPage> {
    try {
      const { records, cutShort } = await this.#collect('a read of $all', (client) =>
        client.readAll({ fromPosition: from, direction: wordOf(direction), maxCount, requiresLeader: true }),
      );
      const events = records.filter((record) => !isSystemEvent(record)).map(toLogged);
      return { events, cursor: records.at(-1)?.position ?? from, atEnd: records.length < maxCount && !cutShort };
    } catch (error) {
      throw unavailable(error);
    }
  }

  #collect(what: string, open: (client: EventStoreDBClient) => StreamingRead<{ event?: RecordedEvent }>) {
    return this.#connection.call(what, this.#withinMs, async (client) => {
      const reading = open(client);
      const tooLate = setTimeout(() => reading.destroy(new NoAnswer(`no end of ${what}`)), this.#withinMs);
      try {
        const collected = await collect(reading);
        if (this.#connection.closed) throw new StoreUnavailable('The event store has closed');
        return collected;
      } finally {
        clearTimeout(tooLate);
        await leave(reading);
      }
    });
  }
}

async function collect(reading: StreamingRead<{ event?: RecordedEvent }>): Promise<Collected> {
  // An error that comes twice must not end the process.
  reading.on('error', () => {});
  const records: RecordedEvent[] = [];
  let bytes = 0;
  for await (const { event } of reading) {
    if (!event) continue;
    records.push(event);
    bytes += sizeOf(event);
    if (bytes > PAGE_BYTES) return { records, cutShort: true };
  }
  return { records, cutShort: false };
}

/** A read that was not read to its end stays open on the server until it is cancelled. */
async function leave(reading: StreamingRead<unknown>): Promise<void> {
  if (reading.readableEnded) return;
  reading.destroy();
  // Cancelling waits for a connection that may never be.
  await Promise.race([reading.cancel().catch(() => {}), sleep(CANCEL_WITHIN_MS)]);
}

function startOf(after: Position | undefined, forwards: boolean): ReadPosition {
  if (after === undefined) return forwards ? FROM_START : END;
  return after === START ? FROM_START : pointAt(after);
}

/** Events of ours are written without a transaction: both halves of their position are the same. */
export function pointAt(position: Position): { commit: bigint; prepare: bigint } {
  return { commit: BigInt(position), prepare: BigInt(position) };
}

const wordOf = (direction: Direction) => (direction === 'forwards' ? FORWARDS : BACKWARDS);
