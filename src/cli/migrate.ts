import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { CREDENTIAL_FILE } from '../auth/credentials/credential-file.ts';
import type { CredentialDb, CredentialTables } from '../auth/credentials/credential-tables.ts';
import { readSettings, type Settings } from '../config.ts';
import { type EventStore, StoreUnavailable } from '../event-store/event-store.ts';
import { openEventStoreDb } from '../event-store/eventstoredb/event-store-db.ts';
import { ConnectionStringError, readConnectionString } from '../event-store/eventstoredb/connection-string.ts';
import { lockFile } from '../event-store/sqlite/lock.ts';
import { openSqliteEventStore } from '../event-store/sqlite/sqlite-event-store.ts';
import { compareWithTarget, copyBehind, CopyRefused, verifyCopy } from '../migration/copy-log.ts';
import { whileNoNodeRuns } from '../nodes/presence.ts';
import { openSharedDatabase } from '../postgres/shared-database.ts';
import { EMBEDDED, LOG_FILE, requireLog } from '../stores.ts';
import { copyWithCredentials, type Sides } from './credentials.ts';
import { withProgress } from './progress.ts';
import { emptyReadDatabase } from './read-database.ts';
import { commandLogger } from './workplace.ts';

/** A log each: `embedded`, or a connection string. The `…File` are files that hold one, for what must not be seen in a list of processes. */
type Named = { from?: string; fromFile?: string; to?: string; toFile?: string };

export type MigrateOptions = Named & {
  /** The log is where it is to be. */
  credentialsOnly?: boolean;
};

/**
 * Copies a log into another store, and the credentials with it where they belong elsewhere then; or carries on with what
 * was cut off. @returns whether the copy is whole.
 */
export async function migrate({ credentialsOnly = false, ...named }: MigrateOptions): Promise<boolean> {
  const settings = readSettings();
  const sides = credentialsOnly ? logOfNodes(named, settings) : sidesOf(named, settings.eventStore);
  if (sides.from === EMBEDDED) requireLog({ dataDir: settings.dataDir, eventStore: EMBEDDED });
  const copyLog = credentialsOnly ? undefined : () => copyBetween(sides, settings);
  const aboutCredentials = await onStoppedServers(settings, async (shared) => {
    const told = await copyWithCredentials(sides, settings, shared, copyLog);
    // PostgreSQL may hold those of one process, on a log before.
    if (credentialsOnly) await emptyLists(settings);
    return told;
  }).catch((error: unknown) => {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new CopyRefused(`${error.message}. Run this again: it carries on where it was cut off.`, { cause: error });
  });
  const next = credentialsOnly ? 'Now start the nodes.' : whatNext(sides, settings);
  console.log(`${LISTS_EMPTIED}\n${aboutCredentials}\n${next}`);
  return true;
}

const LISTS_EMPTIED = 'The lists (READ_DATABASE) were emptied: the next start builds them anew from the log.';

function copyBetween(sides: Sides, settings: Settings): Promise<void> {
  const logger = commandLogger();
  return withStore(sides.from, settings, logger, (source) =>
    withStore(sides.to, settings, logger, (target) => copy(source, target, settings)),
  );
}

/** The lists go before anything is copied: killed at any point, none are left that know the old log's positions. */
async function copy(source: EventStore, target: EventStore, settings: Settings): Promise<void> {
  const beginning = await withProgress('Comparing', (onProgress) => compareWithTarget(source, target, onProgress));
  if (beginning.events > 0) console.log(`The target holds the first ${beginning.events} events already.`);
  await emptyLists(settings);
  const copied = await withProgress('Copying', (onProgress) => copyBehind(source, target, beginning, onProgress));
  console.log(`${copied} events were copied.`);
  const { events, streams } = await withProgress('Verifying', (onProgress) => verifyCopy(source, target, onProgress));
  console.log(`${events} events in ${streams} streams: the same in both, in the same order; every chain holds.`);
}

/** Those of a folder too that a server may go back to without READ_DATABASE. */
async function emptyLists({ dataDir, readDatabase }: Settings): Promise<void> {
  for (const place of new Set([readDatabase, EMBEDDED])) await emptyReadDatabase({ dataDir, readDatabase: place });
}

