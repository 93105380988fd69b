import type { Position } from '../event-store/event-store.ts';

type Waiter = { position: Position; settle: (passed: boolean) => void };

/** Those who wait for a projection to pass a position. */
export class PositionWaiters {
  readonly #waiting = new Set<Waiter>();

  /** @returns how to stop waiting. */
  add(position: Position, settle: (passed: boolean) => void): () => void {
    const waiter = { position, settle };
    this.#waiting.add(waiter);
    return () => this.#waiting.delete(waiter);
  }

  passed(position: Position): void {
    for (const waiter of this.#waiting) {
      if (waiter.position > position) continue;
      this.#waiting.delete(waiter);
      waiter.settle(true);
    }
  }

  /** Nothing will pass any more. */
  giveUp(): void {
    for (const waiter of this.#waiting) waiter.settle(false);
    this.#waiting.clear();
  }
}
