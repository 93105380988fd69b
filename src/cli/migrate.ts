import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { CREDENTIAL_FILE } from '../auth/credential-file.ts';
import { readSettings, type Settings } from '../config.ts';
import { type EventStore, StoreUnavailable } from '../event-store/event-store.ts';
import { openEventStoreDb } from '../event-store/eventstoredb/event-store-db.ts';
import { ConnectionStringError, readConnectionString } from '../event-store/eventstoredb/connection-string.ts';
import { lockFile } from '../event-store/sqlite/lock.ts';
import { openSqliteEventStore } from '../event-store/sqlite/sqlite-event-store.ts';
import { compareWithTarget, copyBehind, CopyRefused, verifyCopy } from '../migration/copy-log.ts';
import { EMBEDDED, LOG_FILE, requireLog } from '../stores.ts';
import { withProgress } from './progress.ts';
import { emptyReadDatabase } from './read-database.ts';
import { commandLogger } from './workplace.ts';

/** A log each: `embedded`, or a connection string. The `…File` are files that hold one, for what must not be seen in a list of processes. */
export type MigrateOptions = { from?: string; fromFile?: string; to?: string; toFile?: string };

type Sides = { from: string; to: string };

/** Copies a log into another store, or carries on with a copy that was cut off. @returns whether the copy is whole. */
export async function migrate(options: MigrateOptions): Promise<boolean> {
  const settings = readSettings();
  const sides = sidesOf(options, settings.eventStore);
  if (sides.from === EMBEDDED) requireLog({ dataDir: settings.dataDir, eventStore: EMBEDDED });
  await onStoppedFolder(settings.dataDir, async () => {
    const logger = commandLogger();
    await withStore(sides.from, settings, logger, (source) =>
      withStore(sides.to, settings, logger, (target) => copy(source, target, settings)),
    ).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      throw new CopyRefused(`${error.message}. Run this again: it carries on where it was cut off.`, { cause: error });
    });
  });
  console.log(whatIsLeft(sides, settings));
  return true;
}

/** The lists go before anything is copied: killed at any point, none are left that know the old log's positions. */
async function copy(source: EventStore, target: EventStore, settings: Settings): Promise<void> {
  const beginning = await withProgress('Comparing', (onProgress) => compareWithTarget(source, target, onProgress));
  if (beginning.events > 0) console.log(`The target holds the first ${beginning.events} events already.`);
  await emptyReadDatabase(settings);
  const copied = await withProgress('Copying', (onProgress) => copyBehind(source, target, beginning, onProgress));
  console.log(`${copied} events were copied.`);
  const { events, streams } = await withProgress('Verifying', (onProgress) => verifyCopy(source, target, onProgress));
  console.log(`${events} events in ${streams} streams: the same in both, in the same order; every chain holds.`);
}

/** What only one side names is the other's; the side that nobody names is the server's own setting. */
function sidesOf({ from, fromFile, to, toFile }: MigrateOptions, eventStore: string): Sides {
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

/** Holds what a server on another log than the folder's own holds there, so that none runs or starts meanwhile. */
async function onStoppedFolder(dataDir: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(dataDir, CREDENTIAL_FILE));
  try {
    await work();
  } finally {
    lock.release();
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

function whatIsLeft({ to }: Sides, { dataDir, readDatabase }: Settings): string {
  const setting = to === EMBEDDED ? 'EVENT_STORE=embedded' : `EVENT_STORE to the log at ${describe(to)}`;
  const lines = [
    'The lists (READ_DATABASE) were emptied: the next start builds them anew from the log.',
    credentialsStep(to, dataDir, readDatabase),
    `Now set ${setting} and start the server. The old log is as it was; keep it until you are sure.`,
  ];
  return lines.join('\n');
}

/** Secrets are no part of the log: what became of them. */
function credentialsStep(to: string, dataDir: string, readDatabase: string): string {
  const shared = to !== EMBEDDED && readDatabase !== EMBEDDED;
  const here = existsSync(join(dataDir, CREDENTIAL_FILE));
  if (shared) {
    return `Credentials and personal keys were NOT copied: ${here ? `they are still in ${dataDir}` : `there are none in ${dataDir}`}. A server whose log is in EventStoreDB and whose lists are in PostgreSQL looks for them in PostgreSQL.`;
  }
  if (here)
    return `Credentials and personal keys stay in ${dataDir}: keep that folder, and the master key, as they are.`;
  return `There are no credentials and personal keys in ${dataDir}. They were NOT copied: put credentials.sqlite and the master key there, or the server will not start.`;
}
