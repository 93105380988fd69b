import { LRUCache } from 'lru-cache';

/** Where other nodes write as well, an answer of the database is believed for so long, from when it was asked for. */
export const CACHED_FOR_MS = 2_000;
const MAX_KEYS_A_QUERY = 500;

type Question<Value> = { key: string } & PromiseWithResolvers<Value | null>;

/**
 * What the database answered a moment ago, so that it need not be asked again. Where nobody else writes to it, answers are
 * believed until they are forgotten. What is asked for in one turn of the loop becomes one query.
 */
export class DatabaseCache<Value extends NonNullable<unknown>> {
  readonly #load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  readonly #known: LRUCache<string, { value: Value | null }>;
  /** What is being asked by key; taken out when the answer may be out of date before it comes. */
  readonly #asked = new Map<string, Question<Value>>();
  #next: Question<Value>[] = [];

  /** @param load asks for all these keys; what it does not answer is not there (`null`). */
  constructor(
    load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
    { max, isShared }: { max: number; isShared: boolean },
  ) {
    this.#load = load;
    this.#known = new LRUCache(isShared ? { max, ttl: CACHED_FOR_MS } : { max });
  }

  /** What is believed; `undefined` when it has to be asked. */
  recall(key: string): Value | null | undefined {
    return this.#known.get(key)?.value;
  }

  /** What is believed, or else a promise of what the database says. @throws DatabaseUnavailable, by the promise */
  get(key: string): Value | null | Promise<Value | null> {
    const known = this.#known.get(key);
    return known ? known.value : this.#ask(key);
  }

  /** What the database says now, whatever is believed; and that is believed from then on. */
  fresh(key: string): Promise<Value | null> {
    this.forget(key);
    return this.#ask(key);
  }

  /** It has changed, or may have: it is asked again. What was asked before is told to nobody who asks from now on. */
  forget(key: string): void {
    this.#known.delete(key);
    this.#asked.delete(key);
  }

  #ask(key: string): Promise<Value | null> {
    const asked = this.#asked.get(key);
    if (asked) return asked.promise;
    const question = { key, ...Promise.withResolvers<Value | null>() };
    this.#asked.set(key, question);
    if (this.#next.length === 0) setImmediate(() => this.#askAll());
    this.#next.push(question);
    return question.promise;
  }

  #askAll(): void {
    const questions = this.#next.splice(0);
    for (let from = 0; from < questions.length; from += MAX_KEYS_A_QUERY)
      void this.#answer(questions.slice(from, from + MAX_KEYS_A_QUERY));
  }

  async #answer(questions: readonly Question<Value>[]): Promise<void> {
    const start = performance.now();
    try {
      const found = await this.#load(questions.map(({ key }) => key));
      for (const question of questions) this.#answered(question, found.get(question.key) ?? null, start);
    } catch (error) {
      for (const question of questions) question.reject(error);
    }
    for (const question of questions) if (this.#isCurrent(question)) this.#asked.delete(question.key);
  }

  #answered(question: Question<Value>, value: Value | null, start: number): void {
    if (this.#isCurrent(question)) this.#known.set(question.key, { value }, { start });
    question.resolve(value);
  }

  #isCurrent(question: Question<Value>): boolean {
    return this.#asked.get(question.key) === question;
  }
}
