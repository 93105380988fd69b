import type { QueryAnswer, QueryArguments, QueryName } from '../../projections/queries.ts';
import type { EventStore } from '../event-store/event-store.ts';
import type { ReadModels } from '../read-models/read-models.ts';

/** Who runs queries. */
export type Asking = {
  /** @param of the projections that the query reads. */
  run<Name extends QueryName>(
    of: readonly string[],
    name: Name,
    ...args: QueryArguments<Name>
  ): Promise<QueryAnswer<Name>>;
};

type Parts = {
  readModels: Pick<ReadModels, 'waitFor' | 'position'>;
  asking: Asking;
  store: Pick<EventStore, 'head'>;
};

/** Reads of read models, each answering with the position it shows. */
export class Queries {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Asks read models once they have passed `after` (or two seconds are over).
   * @param of the projections the query reads; it shows what the slowest of them has passed.
   */
  async read<Name extends QueryName>(
    of: readonly string[],
    after: string | undefined,
    name: Name,
    ...args: QueryArguments<Name>
  ): Promise<{ answer: QueryAnswer<Name>; position: string }> {
    const position = await this.passed(of, after);
    return { answer: await this.#parts.asking.run(of, name, ...args), position };
  }

  /** The same for an answer that is an object: with the position in it. */
  async list<Name extends QueryName>(
    of: readonly string[],
    after: string | undefined,
    name: Name,
    ...args: QueryArguments<Name>
  ): Promise<QueryAnswer<Name> & { position: string }> {
    const { answer, position } = await this.read(of, after, name, ...args);
    return { ...answer, position };
  }

  /** Waits likewise. Take it before the rows are read: they may show more than this position, never less. */
  async passed(of: readonly string[], after: string | undefined): Promise<string> {
    const { readModels } = this.#parts;
    if (after !== undefined) await readModels.waitFor(of, Number(after));
    return String(Math.min(...of.map((name) => readModels.position(name))));
  }

  /** Where the store is now: for answers from the streams themselves, which are never behind. */
  async head(): Promise<string> {
    return String(await this.#parts.store.head());
  }
}
