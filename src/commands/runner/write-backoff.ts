import { setTimeout as sleep } from 'node:timers/promises';

/** So long after others wrote to a stream, they are believed to want to again. */
const CONTENDED_FOR_MS = 1_000;
/** Who never wins cannot be seen: so many writes in a row, and a gap is left in which to be first. */
const WRITES_A_BREATH = 16;
/** In appends: what it takes whoever was second to be told so, to read what they missed, and to append. */
const BREATH_APPENDS = 3;
/** In milliseconds: a store that is slow for a moment makes nobody wait for long. */
const LONGEST_MS = 100;

/**
 * How a node that writes to a stream makes way for others who do. The one that was first can append again before anybody has
 * read what it wrote, so left to itself it would be first for ever. Measured in appends, for those take the others as long.
 */
export class WriteBackoff {
  #othersAtMs = Number.NEGATIVE_INFINITY;
  #writes = 0;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  /** Others have written. */
  sawOthers(): void {
    this.#othersAtMs = performance.now();
  }

  /**
   * We have written.
   * @param tookMs how long the append took.
   * @param lost how many races we lost before: about as many others wait for their turn now.
   */
  wrote(tookMs: number, lost: number): void {
    const nowMs = performance.now();
    this.#writes += 1;
    const contended = nowMs - this.#othersAtMs < CONTENDED_FOR_MS;
    if (!contended && this.#writes < WRITES_A_BREATH) return;
    this.#writes = 0;
    const appends = contended ? (1 + lost) * (1 + Math.random()) : BREATH_APPENDS;
    this.#notBeforeMs = nowMs + Math.min(appends * tookMs, LONGEST_MS);
  }

  /** Waits until this node may write again. */
  async wait(): Promise<void> {
    const waitMs = this.#notBeforeMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
  }
}
