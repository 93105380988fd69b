import { sql } from 'kysely';
import type { SharedDatabase } from '../../postgres/shared-database.ts';
import { bringUpToDate } from '../../postgres/versioned-tables.ts';
import type { NowMs } from '../../common/clock.ts';
import { type CredentialStore, credentialStore } from './credential-store.ts';
import {
  COPY_UNDER_WAY,
  type CredentialDb,
  type CredentialTables,
  MASTER_KEY_CHECK,
  POSTGRES_TABLES,
} from './credential-tables.ts';
import { CredentialStoreError, isMasterKeyOf, masterKeyCheck, masterKeyOf } from './master-key.ts';

export type SharedCredentialOptions<Tables extends CredentialTables> = {
  /** Stays open: it is for whoever opened it to close. */
  database: SharedDatabase<Tables>;
  /** Where `master.key` is, for a node without `masterKey`. */
  dir: string;
  /** 32 bytes as base64 or hexadecimal; the same on every node. */
  masterKey?: string;
  /** The database's time: what runs out has run out for every node. */
  clock: NowMs;
  /** Whether to begin anew where there is nothing. Not when the log has events: their keys have gone missing then. */
  mayCreate: boolean;
};

/**
 * Over the PostgreSQL that all nodes share. Any number may start at once: the first that finds no credentials there makes
 * them, with its master key, and all others need that key.
 * @throws CredentialStoreError when this is not the master key, or the tables can't be used; nothing was changed then.
 * @throws DatabaseUnavailable, TablesTooNew
 */
export async function openSharedCredentialStore<Tables extends CredentialTables>(
  options: SharedCredentialOptions<Tables>,
): Promise<CredentialStore> {
  const db = options.database.db as unknown as CredentialDb;
  // Before anything is changed, tables included. What has to be made is made below.
  const found = await foundIn(db);
  if (found.size > 0 || !options.mayCreate) requireUsable(found, options);
  await bringUpToDate(db, POSTGRES_TABLES);
  const agreed = await agreeOnMasterKey(db, options);
  // What was overwritten is the server's to clean away (autovacuum); it was wrapped by the master key in any case.
  const opened = { ...agreed, db, scrub: async () => undefined, close: async () => undefined };
  return credentialStore(opened, { clock: options.clock, isShared: true });
}

/**
 * Whether PostgreSQL holds credentials; changes nothing.
 * @throws CredentialStoreError when they can't be used: half a copy, or not with this master key.
 */
export async function holdsCredentials(db: CredentialDb, key: { dir: string; masterKey?: string }): Promise<boolean> {
  const found = await foundIn(db);
  if (found.size > 0) requireUsable(found, { ...key, mayCreate: false });
  return found.size > 0;
}

type KeyOptions = { dir: string; masterKey?: string; mayCreate: boolean };

/** One node at a time: the key file that the first one makes is there before another can see that there is a key. */
function agreeOnMasterKey(db: CredentialDb, options: KeyOptions): Promise<{ masterKey: Buffer; isNew: boolean }> {
  return db.transaction().execute(async (transaction) => {
    await sql`lock table meta in share row exclusive mode`.execute(transaction);
    const meta = await metaOf(transaction);
    const masterKey = requireUsable(meta, options);
    const isNew = !meta.has(MASTER_KEY_CHECK);
    if (isNew)
      await transaction
        .insertInto('meta')
        .values({ name: MASTER_KEY_CHECK, value: masterKeyCheck(masterKey) })
        .execute();
    return { masterKey, isNew };
  });
}

/** @returns the master key, which is made when nothing was wrapped yet and it is not set. */
function requireUsable(
  meta: ReadonlyMap<string, Uint8Array>,
  { dir, masterKey: setting, mayCreate }: KeyOptions,
): Buffer {
  if (meta.has(COPY_UNDER_WAY)) throw new CredentialStoreError(CUT_OFF);
  const check = meta.get(MASTER_KEY_CHECK);
  if (check === undefined && !mayCreate) throw new CredentialStoreError(MISSING);
  const masterKey = masterKeyOf({ dir, setting, mayCreate: check === undefined });
  if (check !== undefined && !isMasterKeyOf(check, masterKey)) throw new CredentialStoreError(OTHER_KEY);
  return masterKey;
}

const CUT_OFF =
  'Moving to this PostgreSQL was cut off: run `seatledger migrate` again, as it was run before, and start no node before it has said that all is there.';
const MISSING =
  'The log has events, but PostgreSQL holds no credentials, and with them the keys of the personal data. Restore that database from a backup, or bring the credentials from the data folder: set DATA_DIR to it, stop every node and run `seatledger migrate --credentials-only`.';
const OTHER_KEY =
  'The credentials in PostgreSQL were written with another master key. Nothing was changed: start with the MASTER_KEY, or the master.key, of the other nodes.';

async function foundIn(db: CredentialDb): Promise<Map<string, Uint8Array>> {
  return (await hasTables(db)) ? metaOf(db) : new Map<string, Uint8Array>();
}

async function hasTables(db: CredentialDb): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('meta') is not null as found`.execute(db);
  return rows[0]?.found === true;
}

async function metaOf(db: CredentialDb): Promise<Map<string, Uint8Array>> {
  const rows = await db.selectFrom('meta').selectAll().execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
}
