const MAX_ITEMS = 512;

/** Does for many at once what each would wait for alone. One batch at a time: while it is under way the next one grows. */
export class Batches<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>;
  #waiting: ({ item: Item } & PromiseWithResolvers<Result>)[] = [];
  #working: Promise<void> | undefined;

  /** @param work answers each item, in their order. */
  constructor(work: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#work = work;
  }

  /** Those who wait are requests under way, whose number is bounded where they are let in. */
  add(item: Item): Promise<Result> {
    const waiting = { item, ...Promise.withResolvers<Result>() };
    this.#waiting.push(waiting);
    this.#working ??= this.#workOff();
    return waiting.promise;
  }

  async idle(): Promise<void> {
    await this.#working;
  }

  async #workOff(): Promise<void> {
    // Everything that arrives in this turn of the loop shares the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_ITEMS);
      try {
        const results = await this.#work(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#working = undefined;
  }
}
