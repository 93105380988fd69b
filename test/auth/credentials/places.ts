import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { openCredentialFile } from '../../../src/auth/credentials/credential-file.ts';
import { type CredentialStore, openCredentialStore } from '../../../src/auth/credentials/credential-store.ts';
import type { CredentialDb, CredentialTables } from '../../../src/auth/credentials/credential-tables.ts';
import { openSharedCredentialStore } from '../../../src/auth/credentials/shared-credentials.ts';
import { openSharedDatabase } from '../../../src/postgres/shared-database.ts';
import { postgres } from '../../read-models/databases.ts';

type OpenOptions = { masterKey?: string; clock?: () => number; dir?: string; mayCreate?: boolean };

/** Where a credential store can be. */
export type Place = {
  kind: 'SQLite' | 'PostgreSQL';
  /** The data folder. */
  dir: string;
  open(options?: OpenOptions): Promise<CredentialStore>;
  /** Looks into the tables past the store. */
  withTables<T>(work: (db: CredentialDb) => Promise<T>, masterKey?: string): Promise<T>;
  /** Everything that is stored, as a thief would find it. */
  stored(): Promise<Buffer>;
  remove(): Promise<void>;
};

/** The same tests over a file and over PostgreSQL, each in an empty place of its own. */
export function inEachPlace(tests: (place: () => Place) => void): void {
  describe('over SQLite', () => {
    let place: Place;
    beforeEach(() => {
      place = filePlace();
    });
    tests(() => place);
    afterEach(() => place.remove());
  });
  describe('over PostgreSQL', () => {
    const next = inPostgres();
    tests(next);
  });
}

/** Gives each test an empty schema. */
export function inPostgres(): () => Place {
  const databases = postgres();
  let place: Place;
  beforeEach(async () => {
    const schema = await databases.create();
    place = postgresPlace(schema.place, () => schema.remove());
  });
  afterEach(() => place.remove());
  return () => place;
}

export function filePlace(): Place {
  const dir = mkdtempSync(join(tmpdir(), 'credentials-'));
  return {
    kind: 'SQLite',
    dir,
    open: ({ mayCreate: _, ...options } = {}) => openCredentialStore({ dir, ...options }),
    async withTables(work, masterKey) {
      const { db, close } = openCredentialFile({ dir, masterKey });
      return work(db).finally(close);
    },
    stored: async () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name)))),
    remove: async () => rmSync(dir, { recursive: true, force: true }),
  };
}

function postgresPlace(url: string, remove: () => Promise<void>): Place {
  const dir = mkdtempSync(join(tmpdir(), 'credentials-'));
  const logger = pino({ enabled: false });
  const connect = () => openSharedDatabase<CredentialTables>({ url, logger });
  const withTables: Place['withTables'] = async (work) => {
    const database = connect();
    return work(database.db).finally(database.close);
  };
  return {
    kind: 'PostgreSQL',
    dir,
    async open({ clock = Date.now, mayCreate = true, ...options } = {}) {
      const database = connect();
      try {
        const store = await openSharedCredentialStore({ database, dir, clock, mayCreate, ...options });
        const close = async () => {
          await store.close();
          await database.close();
        };
        return { ...store, close };
      } catch (error) {
        await database.close();
        throw error;
      }
    },
    withTables,
    stored: () => withTables(bytesIn),
    async remove() {
      await remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Every value of every table, one behind the other. */
async function bytesIn(db: Kysely<CredentialTables>): Promise<Buffer> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() order by 1`.execute(db);
  const values: Buffer[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)} order by 1`.execute(db);
    for (const value of rows.flatMap((row) => Object.values(row)))
      values.push(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)));
  }
  return Buffer.concat(values);
}
