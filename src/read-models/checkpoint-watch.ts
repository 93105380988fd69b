import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '../event-store/event-store.ts';
import { type LiveCheckpoints, readLiveCheckpoints } from './checkpoints.ts';
import type { EventSource } from './projection.ts';
import type { WritableDatabase } from './database/read-database.ts';

/** While somebody waits for a position: about as long as nobody minds. */
const LOOK_WHEN_WAITED_FOR_MS = 50;
const LOOK_ELSE_MS = 500;
const ASK_HEAD_MS = 1_000;

type Parts = {
  database: WritableDatabase;
  log: Pick<EventSource, 'head'>;
  /** @param head where the log ended a moment ago; `undefined` when that is not known. */
  onSeen(live: LiveCheckpoints, head: Position | undefined): void;
};

/** Looks at how far the read models are that other nodes run: all of them with one query. */
export class CheckpointWatch {
  readonly #parts: Parts;
  /** Whether somebody waits for what other nodes do. */
  isWaitedFor = false;
  #head: Position | undefined;
  #isAskingHead = false;
  #askedHeadAtMs = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks every so often until the signal aborts. What can't be seen now is looked at again. */
  async run(signal: AbortSignal): Promise<void> {
    let lookedAtMs = -Infinity;
    while (!signal.aborted) {
      const nowMs = performance.now();
      this.#askHead(nowMs);
      if (this.isWaitedFor || nowMs - lookedAtMs >= LOOK_ELSE_MS) {
        lookedAtMs = nowMs;
        await this.#look().catch(() => undefined);
      }
      await pause(LOOK_WHEN_WAITED_FOR_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Nobody waits for the answer: a log that is slow keeps nobody from the rows that are there. */
  #askHead(nowMs: number): void {
    if (this.#isAskingHead || nowMs - this.#askedHeadAtMs < ASK_HEAD_MS) return;
    this.#askedHeadAtMs = nowMs;
    this.#isAskingHead = true;
    const answered = (head?: Position) => {
      this.#head = head;
      this.#isAskingHead = false;
    };
    this.#parts.log.head().then(answered, () => answered());
  }

  async #look(): Promise<void> {
    const live = await readLiveCheckpoints(this.#parts.database.writer);
    this.#parts.onSeen(live, this.#head);
  }
}
