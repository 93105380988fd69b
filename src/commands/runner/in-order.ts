/** The place of one command among those of its request. */
export type Turn = {
  /** Does what hands the command to its stream, once all commands before have been handed over or have given up. */
  take<Answer>(handOver: () => Promise<Answer>): Promise<Answer>;
  /** The command is done or has failed: if it was never handed over, those behind it need not wait any longer. */
  pass(): void;
};

/**
 * Commands that are prepared at the same time, and come to their streams in the order they were listed. A stream decides in
 * the order of arrival, and what arrives in one turn of the loop shares a write.
 */
export class InOrder {
  #last: Promise<void> = Promise.resolve();

  next(): Turn {
    const before = this.#last;
    const { promise: passed, resolve: pass } = Promise.withResolvers<void>();
    this.#last = before.then(() => passed);
    return {
      async take(handOver) {
        await before;
        const handedOver = handOver();
        pass();
        return handedOver;
      },
      pass,
    };
  }
}
