import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { ReadTables } from '../projections/database.ts';
import { CREDENTIAL_FILE } from './auth/credentials/credential-file.ts';
import type { CredentialDb, CredentialTables } from './auth/credentials/credential-tables.ts';
import { masterKeyOf } from './auth/credentials/master-key.ts';
import { personalKeyReader } from './auth/credentials/personal-keys.ts';
import { deriveKey, Sealer } from './auth/credentials/sealer.ts';
import type { ReadableStore } from './event-store/event-reader.ts';
import type { EventStore } from './event-store/event-store.ts';
import type { PersonalKeys } from './event-store/personal-data.ts';
import { openSqliteLogReader } from './event-store/sqlite/sqlite-log-reader.ts';
import { openReadDatabase, type ReadDatabase } from './read-models/database/read-database.ts';
import { NodeSqliteDialect } from './sqlite/dialect.ts';
import type { ThreadLogger } from './threads/serve.ts';

/** Where a thread finds what the main one has opened, and opens it for itself. Holds secrets: for memory only. */
export type ThreadPlaces = {
  log: { file: string; appended: SharedArrayBuffer } | { eventStoreDb: string };
  readDatabase: ReadPlace;
  credentials: { dir: string; masterKey?: string; postgres?: string };
  /** The file of the index of history; none: a temporary one. */
  historyIndex?: string;
  /** Other processes run projections as well. */
  isForMany: boolean;
};

export type ReadPlace = { file: string } | { postgres: string };

type Closing<T> = T & { close(): Promise<void> };

const CREDENTIALS_BUSY_MS = 2_000;

// What only some installations have is loaded where it is used: a thread starts the sooner.

export async function openLogReader(
  place: ThreadPlaces['log'],
  log: ThreadLogger,
): Promise<Closing<ReadableStore & Pick<EventStore, 'read'>>> {
  if ('file' in place) return openSqliteLogReader(place);
  const { openEventStoreDb } = await import('./event-store/eventstoredb/event-store-db.ts');
  return openEventStoreDb({ connectionString: place.eventStoreDb, log });
}

export async function openReadPlace(place: ReadPlace, logger: ThreadLogger): Promise<ReadDatabase<ReadTables>> {
  if ('file' in place) return openReadDatabase<ReadTables>(place);
  const { openPostgresDatabase } = await import('./read-models/database/postgres-database.ts');
  return openPostgresDatabase<ReadTables>({ url: place.postgres, logger, isPrepared: true });
}

/** Personal keys to read with. The main thread has made sure that the master key is the right one. */
export async function openPersonalKeys(
  { dir, masterKey, postgres }: ThreadPlaces['credentials'],
  logger: ThreadLogger,
): Promise<Closing<Pick<PersonalKeys, 'get'>>> {
  const { db, close } = postgres === undefined ? openFile(dir) : await openShared(postgres, logger);
  const key = masterKeyOf({ dir, setting: masterKey, mayCreate: false });
  return { ...personalKeyReader(db, new Sealer(deriveKey(key, 'personal-keys'))), close };
}

function openFile(dir: string): Closing<{ db: CredentialDb }> {
  const file = new DatabaseSync(join(dir, CREDENTIAL_FILE), { readOnly: true, timeout: CREDENTIALS_BUSY_MS });
  const db: CredentialDb = new Kysely({ dialect: new NodeSqliteDialect(file, { begin: 'begin' }) });
  return {
    db,
    async close() {
      await db.destroy();
      // Kysely closes only what it has used.
      if (file.isOpen) file.close();
    },
  };
}

async function openShared(url: string, logger: ThreadLogger): Promise<Closing<{ db: CredentialDb }>> {
  const { openSharedDatabase } = await import('./postgres/shared-database.ts');
  const { db, close } = openSharedDatabase<CredentialTables>({ url, logger });
  return { db: db as unknown as CredentialDb, close };
}
