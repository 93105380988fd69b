import { type Kysely, sql } from 'kysely';
import type { SignInLimits, TryBudget } from '../auth/sign-in-limits.ts';
import type { Connectivity } from './connectivity.ts';

/** Rows kept when the table is tidied: some 200 MB. Those that end first go first. */
const MAX_ROWS = 1_000_000;
const TIDIED_AT_ONCE = 10_000;

type Db = Kysely<unknown>;

/**
 * The tries of all nodes, in the table that they share: each is taken by one statement on one row and at the database's time.
 * The row is named by a keyed hash, since it is about somebody's e-mail and IP address.
 */
export class SignInLimitTable implements SignInLimits {
  readonly #db: Db;
  readonly #connectivity: Connectivity;
  readonly #hashed: (name: string) => string;

  constructor(db: Db, connectivity: Connectivity, hashed: (name: string) => string) {
    this.#db = db;
    this.#connectivity = connectivity;
    this.#hashed = hashed;
  }

  /** @throws DatabaseUnavailable */
  async take(name: string, { tries, forgivenAfterSeconds }: TryBudget): Promise<number> {
    const hash = this.#hashed(name);
    const mostUsed = sql`clock_timestamp() + make_interval(secs => ${(tries - 1) * forgivenAfterSeconds}::float8)`;
    const { rows } = await this.#connectivity.run(() =>
      sql<{ is_taken: boolean; wait_seconds: number | null }>`with taken as (
          insert into sign_in_limit as known (name, until)
          values (${hash}, clock_timestamp() + make_interval(secs => ${forgivenAfterSeconds}::float8))
          on conflict (name) do update
            set until = greatest(known.until, clock_timestamp()) + make_interval(secs => ${forgivenAfterSeconds}::float8)
            where known.until <= ${mostUsed}
          returning 1)
        select exists (select from taken) as is_taken,
          (select extract(epoch from until - (${mostUsed}))::float8 from sign_in_limit where name = ${hash}) as wait_seconds`.execute(
        this.#db,
      ),
    );
    const { is_taken: isTaken, wait_seconds: waitSeconds } = rows[0]!;
    // Others may have used the budget up since the statement's snapshot was taken: then the wait it read is too short.
    return isTaken ? 0 : Math.max(waitSeconds ?? 0, 1);
  }

  async giveBack(name: string, { forgivenAfterSeconds }: TryBudget): Promise<void> {
    await this.#connectivity.run(() =>
      sql`update sign_in_limit set until = until - make_interval(secs => ${forgivenAfterSeconds}::float8)
        where name = ${this.#hashed(name)}`.execute(this.#db),
    );
  }

  async forget(name: string): Promise<void> {
    await this.#connectivity.run(() =>
      sql`delete from sign_in_limit where name = ${this.#hashed(name)}`.execute(this.#db),
    );
  }

  async note(name: string, seconds: number): Promise<void> {
    await this.#connectivity.run(() =>
      sql`insert into sign_in_limit (name, until)
        values (${this.#hashed(name)}, clock_timestamp() + make_interval(secs => ${seconds}::float8))
        on conflict (name) do update set until = excluded.until`.execute(this.#db),
    );
  }

  async isNoted(name: string): Promise<boolean> {
    const { rows } = await this.#connectivity.run(() =>
      sql`select from sign_in_limit where name = ${this.#hashed(name)} and until > clock_timestamp()`.execute(this.#db),
    );
    return rows.length > 0;
  }

  /** Deletes some of the rows that say nothing any more, and those above the most that are kept. */
  async tidy(maxRows = MAX_ROWS): Promise<void> {
    await this.#connectivity.run(() =>
      sql`delete from sign_in_limit where name in (
        (select name from sign_in_limit where until <= clock_timestamp() order by until limit ${TIDIED_AT_ONCE})
        union all
        (select name from sign_in_limit order by until desc offset ${maxRows} limit ${TIDIED_AT_ONCE}))`.execute(
        this.#db,
      ),
    );
  }
}
