import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ReadTables } from '../projections/database.ts';
import { projections } from '../projections/index.ts';
import { CREDENTIAL_FILE } from './auth/credentials/credential-file.ts';
import { type CredentialStore, openCredentialStore } from './auth/credentials/credential-store.ts';
import type { CredentialTables } from './auth/credentials/credential-tables.ts';
import { openSharedCredentialStore } from './auth/credentials/shared-credentials.ts';
import type { Exclusive } from './commands/runner/exclusive.ts';
import { KeyedMutex } from './commands/runner/keyed-mutex.ts';
import type { Tracing } from './common/tracing.ts';
import { currentSchema, upcast } from './domain/upcast.ts';
import { EventLog } from './event-store/event-log.ts';
import { type EventStore, type Position, START, StoreUnavailable } from './event-store/event-store.ts';
import { openEventStoreDb } from './event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from './event-store/personal-data.ts';
import { lockFile } from './event-store/sqlite/lock.ts';
import { guarded } from './event-store/writer-version.ts';
import { openSqliteEventStore } from './event-store/sqlite/sqlite-event-store.ts';
import type { AnswerStore } from './http/kept-answers/answer-store.ts';
import { openSharedAnswers } from './http/kept-answers/postgres-answers.ts';
import { SqliteAnswers } from './http/kept-answers/sqlite-answers.ts';
import { type NodeTables, openNodeTables } from './nodes/node-tables.ts';
import { PostgresLocks } from './nodes/postgres-locks.ts';
import { soleLeader, type Leadership } from './nodes/leadership.ts';
import { WriterVersions } from './nodes/writer-versions.ts';
import { openSharedDatabase } from './postgres/shared-database.ts';
import { openPostgresDatabase } from './read-models/database/postgres-database.ts';
import { openReadDatabase, type ReadDatabase } from './read-models/database/read-database.ts';
import { ReadModels } from './read-models/read-models.ts';
import { type SnapshotStore, Snapshots } from './read-models/snapshots.ts';
import { HistoryThread, ProjectionThread, QueryThreads } from './read-threads.ts';
import { ShownSpans } from './tracing/shown-spans.ts';
import { tracedStore } from './tracing/traced-store.ts';
import { startCheckpointer } from './sqlite/checkpointer.ts';
import type { ThreadPlaces } from './thread-places.ts';

export type Stores = {
  store: EventStore;
  credentials: CredentialStore;
  log: EventLog;
  reading: ReadDatabase<ReadTables>;
  readModels: ReadModels;
  projectionThread: ProjectionThread;
  queryThreads: QueryThreads;
  historyThread: HistoryThread;
  snapshots: SnapshotStore;
  answers: AnswerStore;
  /** What only one node, or in one process one request, may do at a time. */
  exclusive: Exclusive;
  /** Whose turn it is among the nodes; always that of a process which is alone. */
  leadership: Leadership;
  /** What nodes share about sessions; `undefined` where one process has everything to itself. */
  nodes?: NodeTables;
  /** Whether this one of several nodes may write; a process that is alone was told at its start. */
  writers?: WriterVersions;
  /** Milliseconds since the epoch: by this machine's clock, among nodes by the database's. */
  now(): number;
  /** Ends the threads that work on all this, before it is closed. */
  stopThreads(): Promise<void>;
  close(): Promise<void>;
};

/** Where everything is; what is left out is in the data folder. */
export type Places = { dataDir: string; masterKey?: string; eventStore?: string; readDatabase?: string };

export const LOG_FILE = 'events.sqlite';
export const READ_MODELS_FILE = 'read-models.sqlite';
export const ANSWERS_FILE = 'answers.sqlite';
/** Disposable: made anew from the log where it is missing. */
export const HISTORY_INDEX_FILE = 'history-index.sqlite';
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

/** Many processes may work on one log where nothing of consequence is on a machine of theirs. */
function isForMany({ eventStore = EMBEDDED, readDatabase = EMBEDDED }: Partial<Places>): boolean {
  return eventStore !== EMBEDDED && readDatabase !== EMBEDDED;
}

