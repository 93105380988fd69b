import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import { StoreUnavailable } from '../event-store/event-store.ts';
import { WRITER_VERSION, WriterTooOld } from '../event-store/writer-version.ts';
import type { SharedDatabase } from '../postgres/shared-database.ts';
import { bringUpToDate, type TableSet } from '../postgres/versioned-tables.ts';

const ASK_EVERY_MS = 1_000;
/** What the database said counts for so long, from when it was asked. Then nothing is written until it has answered. */
const KNOWN_FOR_MS = 5_000;
/** What an older node had handed to the store just before is there by then, or never. */
const UNDER_WAY_MS = 5_000;

const TABLES: TableSet = {
  name: 'writer',
  steps: [
    async (transaction) => {
      await sql`create table writer_version (version integer not null)`.execute(transaction);
      await sql`insert into writer_version values (0)`.execute(transaction);
    },
  ],
};

type Options = {
  logger: Pick<Logger, 'error' | 'info'>;
  /** Called once, when a newer node has come: this one is to leave its turns to others. */
  onTooOld(): void;
  ownVersion?: number;
};

/** The highest version of the program that has written to the log which these nodes share, and whether this one may write. */
export class WriterVersions {
  readonly #db: Kysely<unknown>;
  readonly #own: number;
  readonly #options: Options;
  readonly #closing = new AbortController();
  #found = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> = Promise.resolve();

  private constructor(db: Kysely<unknown>, options: Options) {
    this.#db = db;
    this.#own = options.ownVersion ?? WRITER_VERSION;
    this.#options = options;
  }

  /**
   * Raises the version to this program's. Resolves once no older node writes any more: each has heard of it by then, or knows
   * that it has heard of nothing for too long.
   * @throws WriterTooOld, DatabaseUnavailable
   */
  static async join<Tables>({
    database,
    ...options
  }: Options & { database: SharedDatabase<Tables> }): Promise<WriterVersions> {
    const versions = new WriterVersions(database.db as unknown as Kysely<unknown>, options);
    await bringUpToDate(versions.#db, TABLES);
    const before = await versions.#raise();
    if (before > versions.#own) throw new WriterTooOld(before, versions.#own);
    if (before > 0 && before < versions.#own) {
      options.logger.info({ from: before, to: versions.#own }, 'Waiting until no older node writes any more');
      await pause(KNOWN_FOR_MS + UNDER_WAY_MS);
    }
    await versions.#ask();
    versions.#asking = versions.#keepAsking();
    return versions;
  }

  /** Why nothing may be written, if so. */
  get fault(): Error | undefined {
    if (this.#found > this.#own) return new WriterTooOld(this.#found, this.#own);
    if (performance.now() - this.#askedMs < KNOWN_FOR_MS) return undefined;
    return new StoreUnavailable('Whether a newer node writes to the log is not known: the database does not answer.');
  }

  /** @throws WriterTooOld, StoreUnavailable */
  requireMayWrite(): void {
    const { fault } = this;
    if (fault) throw fault;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#asking;
  }

  /** @returns what it was before. */
  async #raise(): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ version: number }>`select version from writer_version for update`.execute(
        transaction,
      );
      const before = rows[0]!.version;
      if (before < this.#own) await sql`update writer_version set version = ${this.#own}`.execute(transaction);
      return before;
    });
  }

  async #keepAsking(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await pause(ASK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      // What can't be asked now is asked again; meanwhile what was last heard grows old.
      if (!signal.aborted) await this.#ask().catch(() => undefined);
    }
  }

  async #ask(): Promise<void> {
    const askedMs = performance.now();
    const { rows } = await sql<{ version: number }>`select version from writer_version`.execute(this.#db);
    this.#askedMs = askedMs;
    const { version } = rows[0]!;
    if (version === this.#found) return;
    this.#found = version;
    if (version <= this.#own) return;
    const { logger, onTooOld } = this.#options;
    logger.error({ err: this.fault }, 'This node writes nothing more, and leaves its turns to the others');
    onTooOld();
  }
}
