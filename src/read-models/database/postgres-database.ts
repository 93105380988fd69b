import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Logger } from 'pino';
import { PostgresConnections } from '../../postgres/connections.ts';
import { DatabaseUnavailable, isRefused, wordsOf } from '../../postgres/faults.ts';
import { migrate } from './postgres-schema.ts';
import { type AnyTables, type ReadDatabase, ReadDatabaseUnusable } from './read-database.ts';
import { arraysOfColumns } from './row-source.ts';

/** Connections of one thread, of which three read and one writes: many processes share a server that by default takes a hundred. */
const READING_MAX = 4;
const WRITING_MAX = 5;
/** A list that takes longer helps nobody any more. */
const READ_WITHIN_MS = 10_000;
/** A thousand events at a time are written in a fraction of a second. */
const WRITE_WITHIN_MS = 30_000;
/** The server speaks first. */
const GRACE_MS = 2_000;
/** Longer than any query holds a table that is to be replaced. */
const LOCK_WITHIN_MS = READ_WITHIN_MS + GRACE_MS;
/** At the start the database may be starting as well. */
const ANSWERS_WITHIN_MS = 30_000;
const ASK_AGAIN_MS = { first: 100, most: 2_000 } as const;
const PING_WITHIN_MS = 2_000;

type Options = {
  url: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  answersWithinMs?: number;
  /** Its tables are up to date: another thread of this process has seen to it. It connects when it is first asked then. */
  isPrepared?: boolean;
};

/**
 * Opens the read database in PostgreSQL and brings its tables up to date. It holds copies only, and belongs to one log.
 * @param options.url may hold a password, so it is told to nobody.
 * @throws ReadDatabaseUnusable when it can't be reached within half a minute, lets nobody in, or is a newer version's.
 */
export async function openPostgresDatabase<Tables = AnyTables>(options: Options): Promise<ReadDatabase<Tables>> {
  const { url, logger } = options;
  const reads = new PostgresConnections({
    url,
    logger,
    max: READING_MAX,
    withinMs: READ_WITHIN_MS + GRACE_MS,
    server: { statement_timeout: READ_WITHIN_MS },
  });
  const writes = new PostgresConnections({
    url,
    logger,
    max: WRITING_MAX,
    withinMs: WRITE_WITHIN_MS,
    server: { lock_timeout: LOCK_WITHIN_MS },
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: reads }) });
  const writer = new Kysely<AnyTables>({ dialect: new PostgresDialect({ pool: writes }) });
  const close = async () => {
    await reads.end();
    await writes.end();
  };
  try {
    if (!options.isPrepared) await prepare(writer, options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    writer,
    columnTypes: { text: 'text collate "C"', integer: 'bigint', blob: 'bytea' },
    keyedTableSuffix: '',
    rowSource: arraysOfColumns,
    writeTogether: (statements, check) => writes.runTogether(statements, check),
    // What passes is told as `DatabaseUnavailable`, and the checkpoint is asked what became of it.
    isTransient: () => false,
    ping: () => withinTime(sql`select 1`.execute(db), PING_WITHIN_MS),
    close,
  };
}

async function prepare(writer: Kysely<AnyTables>, { url, logger, answersWithinMs = ANSWERS_WITHIN_MS }: Options) {
  const giveUpAt = performance.now() + answersWithinMs;
  for (let waitMs: number = ASK_AGAIN_MS.first; ; waitMs = Math.min(waitMs * 2, ASK_AGAIN_MS.most)) {
    try {
      return await migrate(writer);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      const isHopeless = isRefused(error.cause) || performance.now() + waitMs > giveUpAt;
      if (isHopeless) throw new ReadDatabaseUnusable(unusable(url, error.cause), { cause: error });
      logger.info({ readDatabase: placeOf(url) }, 'Waiting for the read database');
      await pause(waitMs);
    }
  }
}

function unusable(url: string, error: unknown): string {
  return `The read database at ${placeOf(url)} can't be used: ${wordsOf(error)}. Check READ_DATABASE, and that the server runs.`;
}

/** A connection string without who and how. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port && `:${port}`}${pathname}`;
}

async function withinTime(work: Promise<unknown>, ms: number): Promise<void> {
  const tooLate = new AbortController();
  const late = pause(ms, undefined, { signal: tooLate.signal }).then(() => {
    throw new DatabaseUnavailable(`The database does not answer within ${ms} ms`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    tooLate.abort();
    // Whichever came second has nobody left to tell.
    work.catch(() => undefined);
    late.catch(() => undefined);
  }
}
