import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventFilter,
  type FollowPage,
  type Position,
  PositionBeyondHead,
  START,
  type StoredEvent,
  UnreadableEvent,
} from '../event-store.ts';
import { maybeForeignPosition } from './faults.ts';
import type { Reader } from './reader.ts';
import { type Logged, passes } from './records.ts';
import type { Tail } from './tail.ts';

const PAGE_EVENTS = 1_000;
const RETRY = { firstMs: 50, mostMs: 3_000 };

type FollowOptions = { after: Position; filter?: EventFilter; signal: AbortSignal };

/**
 * Everybody who follows the log. At the tail they share one subscription and its recent events; whoever is further behind
 * reads pages of `$all`. So a slow follower slows nobody, the server least of all. A checkpoint is always the position of
 * an event that was read: the server's own checkpoints have been wrong before, and filters leave out their events here.
 */
export class Followers {
  readonly #reader: Reader;
  readonly #tail: Tail;
  readonly #closing = new AbortController();

  constructor(reader: Reader, tail: Tail) {
    this.#reader = reader;
    this.#tail = tail;
  }

  end(): void {
    this.#closing.abort();
  }

  async *follow({ after, filter, signal: theirs }: FollowOptions): AsyncGenerator<FollowPage> {
    const signal = AbortSignal.any([theirs, this.#closing.signal]);
    const head = await this.#surely(signal, () => this.#reader.head());
    if (head === undefined) return;
    if (after > head) throw new PositionBeyondHead(after, head);
    this.#tail.start();
    const changes = new Changes(this.#tail, signal);
    try {
      let position = after;
      for (let first = true; !signal.aborted; ) {
        const seen = changes.count;
        const page = await this.#page(position, signal);
        if (page === undefined) return;
        if (first || page.events.length > 0) {
          position = page.events.at(-1)?.position ?? position;
          yield* pagesOf(page.events, filter, { scannedTo: position, caughtUp: page.atEnd && position >= head });
          first = false;
        } else {
          if (this.#tail.rewound) throw this.#tail.rewound;
          await changes.since(seen);
        }
      }
    } finally {
      changes.stop();
    }
  }

  /** What lies behind a position now; nothing once the follower is to end. */
  async #page(after: Position, signal: AbortSignal): Promise<{ events: Logged[]; atEnd: boolean } | undefined> {
    if (!this.#tail.reaches(after)) return this.#surely(signal, () => this.#logAfter(after));
    const events = this.#tail.after(after, PAGE_EVENTS);
    return { events, atEnd: (events.at(-1)?.position ?? after) >= this.#tail.last };
  }

  async #logAfter(after: Position): Promise<{ events: Logged[]; atEnd: boolean }> {
    try {
      return await this.#reader.logAfter(after);
    } catch (error) {
      // A server that answers otherwise does not know the position: it is no event of this log.
      if (after !== START && maybeForeignPosition(error))
        throw new PositionBeyondHead(after, await this.#reader.head());
      throw error;
    }
  }

  /** Tries until the server answers, or the follower is to end: an outage needs nobody to start us again. */
  async #surely<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T | undefined> {
    for (let pauseMs = RETRY.firstMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, RETRY.mostMs)) {
      try {
        return await read();
      } catch (error) {
        if (error instanceof PositionBeyondHead) throw error;
        await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      }
    }
    return undefined;
  }
}

/** What the filter lets through, up to an event that can't be read: the follower stops there. */
function* pagesOf(
  logged: Logged[],
  filter: EventFilter | undefined,
  { scannedTo, caughtUp }: { scannedTo: Position; caughtUp: boolean },
): Generator<FollowPage> {
  const events: StoredEvent[] = [];
  for (const [index, one] of logged.entries()) {
    if (!passes(one, filter)) continue;
    if (one.event instanceof UnreadableEvent) {
      if (index > 0) yield { events, scannedTo: logged[index - 1]!.position, caughtUp: false };
      throw one.event;
    }
    events.push(one.event);
  }
  yield { events, scannedTo, caughtUp };
}

/** Counts what happens at the tail, so that nothing is missed between looking and waiting. */
class Changes {
  count = 0;
  readonly #stop: () => void;
  #wake = () => {};

  constructor(tail: Tail, signal: AbortSignal) {
    const bell = () => {
      this.count += 1;
      this.#wake();
    };
    const unhook = tail.onChange(bell);
    signal.addEventListener('abort', bell);
    this.#stop = () => {
      unhook();
      signal.removeEventListener('abort', bell);
    };
  }

  /** Resolves once something has happened since that count. */
  async since(seen: number): Promise<void> {
    if (this.count !== seen) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  stop(): void {
    this.#stop();
  }
}
