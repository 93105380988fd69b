/**
 * Tells every thread of the process that something was appended. It carries no event: whoever hears it reads the log, so
 * nothing piles up between writer and readers, however slow they are.
 */
export class AppendSignal {
  readonly shared: SharedArrayBuffer;
  readonly #count: Int32Array;

  /** @param shared what another thread has made. */
  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#count = new Int32Array(shared);
  }

  ring(): void {
    Atomics.add(this.#count, 0, 1);
    Atomics.notify(this.#count, 0);
  }

  /** Take it before reading: what is appended after that is not missed by `since`. */
  get count(): number {
    return Atomics.load(this.#count, 0);
  }

  /** Resolves when there was an append since then, or the signal has aborted. */
  async since(count: number, signal: AbortSignal): Promise<void> {
    const heard = Atomics.waitAsync(this.#count, 0, count);
    if (!heard.async || signal.aborted) return;
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const onAbort = () => resolve();
    signal.addEventListener('abort', onAbort);
    await Promise.race([heard.value, aborted]);
    signal.removeEventListener('abort', onAbort);
  }
}
