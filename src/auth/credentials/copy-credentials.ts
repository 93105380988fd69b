import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { bringUpToDate } from '../../postgres/versioned-tables.ts';
import { COPY_UNDER_WAY, type CredentialDb, type CredentialTables, POSTGRES_TABLES } from './credential-tables.ts';
import { CREDENTIAL_FILE, makeCredentialFile, openCredentialFile } from './credential-file.ts';
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

/** Copies what else must be whole before anybody may use the credentials that were copied. */
export type CopyLog = () => Promise<void>;

/**
 * Copies every row of one credential store into an empty one in PostgreSQL, as it is: the same master key opens both. Nobody
 * may use either meanwhile; the target can't be opened before all is there. After a kill, call it again: it begins anew
 * where it was cut off, and copies nothing where all was copied, whatever has been written to the target since.
 * @param copyLog called when the target can't be opened any more, or was whole before.
 * @returns how many rows were copied by this call.
 * @throws CredentialStoreError the target holds rows of another store; nothing was changed.
 * @throws DatabaseUnavailable, TablesTooNew
 */
export async function copyCredentials(from: CredentialDb, to: CredentialDb, copyLog?: CopyLog): Promise<number> {
  await bringUpToDate(to, POSTGRES_TABLES);
  const isNeeded = await begin(from, to, copyLog === undefined ? ALONE : WITH_LOG);
  await copyLog?.();
  if (!isNeeded) return 0;
  const copied = await copyTables(from, to);
  await to.deleteFrom('meta').where('name', '=', COPY_UNDER_WAY).execute();
  return copied;
}

/**
 * The way back, out of PostgreSQL into a file that has its name only once it is whole. A file that has it must hold the same.
 * @param copyLog called before the file is made: nobody starts on a log that has events without it.
 * @returns how many rows were copied by this call.
 * @throws CredentialStoreError nothing was changed.
 */
export async function copyCredentialsBack(
  from: CredentialDb,
  { dir, masterKey }: { dir: string; masterKey?: string },
  copyLog?: CopyLog,
): Promise<number> {
  const isThere = existsSync(join(dir, CREDENTIAL_FILE));
  if (isThere) await requireSame(from, { dir, masterKey });
  await copyLog?.();
  if (isThere) return 0;
  let copied = 0;
  await makeCredentialFile(dir, async (to) => {
    await copyMeta(from, to);
    copied = await copyTables(from, to);
  });
  return copied;
}

/** What a copy is part of, in the mark of one that is under way: one of the credentials must not end one of a log too. */
const ALONE = Uint8Array.of(0);
const WITH_LOG = Uint8Array.of(1);

/** Marks an empty target as ours, and clears what a copy that was cut off had left. `false`: there is nothing to do. */
function begin(from: CredentialDb, to: CredentialDb, kind: Uint8Array): Promise<boolean> {
  return to.transaction().execute(async (transaction) => {
    await sql`lock table meta in share row exclusive mode`.execute(transaction);
    if (await isEmpty(transaction)) {
      await copyMeta(from, transaction);
      await transaction.insertInto('meta').values({ name: COPY_UNDER_WAY, value: kind }).execute();
      return true;
    }
    if (!(await isCopyOf(from, transaction))) throw new CredentialStoreError(NOT_EMPTY);
    const underWay = await transaction
      .selectFrom('meta')
      .select('value')
      .where('name', '=', COPY_UNDER_WAY)
      .executeTakeFirst();
    if (!underWay) {
      await requireAllThere(from, transaction);
      return false;
    }
    if (kind === ALONE && underWay.value[0] === WITH_LOG[0]) throw new CredentialStoreError(LOG_UNDER_WAY);
    await sql`truncate ${sql.join(TABLES.map(([table]) => sql.table(table)))}`.execute(transaction);
    await transaction.updateTable('meta').set({ value: kind }).where('name', '=', COPY_UNDER_WAY).execute();
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

const LOG_UNDER_WAY =
  'Moving a log to this PostgreSQL was cut off: run `seatledger migrate` again as it was run before, with its log.';

async function copyMeta(from: CredentialDb, to: CredentialDb): Promise<void> {
  for (const table of ['meta', 'secret']) {
    const rows = await anyTables(from).selectFrom(table).selectAll().execute();
    if (rows.length > 0) await anyTables(to).insertInto(table).values(rows).execute();
  }
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

async function copyTables(from: CredentialDb, to: CredentialDb): Promise<number> {
  let copied = 0;
  for (const [table, key] of TABLES) {
    for await (const rows of pagesOf(from, table, key)) {
      await anyTables(to).insertInto(table).values(rows).execute();
      copied += rows.length;
    }
  }
  return copied;
}

/** Which of two that differ is the older one can't be told from them. */
async function requireSame(there: CredentialDb, folder: { dir: string; masterKey?: string }): Promise<void> {
  const file = openCredentialFile(folder);
  try {
    if (!(await isCopyOf(there, file.db))) throw new CredentialStoreError(othersFile(folder.dir));
    for (const [table, key] of TABLES)
      if (!(await isSameTable(there, file.db, table, key))) throw new CredentialStoreError(otherState(folder.dir));
  } finally {
    await file.close();
  }
}

async function isSameTable(one: CredentialDb, other: CredentialDb, table: string, key: string): Promise<boolean> {
  if ((await countOf(one, table)) !== (await countOf(other, table))) return false;
  for await (const rows of pagesOf(one, table, key)) {
    const keys = rows.map((row) => row[key]!);
    const found = await anyTables(other).selectFrom(table).selectAll().where(key, 'in', keys).execute();
    const there = new Set(found.map(asText));
    if (!rows.every((row) => there.has(asText(row)))) return false;
  }
  return true;
}

async function countOf(db: CredentialDb, table: string): Promise<number> {
  const { count } = await anyTables(db)
    .selectFrom(table)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The same for the same row, whichever database gave it. */
function asText(row: Row): string {
  const plain = (value: Value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
  return JSON.stringify(
    Object.entries(row)
      .sort()
      .map(([column, value]) => [column, plain(value)]),
  );
}

const othersFile = (dir: string) =>
  `${join(dir, CREDENTIAL_FILE)} holds other credentials than PostgreSQL. Nothing was changed: set DATA_DIR to an empty folder, with the master key.`;
const otherState = (dir: string) =>
  `${join(dir, CREDENTIAL_FILE)} is of another time than what is in PostgreSQL: most likely what was left when that was copied there. Nothing was changed. Move the file away, unless a server has worked on it since, and run this again: a new one is made.`;

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
