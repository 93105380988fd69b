import { type Kysely, sql } from 'kysely';
import { bringUpToDate, type TableSet, TablesTooNew } from '../../postgres/versioned-tables.ts';
import { type AnyTables, ReadDatabaseUnusable } from './read-database.ts';

/** The tables that belong to no projection. */
const TABLES: TableSet = {
  name: 'read models',
  steps: [
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
  ],
};

/** @throws ReadDatabaseUnusable when a newer version has been here, or names would not fit. */
export async function migrate(db: Kysely<AnyTables>): Promise<void> {
  await requireUtf8(db);
  try {
    await bringUpToDate(db, TABLES);
  } catch (error) {
    if (!(error instanceof TablesTooNew)) throw error;
    throw new ReadDatabaseUnusable(
      'The read database was written by a newer version. Set READ_DATABASE to another; it is built anew from the log.',
    );
  }
}

async function requireUtf8(db: Kysely<AnyTables>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new ReadDatabaseUnusable(
    `The read database holds text as ${encoding}. Create one with: create database seatledger encoding 'UTF8' template template0`,
  );
}
