import { type Kysely, sql, type Transaction } from 'kysely';
import { type AnyTables, ReadDatabaseUnusable } from './read-database.ts';

type Step = (transaction: Transaction<AnyTables>) => Promise<unknown>;

/** The tables that belong to no projection. A step that was released stays as it is: changes are further steps. */
const STEPS: readonly Step[] = [
  async (transaction) => {
    await sql`create table projection_checkpoint (
      name text collate "C" not null, slot text collate "C" not null, version bigint not null, generation bigint not null,
      position bigint not null, event_id text collate "C", event_position bigint not null, table_names text not null,
      primary key (name, slot)
    )`.execute(transaction);
    await sql`create table snapshot (
      stream text collate "C" not null primary key, version bigint not null, revision bigint not null,
      position bigint not null, hash text not null, state text not null
    )`.execute(transaction);
  },
];

/** Held while migrating, so that processes that start at once do it one after another: 'slrd'. */
const MIGRATION_LOCK = 0x736c7264;

/** @throws ReadDatabaseUnusable when a newer version has been here, or names would not fit. */
export async function migrate(db: Kysely<AnyTables>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
    await requireUtf8(transaction);
    await sql`create table if not exists read_database_version (version bigint not null)`.execute(transaction);
    const version = await versionOf(transaction);
    if (version > STEPS.length) {
      throw new ReadDatabaseUnusable(
        'The read database was written by a newer version. Set READ_DATABASE to another; it is built anew from the log.',
      );
    }
    for (const step of STEPS.slice(version)) await step(transaction);
    await sql`delete from read_database_version`.execute(transaction);
    await sql`insert into read_database_version (version) values (${STEPS.length})`.execute(transaction);
  });
}

async function versionOf(transaction: Transaction<AnyTables>): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from read_database_version`.execute(transaction);
  return rows[0]?.version ?? 0;
}

async function requireUtf8(transaction: Transaction<AnyTables>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(transaction);
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new ReadDatabaseUnusable(
    `The read database holds text as ${encoding}. Create one with: create database seatledger encoding 'UTF8' template template0`,
  );
}
