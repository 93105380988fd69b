import { DatabaseUnavailable } from '../postgres/faults.ts';
import type { SharedTime } from './shared-time.ts';

/** Nothing heard for so long, although it is asked every few seconds: this process or the database stood still. */
const BREAK_MS = 30_000;

/** Since when this node has reached the database without a break. While it did not, no agent could renew a lease through it. */
export class Connectivity {
  readonly #time: SharedTime;
  #sinceMs = 0;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  constructor(time: SharedTime) {
    this.#time = time;
  }

  /** The database's clock, in milliseconds since the epoch, as of when it was last known. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** Everything this node asks the database passes here. */
  async run<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await ask();
      if (!this.#isBroken) this.#heardAtMs = performance.now();
      return answer;
    } catch (error) {
      if (error instanceof DatabaseUnavailable) this.#heardAtMs = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }

  /** Asks the time, as is done every few seconds. It alone ends a break: another server may answer now, with another clock. */
  async measure(): Promise<void> {
    await this.run(() => this.#time.measure());
    if (this.#isBroken) this.#sinceMs = this.#time.nowMs();
    this.#heardAtMs = performance.now();
  }

  /** Before anything is judged: after a break the time is asked first, so that the break counts. */
  async unbrokenSinceMs(): Promise<number> {
    if (this.#isBroken) await this.measure();
    return this.#sinceMs;
  }

  get #isBroken(): boolean {
    return performance.now() - this.#heardAtMs > BREAK_MS;
  }
}
