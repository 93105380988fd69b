import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendWithRetry } from '../../src/commands/runner/append-with-retry.ts';
import { type EventStore, type NewEvent, NO_STREAM, StoreUnavailable } from '../../src/event-store/event-store.ts';
import { AnswerTimes } from './answer-times.ts';

const BATCH_EVENTS = 4;
const TOLD_TO_RETRY_MS = 200;

/** What was found of a load's events afterwards, and of those that it was told were written. */
export type Found = { acknowledged: number; lost: string[]; twice: string[]; strange: string[] };

/**
 * Writers with a stream each that append as the command runner does: an unknown outcome is pursued, and a client that is
 * told so comes again with the same batch.
 */
export class LogLoad {
  /** When batches were acknowledged. */
  readonly answered = new AnswerTimes(() => {
    if (this.#failure) throw this.#failure;
  });
  /** How long the slowest batch took from its first sending to its acknowledgement, in milliseconds. */
  slowestMs = 0;
  /** How often a writer was told that the outcome is not known. */
  unavailable = 0;
  readonly #store: EventStore;
  readonly #acknowledged = new Map<string, string[]>();
  readonly #writers: Promise<void>[];
  #stopping = false;
  #failure: unknown;

  constructor(
    store: EventStore,
    name: string,
    writers: number,
    private readonly padding = '',
  ) {
    this.#store = store;
    this.#writers = Array.from({ length: writers }, (_, writer) => this.#write(`${name}-${writer}`));
    for (const writer of this.#writers) {
      writer.catch((error: unknown) => {
        this.#failure ??= error;
      });
    }
  }

  /** Lets every writer finish its batch. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#writers);
  }

  /** Looks every acknowledged event up. Call it when the load has stopped. */
  async find(store: EventStore): Promise<Found> {
    const found: Found = { acknowledged: 0, lost: [], twice: [], strange: [] };
    for (const [stream, ids] of this.#acknowledged) {
      const stored: string[] = [];
      for await (const page of store.read(stream)) stored.push(...page.map(({ id }) => id));
      const [there, known] = [new Set<string>(), new Set(ids)];
      for (const id of stored) {
        if (there.has(id)) found.twice.push(id);
        there.add(id);
      }
      found.acknowledged += ids.length;
      found.lost.push(...ids.filter((id) => !there.has(id)));
      found.strange.push(...stored.filter((id) => !known.has(id)));
    }
    return found;
  }

  async #write(stream: string): Promise<void> {
    const ids: string[] = [];
    this.#acknowledged.set(stream, ids);
    while (!this.#stopping) {
      const batch = batchOf(this.padding);
      const begunAtMs = performance.now();
      await this.#untilKnown(stream, batch, ids.length + NO_STREAM);
      ids.push(...batch.map(({ id }) => id));
      this.answered.note();
      this.slowestMs = Math.max(this.slowestMs, performance.now() - begunAtMs);
    }
  }

  async #untilKnown(stream: string, batch: NewEvent[], expected: number): Promise<void> {
    for (;;) {
      try {
        const { revision } = await appendWithRetry(this.#store, stream, batch, expected, performance.now());
        if (revision !== expected + batch.length) throw new Error(`${stream} answered ${revision} after ${expected}`);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.unavailable += 1;
        await sleep(TOLD_TO_RETRY_MS);
      }
    }
  }
}

function batchOf(padding: string): NewEvent[] {
  return Array.from({ length: BATCH_EVENTS }, (_, n) => ({
    id: randomUUID(),
    type: 'Added',
    data: { n, padding },
    metadata: { schema: 1 },
  }));
}
