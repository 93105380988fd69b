export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A place in the whole store: greater than 0, growing with every event. 0 stands before the first. A safe integer. */
export type Position = number;
/** A place in one stream: 0 for its first event. */
export type Revision = number;
/** The expected revision of a stream that has no events yet. */
export const NO_STREAM: Revision = -1;
/** A position before every event: `readAll({ after: START })` begins with the first. */
export const START: Position = 0;

type EventContent = { id: string; type: string; data: JsonObject; metadata: JsonObject };

/**
 * An event as handed to the store: plain JSON that is stored as it is. `id` is a UUID that belongs to one content for ever.
 * `text` is the same data and metadata written out, where the writer had to do that anyway.
 */
export type NewEvent = EventContent & { text?: { data: string; metadata: string } };

/** An event as the store holds it. `recordedAt` is the store's own clock: an ISO-8601 instant. */
export type StoredEvent = EventContent & { stream: string; revision: Revision; position: Position; recordedAt: string };

export type Appended = {
  /** The revision of the last event of the batch. */
  revision: Revision;
  /** The position of the last event of the batch. */
  position: Position;
};

/** Either list may be absent; both present: an event must match both. */
export type EventFilter = {
  /** Event types to deliver. */
  types?: readonly string[];
  /** What a stream's name may start with, such as `seatPool-`. */
  streamPrefixes?: readonly string[];
};

export type FollowPage = {
  events: StoredEvent[];
  /** Everything up to here has been looked at, whether the filter let it through or not. A checkpoint. */
  scannedTo: Position;
  /** Whether this page reached the end of the store as it was when the page was read. */
  caughtUp: boolean;
};

/**
 * The log. Adapters: `sqlite/` (embedded, the default), `eventstoredb/`. All pass the same contract suite
 * (`test/event-store/contract.ts`), written against this type only.
 */
export interface EventStore {
  /** Whether other processes may write to it as well, so that what was read a moment ago need not be true now. */
  readonly isShared: boolean;

  /**
   * Appends a batch to one stream, wholly or not at all, and resolves once it is durable.
   *
   * Repeating an identical batch (same ids, same expected revision) answers as the first time and writes nothing.
   * @param expectedRevision the revision the stream must have now; `NO_STREAM` for a new one. There is no "any".
   * @throws WrongExpectedRevision another writer was first; nothing was written.
   * @throws EventTooLarge a batch over the store's limit; nothing was written.
   * @throws StoreUnavailable anything else: an *unknown outcome*, the batch may or may not have been written.
   */
  append(stream: string, events: readonly NewEvent[], expectedRevision: Revision): Promise<Appended>;

  /**
   * Reads one stream in pages; no pages for a stream that does not exist.
   * @param options.from the first revision to read, inclusive; by default the first event, or the last when backwards.
   * @param options.maxCount at most so many events in all.
   */
  read(
    stream: string,
    options?: { from?: Revision; direction?: 'forwards' | 'backwards'; maxCount?: number },
  ): AsyncIterable<StoredEvent[]>;

  /**
   * Reads the whole store in pages, in the order of positions, up to the end as of the call.
   * @param options.after forwards: begin behind this position; backwards: begin before it (default: the end).
   * @param options.from forwards, instead of `after`: begin with the event at this position. Nothing when there is none.
   */
  readAll(options?: {
    after?: Position;
    from?: Position;
    direction?: 'forwards' | 'backwards';
    maxCount?: number;
    filter?: EventFilter;
  }): AsyncIterable<StoredEvent[]>;

  /**
   * Everything behind a position and then whatever comes, until `signal` aborts (the iteration then ends quietly).
   * Yields a page as soon as there is something to say; pages with no events move `scannedTo` on. The first page comes at
   * once, even when there is nothing behind the position. An error ends the iteration by throwing: the follower decides
   * what to do. Events are shared between followers: read them, never change them.
   * @throws PositionBeyondHead the position was not handed out by this store.
   */
  follow(options: { after: Position; filter?: EventFilter; signal: AbortSignal }): AsyncIterable<FollowPage>;

  /** The position of the last event, `START` when there is none. */
  head(): Promise<Position>;

  /** Ends followers and closes. Appends under way are finished first. */
  close(): Promise<void>;
}

/** The stream is elsewhere than the writer believed. */
export class WrongExpectedRevision extends Error {
  readonly stream: string;
  readonly expected: Revision;
  readonly actual: Revision;

  constructor(stream: string, expected: Revision, actual: Revision) {
    super(`${stream} is at revision ${actual}, not ${expected}`);
    this.name = 'WrongExpectedRevision';
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

export class EventTooLarge extends Error {
  override name = 'EventTooLarge';
}

/** An event in the log that nobody can read: no writer of ours wrote it. Whoever meets it stops there; appends go on. */
export class UnreadableEvent extends Error {
  override name = 'UnreadableEvent';

  readonly position: Position;
  readonly stream: string;
  readonly revision: Revision;

  constructor(position: Position, stream: string, revision: Revision) {
    super(`Event ${revision} of ${stream}, at position ${position}, is not JSON with metadata`);
    this.position = position;
    this.stream = stream;
    this.revision = revision;
  }
}

/** A checkpoint ahead of the log: an older copy of the log was restored, or the checkpoint belongs to another one. */
export class PositionBeyondHead extends Error {
  override name = 'PositionBeyondHead';

  readonly position: Position;
  readonly head: Position;

  constructor(position: Position, head: Position) {
    super(
      `Position ${position} lies beyond the end of the log at ${head}: this log is older than its reader, or another one`,
    );
    this.position = position;
    this.head = head;
  }
}

/** An unknown outcome, or a store that can't be reached. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
