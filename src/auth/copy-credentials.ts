import { type Kysely, sql, type Transaction } from 'kysely';
import { bringUpToDate } from '../postgres/versioned-tables.ts';
import { COPY_UNDER_WAY, type CredentialDb, type CredentialTables, POSTGRES_TABLES } from './credential-tables.ts';
import { CredentialStoreError } from './master-key.ts';

const ROWS_AT_A_TIME = 500;

type Value = string | number | Uint8Array | null;
type Row = Record<string, Value>;
type AnyTables = Record<string, Row>;

/** The tables that grow, by what their rows are told apart by. `meta` and `secret` say whose they are. */
const TABLES = [
  ['personal_key', 'person_id'],
  ['password', 'user_id'],
  ['invitation', 'user_id'],
  ['client_secret', 'client_id'],
  ['sign_in', 'sid'],
  ['signing_key', 'kid'],
] as const satisfies readonly (readonly [keyof CredentialTables, string])[];

/**
 * Copies every row of one credential store into an empty one in PostgreSQL, as it is: the same master key opens both. Nobody
 * may use either meanwhile; the target can't be opened before all is there. After a kill, call it again: it begins anew
 * where it was cut off, and does nothing where all was copied, whatever has been written to the target since.
 * @returns how many rows were copied by this call.
 * @throws CredentialStoreError the target holds rows of another store; nothing was changed.
 * @throws DatabaseUnavailable, TablesTooNew
 */
export async function copyCredentials(from: CredentialDb, to: CredentialDb): Promise<number> {
  await bringUpToDate(to, POSTGRES_TABLES);
  if (!(await begin(from, to))) return 0;
  let copied = 0;
  for (const [table, key] of TABLES) copied += await copyTable(from, to, table, key);
  await to.deleteFrom('meta').where('name', '=', COPY_UNDER_WAY).execute();
  return copied;
}

/** Marks an empty target as ours, and clears what a copy that was cut off had left. `false`: there is nothing to do. */
function begin(from: CredentialDb, to: CredentialDb): Promise<boolean> {
  return to.transaction().execute(async (transaction) => {
    await sql`lock table meta in share row exclusive mode`.execute(transaction);
    if (await isEmpty(transaction)) {
      await mark(from, transaction);
      return true;
    }
    if (!(await isCopyOf(from, transaction))) throw new CredentialStoreError(NOT_EMPTY);
    const isUnderWay = await transaction
      .selectFrom('meta')
      .select('name')
      .where('name', '=', COPY_UNDER_WAY)
      .executeTakeFirst();
    if (!isUnderWay) {
      await requireAllThere(from, transaction);
      return false;
    }
    await sql`truncate ${sql.join(TABLES.map(([table]) => sql.table(table)))}`.execute(transaction);
    return true;
  });
}

/** Without a person's key their data is lost, and with one that was destroyed it would be back. */
async function requireAllThere(from: CredentialDb, to: CredentialDb): Promise<void> {
  for await (const rows of pagesOf(from, 'personal_key', 'person_id')) {
    const wanted = rows.map(({ person_id }) => String(person_id));
    const there = await to.selectFrom('personal_key').selectAll().where('person_id', 'in', wanted).execute();
    const isGone = new Map(there.map(({ person_id, wrapped }) => [person_id, wrapped === null]));
    const isAsThere = ({ person_id, wrapped }: Row) =>
      isGone.has(String(person_id)) && (wrapped !== null || isGone.get(String(person_id)));
    if (!rows.every(isAsThere)) throw new CredentialStoreError(CHANGED_SINCE);
  }
}

const CHANGED_SINCE =
  'The data folder was in use after its credentials had been copied to PostgreSQL, which has none of that. Copy into an empty database, or go on without the data folder.';
const NOT_EMPTY =
  'PostgreSQL holds credentials of another store already. Nothing was changed: name an empty database, or a schema of its own in it.';

async function mark(from: CredentialDb, to: Transaction<CredentialTables>): Promise<void> {
  const meta = await from.selectFrom('meta').selectAll().execute();
  await to
    .insertInto('meta')
    .values([...meta, { name: COPY_UNDER_WAY, value: new Uint8Array() }])
    .execute();
  await to
    .insertInto('secret')
    .values(await from.selectFrom('secret').selectAll().execute())
    .execute();
}

async function isEmpty(to: CredentialDb): Promise<boolean> {
  for (const table of ['meta', 'secret', ...TABLES.map(([name]) => name)]) {
    if (await anyTables(to).selectFrom(table).select(sql.lit(1).as('found')).limit(1).executeTakeFirst()) return false;
  }
  return true;
}

/** Secrets are wrapped with chance in it: the same bytes can only have come from there. */
async function isCopyOf(from: CredentialDb, to: CredentialDb): Promise<boolean> {
  const [theirs, ours] = await Promise.all([from, to].map(secretsOf));
  return theirs!.size > 0 && theirs!.size === ours!.size && [...theirs!].every((secret) => ours!.has(secret));
}

async function secretsOf(db: CredentialDb): Promise<Set<string>> {
  const rows = await db.selectFrom('secret').selectAll().execute();
  return new Set(rows.map(({ name, wrapped }) => `${name} ${Buffer.from(wrapped).toString('base64')}`));
}

async function copyTable(from: CredentialDb, to: CredentialDb, table: string, key: string): Promise<number> {
  let copied = 0;
  for await (const rows of pagesOf(from, table, key)) {
    await anyTables(to).insertInto(table).values(rows).execute();
    copied += rows.length;
  }
  return copied;
}

/** All rows, some at a time. */
async function* pagesOf(db: CredentialDb, table: string, key: string): AsyncGenerator<Row[]> {
  for (let last: Value = ''; ; ) {
    const rows: Row[] = await anyTables(db)
      .selectFrom(table)
      .selectAll()
      .where(key, '>', last)
      .orderBy(key)
      .limit(ROWS_AT_A_TIME)
      .execute();
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1)![key]!;
  }
}

const anyTables = (db: CredentialDb) => db as unknown as Kysely<AnyTables>;