type Opening = {
  logger: Logger;
  onFatal(error: Error): void;
  tracing?: Tracing;
  /** Has it closed at the end, what came last first. */
  keep<Opened>(opened: Opened, close: (opened: Opened) => unknown): Opened;
};

/**
 * Opens everything that the data folder or the settings name.
 * @param onFatal called when the log can't be written any more; the process must end.
 */
export async function openStores(
  places: Places,
  logger: Logger,
  onFatal: (error: Error) => void,
  tracing?: Tracing,
): Promise<Stores> {
  const kept: (() => unknown)[] = [];
  const close = async () => {
    for (const closeOne of kept.splice(0).reverse()) await closeOne();
  };
  const opening: Opening = {
    logger,
    onFatal,
    tracing,
    keep(opened, closeOne) {
      kept.push(() => closeOne(opened));
      return opened;
    },
  };
  try {
    const stores = await (isForMany(places) ? openForMany(places, opening) : openForOne(places, opening));
    return { ...stores, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The log comes first: its lock, or that of the folder, tells a second process off before anything is touched. */
async function openForOne(places: Places, opening: Opening): Promise<Omit<Stores, 'close'>> {
  const { logger, onFatal, keep } = opening;
  const { dataDir, masterKey, eventStore = EMBEDDED, readDatabase = EMBEDDED } = places;
  makeFolder(dataDir);
  // The embedded log has a lock of its own.
  if (eventStore !== EMBEDDED) keep(lockFile(join(dataDir, CREDENTIAL_FILE)), (lock) => lock.release());
  const { store, place } = keep(openLog({ dataDir, eventStore, logger, onFatal }), (opened) => opened.store.close());
  requireCredentialsOf((await headOf(store, logger)) > START, dataDir);
  const credentials = keep(await openCredentialStore({ dir: dataDir, masterKey }), (opened) => opened.close());
  const traced = tracedAs(store, opening);
  const log = new EventLog(traced.store, new PersonalData(credentials.personalKeys), { currentSchema, upcast });
  const reading = keep(
    readDatabase === EMBEDDED
      ? openReadDatabase<ReadTables>({ file: join(dataDir, READ_MODELS_FILE) })
      : await openPostgresDatabase<ReadTables>({ url: readDatabase, logger }),
    (opened) => opened.close(),
  );
  const threads = openThreads(reading, {
    logger,
    places: {
      log: place,
      readDatabase: readDatabase === EMBEDDED ? { file: join(dataDir, READ_MODELS_FILE) } : { postgres: readDatabase },
      credentials: { dir: dataDir, masterKey },
      historyIndex: join(dataDir, HISTORY_INDEX_FILE),
      isForMany: false,
    },
  });
  traced.showIn(threads.readModels);
  const answers = keep(new SqliteAnswers(join(dataDir, ANSWERS_FILE), credentials.sealerFor('answers')), (opened) =>
    opened.close(),
  );
  const files = [
    ...(eventStore === EMBEDDED ? [LOG_FILE] : []),
    ...(readDatabase === EMBEDDED ? [READ_MODELS_FILE] : []),
  ];
  keep(startCheckpointer(files.map((file) => join(dataDir, file))), (stop) => stop());
  const own = { exclusive: new KeyedMutex(), leadership: soleLeader, now: Date.now };
  return { store, credentials, log, reading, answers, ...threads, ...own };
}

/**
 * All that nodes have to agree on is in PostgreSQL. The folder is touched for a master key alone. What moves a log or its
 * credentials does not run beside a node, so nothing is looked at before this process has joined the others.
 */
async function openForMany(places: Places, opening: Opening): Promise<Omit<Stores, 'close'>> {
  const { logger, onFatal, keep } = opening;
  const { dataDir, masterKey, eventStore = EMBEDDED, readDatabase: url = EMBEDDED } = places;
  if (masterKey === undefined) makeFolder(dataDir);
  const store = keep(openEventStoreDb({ connectionString: eventStore, log: logger }), (opened) => opened.close());
  const reading = keep(await openPostgresDatabase<ReadTables>({ url, logger }), (opened) => opened.close());
  const locks = keep(new PostgresLocks({ url, logger, onKeptOut: onFatal }), (opened) => opened.close());
  await locks.joined();
  const mayCreate = (await headOf(store, logger)) === START;
  const database = keep(openSharedDatabase<CredentialTables>({ url, logger }), (opened) => opened.close());
  const nodes = keep(await openNodeTables({ database, logger }), (opened) => opened.close());
  const leaving: (() => unknown)[] = [() => locks.close()];
  const onTooOld = () => {
    for (const leave of leaving) leave();
  };
  const writers = keep(await WriterVersions.join({ database, logger, onTooOld }), (opened) => opened.close());
  const now = () => nodes.time.nowMs();
  const credentials = keep(
    await openSharedCredentialStore({ database, dir: dataDir, masterKey, clock: now, mayCreate }),
    (opened) => opened.close(),
  );
  const written = guarded(store, () => writers.requireMayWrite());
  const traced = tracedAs(written, opening);
  const log = new EventLog(traced.store, new PersonalData(credentials.personalKeys), { currentSchema, upcast });
  const threads = openThreads(reading, {
    logger,
    places: {
      log: { eventStoreDb: eventStore },
      readDatabase: { postgres: url },
      credentials: { dir: dataDir, masterKey, postgres: url },
      isForMany: true,
    },
  });
  traced.showIn(threads.readModels);
  leaving.push(() => threads.projectionThread.leaveTurns());
  const answers = keep(
    await openSharedAnswers({ database, sealer: credentials.sealerFor('answers'), logger }),
    (opened) => opened.close(),
  );
  const exclusive: Exclusive = {
    async run(key, work) {
      writers.requireMayWrite();
      return locks.run(key, work);
    },
  };
  const shared = { exclusive, leadership: locks, nodes, now, writers };
  return { store: written, credentials, log, reading, answers, ...threads, ...shared };
}

/** Where tracing is on: the log as it is written to, and when read models show what was. */
function tracedAs(
  store: EventStore,
  { tracing, keep }: Opening,
): { store: EventStore; showIn(readModels: ReadModels): void } {
  if (!tracing) return { store, showIn: () => {} };
  let shown: ShownSpans | undefined;
  return {
    store: tracedStore(store, tracing, (written) => shown?.follow(written)),
    showIn(readModels) {
      shown = keep(new ShownSpans(tracing, readModels, projections), (opened) => opened.close());
    },
  };
}

function openLog({
  dataDir,
  eventStore,
  logger,
  onFatal,
}: Required<Pick<Places, 'dataDir' | 'eventStore'>> & Pick<Opening, 'logger' | 'onFatal'>): {
  store: EventStore;
  place: ThreadPlaces['log'];
} {
  if (eventStore !== EMBEDDED)
    return {
      store: openEventStoreDb({ connectionString: eventStore, log: logger }),
      place: { eventStoreDb: eventStore },
    };
  const file = join(dataDir, LOG_FILE);
  const store = openSqliteEventStore({ file, log: logger, onFatal });
  return { store, place: { file, appended: store.appended.shared } };
}

/** They run from when they are started or asked: what works on a stopped server's data starts none. */
function openThreads(
  reading: ReadDatabase<ReadTables>,
  threads: { places: ThreadPlaces; logger: Logger },
): Pick<Stores, 'readModels' | 'projectionThread' | 'queryThreads' | 'historyThread' | 'snapshots' | 'stopThreads'> {
  const projectionThread = new ProjectionThread(threads, projections);
  const readModels = new ReadModels(projectionThread);
  const queryThreads = new QueryThreads(threads);
  const historyThread = new HistoryThread(threads);
  const stopThreads = async () => {
    await Promise.all([readModels.stop(), queryThreads.stop(), historyThread.stop()]);
  };
  const snapshots = projectionThread.snapshots(new Snapshots(reading));
  return { readModels, projectionThread, queryThreads, historyThread, snapshots, stopThreads };
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
export function requireLog(places: Omit<Places, 'masterKey'>): void {
  const { dataDir, eventStore = EMBEDDED } = places;
  if (isForMany(places)) return;
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
    `${join(dataDir, CREDENTIAL_FILE)} is missing, but the log has events. It holds the keys of the personal data: restore it, with master.key, from a backup. After \`seatledger migrate\` was cut off, run that again.`,
  );
}
