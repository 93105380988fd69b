import { type Kysely, sql, type Transaction } from 'kysely';
import type { Projection, Table } from '../projection.ts';
import type { AnyTables, WritableDatabase } from './read-database.ts';

type Db = Kysely<AnyTables> | Transaction<AnyTables>;

/** Where a projection's rows are: under the tables' own names, or beside them while they are being built. */
export type Placement = { generation: number; beside: boolean };

export function tableName(table: string, { generation, beside }: Placement): string {
  return beside ? `${table}__${generation}` : table;
}

export async function createTables(
  db: Db,
  projection: Projection,
  placement: Placement,
  { columnTypes, keyedTableSuffix }: WritableDatabase,
): Promise<void> {
  for (const [name, definition] of Object.entries(projection.tables)) {
    let statement = db.schema.createTable(tableName(name, placement));
    for (const [column, { type, nullable }] of Object.entries(definition.columns)) {
      statement = statement.addColumn(column, sql.raw(columnTypes[type]), (built) =>
        nullable ? built : built.notNull(),
      );
    }
    const key = definition.primaryKey;
    const isPlainInteger = key.length === 1 && definition.columns[key[0]!]?.type === 'integer';
    if (!isPlainInteger) statement = statement.modifyEnd(sql.raw(keyedTableSuffix));
    await statement.addPrimaryKeyConstraint(`${name}__${placement.generation}__key`, [...key] as never[]).execute();
  }
}

/**
 * Index names are unique in a database and survive a rename, hence the generation in them.
 * Rows that nobody reads yet load faster without: then this comes last.
 */
export async function createIndexes(db: Db, projection: Projection, placement: Placement): Promise<void> {
  for (const [name, definition] of Object.entries(projection.tables)) {
    for (const [index, columns] of definition.indexes.entries()) {
      await db.schema
        .createIndex(indexName(name, placement.generation, index))
        .ifNotExists()
        .on(tableName(name, placement))
        .columns([...columns])
        .execute();
    }
  }
}

function indexName(table: string, generation: number, index: number): string {
  return `${table}__${generation}__${index + 1}`;
}

export async function dropTables(db: Db, names: readonly string[]): Promise<void> {
  for (const name of names) await db.schema.dropTable(name).ifExists().execute();
}

/** Gives tables that were built beside the names that queries use. */
export async function renameTables(db: Db, projection: Projection, placement: Placement): Promise<void> {
  for (const name of Object.keys(projection.tables)) {
    await db.schema.alterTable(tableName(name, placement)).renameTo(name).execute();
  }
}

export function liveNames(projection: Projection): string[] {
  return Object.keys(projection.tables);
}

/** All rows in the order of their key, a bounded number at a time. */
export async function* rowsInOrder(
  db: Db,
  name: string,
  { primaryKey }: Table,
  pageRows: number,
): AsyncGenerator<Record<string, unknown>[]> {
  const key = sql.join(primaryKey.map((column) => sql.ref(column)));
  for (let after: Record<string, unknown> | undefined; ; ) {
    const behind = after ? sql`where (${key}) > (${sql.join(primaryKey.map((column) => after![column]))})` : sql``;
    const page = sql<
      Record<string, unknown>
    >`select * from ${sql.table(name)} ${behind} order by ${key} limit ${pageRows}`;
    const { rows } = await page.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) return;
    after = rows.at(-1);
  }
}
