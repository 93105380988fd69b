import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { SupportKeySecrets } from '../auth/support-keys.ts';
import type { SharedDatabase } from '../postgres/shared-database.ts';
import { bringUpToDate, type TableSet } from '../postgres/versioned-tables.ts';
import { LeaseTable } from './lease-table.ts';
import { Connectivity } from './connectivity.ts';
import { SharedTime } from './shared-time.ts';
import { SignInLimitTable } from './sign-in-limit-table.ts';
import { type OpenSessions, SupportKeyTable } from './support-key-table.ts';

const ASK_TIME_EVERY_MS = 10_000;
const TIDY_EVERY_MS = 3_600_000;
/** Guessing makes rows by the thousand, which say nothing after some minutes. */
const TIDY_LIMITS_EVERY_MS = 60_000;

/** Most changes of a lease are to a column without an index: with room on its page the row stays where it is. */
const TABLES: TableSet = {
  name: 'nodes',
  steps: [
    async (transaction) => {
      await sql`create table lease (
        session_id text collate "C" primary key,
        seen_at timestamptz not null,
        claimed_by text,
        claimed_until timestamptz
      ) with (fillfactor = 70)`.execute(transaction);
      await sql`create table support_key (
        hash text collate "C" primary key,
        session_id text collate "C" not null unique,
        reservation text not null,
        reserved_at timestamptz not null
      )`.execute(transaction);
      await sql`create index support_key_reserved_at on support_key (reserved_at)`.execute(transaction);
    },
    async (transaction) => {
      await sql`create table sign_in_limit (
        name text collate "C" primary key,
        until timestamptz not null
      )`.execute(transaction);
      await sql`create index sign_in_limit_until on sign_in_limit (until)`.execute(transaction);
    },
  ],
};

export type NodeTables = {
  /** The database's clock, for everything that is decided. */
  time: SharedTime;
  leases: LeaseTable;
  /** @param openSessions asked every hour about keys whose sessions may never have started. */
  supportKeys(secrets: SupportKeySecrets, openSessions: OpenSessions): SupportKeyTable;
  /** @param hashed names rows by what they are about, which is personal. */
  signInLimits(hashed: (name: string) => string): SignInLimitTable;
  /** Nothing is to be asked any more. */
  close(): Promise<void>;
};

/**
 * Opens what nodes share in PostgreSQL about sessions, and makes the tables where there are none.
 * @param parts.database stays open: it is for whoever opened it to close.
 * @throws DatabaseUnavailable, TablesTooNew
 */
export async function openNodeTables<Tables>({
  database,
  logger,
}: {
  database: SharedDatabase<Tables>;
  logger: Pick<Logger, 'warn'>;
}): Promise<NodeTables> {
  const db = database.db as unknown as Kysely<unknown>;
  const time = new SharedTime(async () => {
    const { rows } = await sql<{
      ms: number;
    }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
    return rows[0]!.ms;
  });
  const connectivity = new Connectivity(time);
  await bringUpToDate(db, TABLES);
  await connectivity.unbrokenSinceMs();
  const leases = new LeaseTable(db, time, connectivity);
  const opened: SupportKeyTable[] = [];
  let limits: SignInLimitTable | undefined;
  const tidying: (() => Promise<void>)[] = [() => leases.tidy()];
  const inTime = [
    every(ASK_TIME_EVERY_MS, () => connectivity.measure()),
    every(TIDY_LIMITS_EVERY_MS, async () => limits?.tidy()),
    every(TIDY_EVERY_MS, async () => {
      for (const tidy of tidying)
        await tidy().catch((err) =>
          logger.warn({ err }, 'Rows that nobody needs were not deleted; the next hour will do'),
        );
    }),
  ];
  return {
    time,
    leases,
    supportKeys(secrets, openSessions) {
      const keys = new SupportKeyTable(db, connectivity, secrets);
      opened.push(keys);
      tidying.push(() => keys.tidy(openSessions));
      return keys;
    },
    signInLimits(hashed) {
      limits = new SignInLimitTable(db, connectivity, hashed);
      return limits;
    },
    async close() {
      for (const stop of inTime) await stop();
      await leases.settled();
      for (const keys of opened) await keys.settled();
    },
  };
}

/** Does it so often until it is stopped; what fails is tried again the next time. */
function every(periodMs: number, work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  const timer = setInterval(() => {
    underWay ??= work()
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
  }, periodMs).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
