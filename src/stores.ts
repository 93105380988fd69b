import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ReadTables } from '../projections/database.ts';
import { projections } from '../projections/index.ts';
import { CREDENTIAL_FILE } from './auth/credential-file.ts';
import { type CredentialStore, openCredentialStore } from './auth/credential-store.ts';
import { currentSchema, upcast } from './domain/upcast.ts';
import { EventLog } from './event-store/event-log.ts';
import { type EventStore, type Position, START, StoreUnavailable } from './event-store/event-store.ts';
import { openEventStoreDb } from './event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from './event-store/personal-data.ts';
import { lockFile } from './event-store/sqlite/lock.ts';
import { openSqliteEventStore } from './event-store/sqlite/sqlite-event-store.ts';
import type { AnswerStore } from './http/answer-store.ts';
import { SqliteAnswers } from './http/sqlite-answers.ts';
import { openPostgresDatabase } from './read-models/postgres-database.ts';
import { openReadDatabase, type ReadDatabase } from './read-models/read-database.ts';
import { ReadModels } from './read-models/read-models.ts';
import { Snapshots } from './read-models/snapshots.ts';
import { startCheckpointer } from './sqlite/checkpointer.ts';

export type Stores = {
  store: EventStore;
  credentials: CredentialStore;
  log: EventLog;
  reading: ReadDatabase<ReadTables>;
  readModels: ReadModels;
  snapshots: Snapshots;
  answers: AnswerStore;
  close(): Promise<void>;
};

/** Where everything is; what is left out is in the data folder. */
export type Places = { dataDir: string; masterKey?: string; eventStore?: string; readDatabase?: string };

export const LOG_FILE = 'events.sqlite';
export const READ_MODELS_FILE = 'read-models.sqlite';
export const ANSWERS_FILE = 'answers.sqlite';
export const EMBEDDED = 'embedded';
/** At the start the store may be starting as well. */
const STORE_ANSWERS_WITHIN_MS = 30_000;
const ASK_AGAIN_MS = 500;

/** The umask of a process that makes files in the data folder: they are the owner's alone, whatever SQLite would give others. */
export const OTHERS_MAY_NOTHING = 0o077;

/** The data folder can't be used as it is; the message says what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}

/**
 * Opens everything that lives in the data folder, and what lives elsewhere. The log comes first: its lock tells a second
 * process off before anything is touched.
 * @param onFatal called when the log can't be written any more; the process must end.
 */
export async function openStores(places: Places, logger: Logger, onFatal: (error: Error) => void): Promise<Stores> {
  const { dataDir, masterKey, eventStore = EMBEDDED, readDatabase = EMBEDDED } = places;
  makeFolder(dataDir);
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    // The embedded log has a lock of its own.
    if (eventStore !== EMBEDDED) opened.push(lockFile(join(dataDir, CREDENTIAL_FILE)).release);
    const store =
      eventStore === EMBEDDED
        ? openSqliteEventStore({ file: join(dataDir, LOG_FILE), log: logger, onFatal })
        : openEventStoreDb({ connectionString: eventStore, log: logger });
    opened.push(() => store.close());
    requireCredentialsOf((await headOf(store, logger)) > START, dataDir);
    const credentials = await openCredentialStore({ dir: dataDir, masterKey });
    opened.push(() => credentials.close());
    const log = new EventLog(store, new PersonalData(credentials.personalKeys), { currentSchema, upcast });
    const reading =
      readDatabase === EMBEDDED
        ? openReadDatabase<ReadTables>({ file: join(dataDir, READ_MODELS_FILE) })
        : await openPostgresDatabase<ReadTables>({ url: readDatabase, logger });
    opened.push(() => reading.close());
    const readModels = new ReadModels({ database: reading, log, projections, logger });
    const answers = new SqliteAnswers(join(dataDir, ANSWERS_FILE), credentials.sealerFor('answers'));
    opened.push(() => answers.close());
    const files = [
      ...(eventStore === EMBEDDED ? [LOG_FILE] : []),
      ...(readDatabase === EMBEDDED ? [READ_MODELS_FILE] : []),
    ];
    opened.push(startCheckpointer(files.map((file) => join(dataDir, file))));
    return { store, credentials, log, reading, readModels, snapshots: new Snapshots(reading), answers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The end of the log, once the store answers. @throws StoreUnavailable when it does not for half a minute. */
async function headOf(store: EventStore, logger: Logger): Promise<Position> {
  for (const giveUpAt = performance.now() + STORE_ANSWERS_WITHIN_MS; ; await pause(ASK_AGAIN_MS)) {
    try {
      return await store.head();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > giveUpAt) throw error;
      logger.info({ reason: error.message }, 'Waiting for the event store');
    }
  }
}

/** For programs that work on what a server has written: a folder that holds nothing was meant to be another. */
export function requireLog({ dataDir, eventStore = EMBEDDED }: Pick<Places, 'dataDir' | 'eventStore'>): void {
  const [what, file] = eventStore === EMBEDDED ? ['log', LOG_FILE] : ['credential store', CREDENTIAL_FILE];
  if (existsSync(join(dataDir, file))) return;
  throw new DataFolderError(
    `There is no ${what} in ${dataDir} (${file}). Set DATA_DIR to the folder that the server works on.`,
  );
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new DataFolderError(
      `The data folder ${dataDir} can't be made: ${(error as Error).message}. Set DATA_DIR to one that can.`,
    );
  }
}

/** A log without its keys: a new credential file would hide that every name and every password is out of reach. */
function requireCredentialsOf(hasEvents: boolean, dataDir: string): void {
  if (!hasEvents || existsSync(join(dataDir, CREDENTIAL_FILE))) return;
  throw new DataFolderError(
    `${join(dataDir, CREDENTIAL_FILE)} is missing, but the log has events. It holds the keys of the personal data: restore it, with master.key, from a backup.`,
  );
}
