import { performance } from 'node:perf_hooks';

/** Milliseconds since the epoch, by a wall clock. Tests hand in their own. */
export type NowMs = () => number;

/**
 * The time commands are decided at. It follows the wall clock forwards; when the wall clock jumps back it goes on at its
 * own pace until the wall has caught up, so that history never runs backwards and no lease changes its length.
 */
export class Clock {
  #lastMs = 0;
  #lastTickMs = 0;
  #textOfMs = Number.NaN;
  #text = '';

  constructor(
    private readonly wallMs: () => number = Date.now,
    private readonly tickMs: () => number = () => performance.now(),
  ) {}

  /** Milliseconds since the epoch; never less than the answer before. */
  nowMs(): number {
    const tick = this.tickMs();
    const atItsOwnPace = this.#lastMs + (tick - this.#lastTickMs);
    this.#lastMs = Math.floor(Math.max(this.wallMs(), this.#lastMs === 0 ? 0 : atItsOwnPace));
    this.#lastTickMs = tick;
    return this.#lastMs;
  }

  /** An ISO-8601 instant. Many commands of a batch come in one millisecond: its text is made once. */
  now(): string {
    const ms = this.nowMs();
    if (ms !== this.#textOfMs) {
      this.#textOfMs = ms;
      this.#text = new Date(ms).toISOString();
    }
    return this.#text;
  }

  /** After a restart on a machine whose clock went back: begin where the log ended. */
  startFrom(instant: string): void {
    this.#lastMs = Math.max(this.nowMs(), Date.parse(instant) || 0);
  }
}
