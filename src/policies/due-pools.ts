export type Pool = { account: string; product: string };

type Entry = { pool: Pool; atMs: number };

/** Pools by when they have to be looked at, the soonest first: a binary heap. */
export class DuePools {
  readonly #heap: Entry[] = [];

  /** When the first is due, in milliseconds since the epoch; `Infinity` when there is none. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  add(pool: Pool, atMs: number): void {
    const heap = this.#heap;
    const entry = { pool, atMs };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.atMs <= atMs) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes out those that are due at an instant. */
  take(nowMs: number): Pool[] {
    const due: Pool[] = [];
    while (this.nextMs <= nowMs) due.push(this.#takeFirst());
    return due;
  }

  #takeFirst(): Pool {
    const heap = this.#heap;
    const { pool } = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return pool;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]!.atMs < heap[child]!.atMs) child += 1;
      if (heap[child]!.atMs >= last.atMs) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return pool;
  }
}