/** What only one side names is the other's; the side that nobody names is the server's own setting. */
function sidesOf({ from, fromFile, to, toFile }: Named, eventStore: string): Sides {
  const given = { from: placeGiven('from', from, fromFile), to: placeGiven('to', to, toFile) };
  if (given.from === undefined && given.to === undefined) {
    throw new CopyRefused(
      'Say where to copy to (--to, --to-file) or from (--from, --from-file); the other side is EVENT_STORE.',
    );
  }
  const sides = { from: given.from ?? eventStore, to: given.to ?? eventStore };
  if (describe(sides.from) === describe(sides.to)) {
    throw new CopyRefused(`Both sides are the same log, ${describe(sides.from)}. Name the other with --to or --from.`);
  }
  return sides;
}

/** For a log that was in EventStoreDB before there were several nodes. */
function logOfNodes(named: Named, { eventStore, readDatabase }: Settings): Sides {
  if (Object.keys(named).length > 0)
    throw new CopyRefused('--credentials-only copies no log: leave --to and --from out, or --credentials-only.');
  if (eventStore === EMBEDDED || readDatabase === EMBEDDED)
    throw new CopyRefused(
      '--credentials-only copies from DATA_DIR to PostgreSQL, for many nodes: set EVENT_STORE=esdb://… and READ_DATABASE=postgres://… as they will have them.',
    );
  return { from: eventStore, to: eventStore };
}

/** @throws CopyRefused in words that repeat nothing of a connection string. */
function placeGiven(option: 'from' | 'to', text: string | undefined, file: string | undefined): string | undefined {
  if (text !== undefined && file !== undefined) {
    throw new CopyRefused(`--${option} and --${option}-file are both given; leave one of them out.`);
  }
  const place = file === undefined ? text : readPlace(option, file);
  if (place === undefined || place === EMBEDDED) return place;
  try {
    readConnectionString(place);
    return place;
  } catch (error) {
    if (!(error instanceof ConnectionStringError)) throw error;
    throw new CopyRefused(`--${option} ${error.message}, or be 'embedded'.`);
  }
}

function readPlace(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CopyRefused(`--${option}-file names a file that can't be read: ${(error as Error).message}`);
  }
}

/** Safe to show: without who we are there. */
function describe(place: string): string {
  return place === EMBEDDED ? 'DATA_DIR' : readConnectionString(place).description;
}

/**
 * Holds what a server on another log than the folder's own holds there, and in PostgreSQL what every node holds: none runs
 * or starts meanwhile.
 */
async function onStoppedServers<T>(
  { dataDir, readDatabase }: Settings,
  work: (shared: CredentialDb | undefined) => Promise<T>,
): Promise<T> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(dataDir, CREDENTIAL_FILE));
  try {
    return await (readDatabase === EMBEDDED ? work(undefined) : onStoppedNodes(readDatabase, work));
  } finally {
    lock.release();
  }
}

async function onStoppedNodes<T>(url: string, work: (shared: CredentialDb) => Promise<T>): Promise<T> {
  const { db, close } = openSharedDatabase<CredentialTables>({ url, logger: commandLogger() });
  try {
    return await whileNoNodeRuns(db, () => work(db));
  } finally {
    await close();
  }
}

async function withStore(
  place: string,
  { dataDir }: Settings,
  logger: Logger,
  work: (store: EventStore) => Promise<void>,
): Promise<void> {
  const store =
    place === EMBEDDED
      ? openSqliteEventStore({ file: join(dataDir, LOG_FILE), log: logger, onFatal: () => process.exit(1) })
      : openEventStoreDb({ connectionString: place, log: logger });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function whatNext({ to }: Sides, { readDatabase }: Settings): string {
  const log = to === EMBEDDED ? 'EVENT_STORE=embedded' : `EVENT_STORE to the log at ${describe(to)}`;
  const isForMany = to !== EMBEDDED && readDatabase !== EMBEDDED;
  const what = isForMany
    ? `${log}, with READ_DATABASE as for this command, and start the nodes`
    : `${log} and start the server`;
  return `Now set ${what}. The old log is as it was; keep it until you are sure.`;
}
