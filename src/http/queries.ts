import type { Db } from '../../projections/database.ts';
import { type EventStore, StoreUnavailable } from '../event-store/event-store.ts';
import type { ReadModels } from '../read-models/read-models.ts';

/** Reads of read models, each answering with the position it shows. */
export class Queries {
  constructor(
    private readonly readModels: ReadModels,
    private readonly db: Db,
    private readonly store: Pick<EventStore, 'head'>,
  ) {}

  /**
   * Asks read models once they have passed `after` (or two seconds are over).
   * @param names the projections the query reads; it shows what the slowest of them has passed.
   */
  async read<Answer extends object>(
    names: readonly string[],
    after: string | undefined,
    query: (db: Db) => Promise<Answer>,
  ): Promise<Answer & { position: string }> {
    if (after !== undefined) await this.readModels.waitFor(names, Number(after));
    // Taken before the rows are read: they may show more than this, never less.
    const position = Math.min(...names.map((name) => this.readModels.position(name)));
    const answer = await query(this.db).catch((error) => this.#explained(names, error));
    await this.readModels.confirm(names);
    return { ...answer, position: String(position) };
  }

  /** Rows of another version may lack a column that is asked for: that they are another's is what there is to say then. */
  async #explained(names: readonly string[], error: unknown): Promise<never> {
    if (!(error instanceof StoreUnavailable)) await this.readModels.confirm(names);
    throw error;
  }

  /** Where the store is now: for answers from the streams themselves, which are never behind. */
  async head(): Promise<string> {
    return String(await this.store.head());
  }
}
