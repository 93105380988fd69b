import type { Kysely } from 'kysely';
import { StoreUnavailable } from '../../event-store/event-store.ts';
import { OtherVersionLive } from '../builds.ts';
import { type LiveCheckpoints, readLiveCheckpoints } from '../checkpoints.ts';
import type { Projection } from '../projection.ts';
import type { AnyTables, ReadDatabase } from '../database/read-database.ts';

/** Queries by name. What they take and answer is copied between threads, so it is plain data. */
export type Queries<Tables> = { readonly [name: string]: (db: Kysely<Tables>, ...args: never[]) => Promise<unknown> };

type Parts<Tables> = {
  database: Pick<ReadDatabase<Tables>, 'db'>;
  queries: Queries<Tables>;
  projections: readonly Pick<Projection, 'name' | 'version'>[];
  /** Nodes of other builds may put their rows there. */
  isShared: boolean;
};

/** Asks queries by name, and makes sure that the rows they read were of this build. */
export class QueryRunner<Tables> {
  readonly #parts: Parts<Tables>;
  #looking: Promise<LiveCheckpoints> | undefined;
  #nextLook: Promise<LiveCheckpoints> | undefined;

  constructor(parts: Parts<Tables>) {
    this.#parts = parts;
  }

  /** @param of the projections that the query reads. @throws OtherVersionLive, DatabaseUnavailable, what the query throws */
  async run(of: readonly string[], name: string, args: readonly unknown[]): Promise<unknown> {
    const query = this.#parts.queries[name];
    if (!query) throw new Error(`There is no query ${name}`);
    try {
      const answer = await query(this.#parts.database.db, ...(args as never[]));
      await this.#confirm(of);
      return answer;
    } catch (error) {
      // Rows of another version may lack a column that is asked for: that they are another's is what there is to say then.
      if (!(error instanceof StoreUnavailable)) await this.#confirm(of);
      throw error;
    }
  }

  /** After the query: another node may have put other rows there at any moment. @throws OtherVersionLive */
  async #confirm(of: readonly string[]): Promise<void> {
    const { isShared, projections } = this.#parts;
    if (!isShared) return;
    const live = await this.#look();
    for (const projection of projections) {
      const found = live.get(projection.name)?.version;
      if (of.includes(projection.name) && found !== projection.version) throw new OtherVersionLive(projection, found);
    }
  }

  /** As of a moment later than now: one look for all who ask meanwhile. */
  #look(): Promise<LiveCheckpoints> {
    this.#nextLook ??= this.#lookAfter(this.#looking);
    return this.#nextLook;
  }

  async #lookAfter(current: Promise<unknown> | undefined): Promise<LiveCheckpoints> {
    await current?.catch(() => undefined);
    this.#looking = this.#nextLook;
    this.#nextLook = undefined;
    return readLiveCheckpoints(this.#parts.database.db as unknown as Kysely<AnyTables>);
  }
}
