import { Overloaded } from '../common/overloaded.ts';

type Waiting<Ask, Answer> = { ask: Ask; resolve(answer: Answer): void; reject(error: unknown): void };

/**
 * Many small questions as few large ones: what is asked while a batch is under way goes with the next. So a batch is the
 * larger the longer the last one took, nothing waits for a timer, and one connection is enough for all of them.
 */
export class Batches<Ask, Answer> {
  readonly #send: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  readonly #limits: { atOnce: number; waiting: number };
  #waiting: Waiting<Ask, Answer>[] = [];
  #sending: Promise<void> | undefined;

  /** @param send answers in the order of what was asked; what it throws, everybody in the batch is told. */
  constructor(send: (asks: readonly Ask[]) => Promise<readonly Answer[]>, limits: { atOnce: number; waiting: number }) {
    this.#send = send;
    this.#limits = limits;
  }

  /** @throws Overloaded too many wait already. */
  ask(ask: Ask): Promise<Answer> {
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(new Overloaded());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject });
      this.#sending ??= this.#sendAll();
    });
  }

  /** For what nobody waits for, and what is made good later when it is lost. */
  tell(ask: Ask): void {
    this.ask(ask).catch(() => undefined);
  }

  /** Resolves when everything asked so far has been answered. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    // What is asked in this turn of the loop shares the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#sendBatch(this.#waiting.splice(0, this.#limits.atOnce));
    this.#sending = undefined;
  }

  async #sendBatch(batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.#send(batch.map(({ ask }) => ask));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
