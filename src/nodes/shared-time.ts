/** One of so many questions is likely to meet nobody else's on its way. */
const TRIES = 5;

/**
 * The database's clock, kept by this process's monotonic one: nodes whose wall clocks differ decide at one time. While the
 * database does not answer, time goes on from when it last did.
 */
export class SharedTime {
  readonly #askMs: () => Promise<number>;
  #offsetMs = 0;

  /** @param askMs the database's clock, in milliseconds since the epoch. */
  constructor(askMs: () => Promise<number>) {
    this.#askMs = askMs;
  }

  /** Milliseconds since the epoch. Between two measurements it never goes back. */
  nowMs(): number {
    return Math.floor(performance.now() + this.#offsetMs);
  }

  /** Asks anew; the answer that took least time tells best, and is wrong by no more than half of that. */
  async measure(): Promise<void> {
    let best = { tookMs: Number.POSITIVE_INFINITY, offsetMs: this.#offsetMs };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const askedMs = performance.now();
      const clockMs = await this.#askMs();
      const answeredMs = performance.now();
      const tookMs = answeredMs - askedMs;
      if (tookMs < best.tookMs) best = { tookMs, offsetMs: clockMs - (askedMs + answeredMs) / 2 };
    }
    this.#offsetMs = best.offsetMs;
  }
}
