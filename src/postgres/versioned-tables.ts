import { type Kysely, sql, type Transaction } from 'kysely';

/** Changes a set of tables from one version to the next. Released ones stay as they are: changes are further steps. */
export type Step = (transaction: Transaction<unknown>) => Promise<unknown>;

/** Tables that belong together and are changed together. */
export type TableSet = { name: string; steps: readonly Step[] };

/** Held while tables are changed, so that processes that start at once do it one after another: 'slts'. */
const LOCK = 0x736c7473;

/** A newer version of the program has been here; the message says what to do. */
export class TablesTooNew extends Error {
  override name = 'TablesTooNew';
}

/**
 * Brings a set of tables in the schema of the connection up to date, all of it or nothing.
 * @throws TablesTooNew, DatabaseUnavailable
 */
export async function bringUpToDate<Tables>(db: Kysely<Tables>, { name, steps }: TableSet): Promise<void> {
  await (db as unknown as Kysely<unknown>).transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(transaction);
    await sql`create table if not exists table_set (name text primary key, version bigint not null)`.execute(
      transaction,
    );
    const { rows } = await sql<{ version: number }>`select version from table_set where name = ${name}`.execute(
      transaction,
    );
    const version = rows[0]?.version ?? 0;
    if (version > steps.length)
      throw new TablesTooNew(
        `The tables of ${name} have version ${version}, this program knows ${steps.length}: start a newer one`,
      );
    for (const step of steps.slice(version)) await step(transaction);
    await sql`insert into table_set (name, version) values (${name}, ${steps.length})
      on conflict (name) do update set version = excluded.version`.execute(transaction);
  });
}
