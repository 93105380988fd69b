import { LRUCache } from 'lru-cache';

/** So many tries in a row, and one more each time one is forgiven. */
export type TryBudget = { tries: number; forgivenAfterSeconds: number };

/**
 * Where tries are counted. A name is kept with one instant only: for a budget that until which its tries are used up, one
 * after another (GCRA, as rate limiters of telephone networks have it); for a note that until which it holds. What has
 * passed says nothing any more and can be dropped.
 */
export type SignInLimits = {
  /** Takes one try. @returns 0, or the seconds until there is one; then none was taken. */
  take(name: string, budget: TryBudget): Promise<number>;
  giveBack(name: string, budget: TryBudget): Promise<void>;
  /** The whole budget is there again. */
  forget(name: string): Promise<void>;
  note(name: string, seconds: number): Promise<void>;
  isNoted(name: string): Promise<boolean>;
};

const REMEMBERED = 50_000;

/** For a process that is alone. */
export class OwnSignInLimits implements SignInLimits {
  readonly #until = new LRUCache<string, number>({ max: REMEMBERED });
  readonly #nowMs: () => number;

  /** @param nowMs a monotonic clock: a wall clock that jumps must not lock people out. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  async take(name: string, { tries, forgivenAfterSeconds }: TryBudget): Promise<number> {
    const now = this.#nowMs();
    const usedUntil = Math.max(this.#until.get(name) ?? now, now);
    const waitMs = usedUntil - now - (tries - 1) * forgivenAfterSeconds * 1_000;
    if (waitMs > 0) return waitMs / 1_000;
    this.#until.set(name, usedUntil + forgivenAfterSeconds * 1_000);
    return 0;
  }

  async giveBack(name: string, { forgivenAfterSeconds }: TryBudget): Promise<void> {
    const usedUntil = this.#until.get(name);
    if (usedUntil !== undefined) this.#until.set(name, usedUntil - forgivenAfterSeconds * 1_000);
  }

  async forget(name: string): Promise<void> {
    this.#until.delete(name);
  }

  async note(name: string, seconds: number): Promise<void> {
    this.#until.set(name, this.#nowMs() + seconds * 1_000);
  }

  async isNoted(name: string): Promise<boolean> {
    return (this.#until.get(name) ?? Number.NEGATIVE_INFINITY) > this.#nowMs();
  }
}
