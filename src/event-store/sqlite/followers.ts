import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EventFilter,
  type FollowPage,
  type Position,
  PositionBeyondHead,
  type StoredEvent,
} from '../event-store.ts';
import { CompiledFilter } from './filter.ts';
import type { LogReader, Pages } from './pages.ts';
import type { Ring } from './ring.ts';

/** Recent positions looked at for one page: as many events at most. */
const PAGE_POSITIONS = 1_000;

/** Everybody who follows the log. At the tail they share the ring; whoever is further behind reads pages from the file. */
export class Followers {
  readonly #ring: Ring;
  readonly #pages: Pages;
  readonly #head: () => Position;
  readonly #bells = new Set<() => void>();
  #ended = false;

  constructor(ring: Ring, pages: Pages, head: () => Position) {
    this.#ring = ring;
    this.#pages = pages;
    this.#head = head;
  }

  /** Something new can be read. */
  wake(): void {
    for (const bell of this.#bells) bell();
  }

  end(): void {
    this.#ended = true;
    this.wake();
  }

  /** The first page comes at once, even when empty: it says whether the follower is up to date. */
  async *follow(options: { after: Position; filter?: EventFilter; signal: AbortSignal }): AsyncGenerator<FollowPage> {
    const { after, signal, filter } = options;
    if (after > this.#head()) throw new PositionBeyondHead(after, this.#head());
    const compiled = new CompiledFilter(filter);
    const readFile = this.#pages.ofLog(filter, 'forwards');
    let position = after;
    let ring = () => {};
    const bell = () => ring();
    this.#bells.add(bell);
    signal.addEventListener('abort', bell);
    try {
      for (let first = true; !signal.aborted && !this.#ended; first = false) {
        if (first || position < this.#head()) {
          const page = await this.#page(position, compiled, readFile);
          position = page.scannedTo;
          yield page;
        } else {
          await new Promise<void>((resolve) => {
            ring = resolve;
          });
        }
      }
    } finally {
      this.#bells.delete(bell);
      signal.removeEventListener('abort', bell);
    }
  }

  async #page(after: Position, filter: CompiledFilter, readFile: LogReader): Promise<FollowPage> {
    if (!this.#ring.reaches(after)) {
      // Catching up is a long read: it lets everybody else have their turn.
      await nextTurn();
      if (this.#ended) return { events: [], scannedTo: after, caughtUp: false };
    }
    const head = this.#head();
    const { events, scannedTo } = this.#ring.reaches(after)
      ? this.#recent(after, Math.min(head, after + PAGE_POSITIONS), filter)
      : readFile(after, head, Number.POSITIVE_INFINITY);
    return { events, scannedTo, caughtUp: scannedTo === head };
  }

  #recent(after: Position, to: Position, filter: CompiledFilter): { events: StoredEvent[]; scannedTo: Position } {
    const events: StoredEvent[] = [];
    for (let position = after + 1; position <= to; position += 1) {
      if (filter.matches(this.#ring.named(position))) events.push(this.#ring.event(position));
    }
    return { events, scannedTo: to };
  }
}
