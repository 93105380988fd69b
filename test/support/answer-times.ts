import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 5;
/** Against hanging: nothing in a test is out of order for so long. */
const ANSWERED_WITHIN_MS = 90_000;

/** When the clients of a load got their answers: milliseconds of `performance.now()`. */
export class AnswerTimes {
  readonly atMs: number[] = [];

  /** @param check throws once nothing is to be waited for any more. */
  constructor(private readonly check: () => void = () => {}) {}

  note(): void {
    this.atMs.push(performance.now());
  }

  /** Once so many more have come. @throws when none comes any more. */
  async more(count: number): Promise<void> {
    const wanted = this.atMs.length + count;
    for (let [seen, giveUpAt] = [-1, 0]; this.atMs.length < wanted; await sleep(LOOK_EVERY_MS)) {
      this.check();
      if (this.atMs.length > seen) giveUpAt = performance.now() + ANSWERED_WITHIN_MS;
      if (performance.now() > giveUpAt) throw new Error(`Nothing was answered for ${ANSWERED_WITHIN_MS} ms`);
      seen = this.atMs.length;
    }
  }

  /** Until the next answer that comes after the longest silence since then; in milliseconds. */
  outageSince(faultAtMs: number): number {
    return this.#longestSilenceSince(faultAtMs).endMs - faultAtMs;
  }

  /** How long nobody got an answer, at the longest, since then; in milliseconds. */
  silenceSince(faultAtMs: number): number {
    return this.#longestSilenceSince(faultAtMs).tookMs;
  }

  #longestSilenceSince(faultAtMs: number): { tookMs: number; endMs: number } {
    let longest = { tookMs: -1, endMs: faultAtMs };
    let beforeMs = faultAtMs;
    for (const endMs of this.atMs) {
      if (endMs < faultAtMs) continue;
      if (endMs - beforeMs > longest.tookMs) longest = { tookMs: endMs - beforeMs, endMs };
      beforeMs = endMs;
    }
    return longest;
  }
}
