import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, type Position, type StoredEvent } from '../../src/event-store/event-store.ts';

const TOLD_WITHIN_MS = 60_000;

/** A follower that notes what it was told out of turn: each stream's revisions have to come one by one, from its first. */
export class Witness {
  readonly faults: string[] = [];
  events = 0;
  readonly #next = new Map<string, number>();
  readonly #leaving = new AbortController();
  readonly #following: Promise<void>;

  constructor(store: EventStore, after: Position, streamPrefix: string) {
    this.#following = this.#follow(store, after, streamPrefix);
    this.#following.catch((error: unknown) => this.faults.push(String(error)));
  }

  /** Once it was told of so many events, or something is wrong. */
  async upTo(events: number): Promise<void> {
    const giveUpAt = performance.now() + TOLD_WITHIN_MS;
    while (this.events < events && this.faults.length === 0 && performance.now() < giveUpAt) await sleep(20);
    this.#leaving.abort();
    await this.#following.catch(() => {});
  }

  async #follow(store: EventStore, after: Position, streamPrefix: string): Promise<void> {
    const filter = { streamPrefixes: [streamPrefix] };
    for await (const { events } of store.follow({ after, filter, signal: this.#leaving.signal })) {
      for (const event of events) this.#note(event);
    }
  }

  #note({ stream, revision }: StoredEvent): void {
    const expected = this.#next.get(stream) ?? 0;
    if (revision !== expected) this.faults.push(`${stream} came with ${revision} instead of ${expected}`);
    this.#next.set(stream, revision + 1);
    this.events += 1;
  }
}
