import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { openPostgresDatabase } from '../../src/read-models/database/postgres-database.ts';
import { openReadDatabase, type ReadDatabase } from '../../src/read-models/database/read-database.ts';
import { sharedServer } from '../shared-servers/shared-servers.ts';

/** Where read databases come from, one kind. */
export type Databases = {
  kind: 'SQLite' | 'PostgreSQL';
  /** An empty one. */
  create(): Promise<TestDatabase>;
};

export type TestDatabase = {
  /** A file, or a connection string. */
  place: string;
  open<Tables>(logger?: Logger): Promise<ReadDatabase<Tables>>;
  remove(): Promise<void>;
};

/** The same tests on every kind of read database. */
export function onEachDatabase(tests: (databases: Databases) => void): void {
  describe.each([sqlite(), postgres()].map((databases) => [databases.kind, databases] as const))(
    'on %s',
    (_kind, databases) => tests(databases),
  );
}

export function sqlite(): Databases {
  return {
    kind: 'SQLite',
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

export function postgres(): Databases {
  return { kind: 'PostgreSQL', create: () => createSchema() };
}

/** Empty, on the PostgreSQL that the files of this run share or on another one. It costs next to nothing. */
export async function createSchema(server?: string): Promise<TestDatabase> {
  const url = server ?? (await sharedServer('postgres'));
  const schema = uniqueName();
  await execute(url, `create schema ${schema}`);
  const place = new URL(url);
  place.searchParams.set('options', `-c search_path=${schema}`);
  return databaseAt(place, () => execute(url, `drop schema ${schema} cascade`));
}

/** Empty, on the PostgreSQL that the files of this run share: for what a server tells of, or does to, a whole database. */
export async function createDatabase(): Promise<TestDatabase> {
  const url = await sharedServer('postgres');
  const name = uniqueName();
  await execute(url, `create database ${name}`);
  const place = new URL(url);
  place.pathname = name;
  return databaseAt(place, () => execute(url, `drop database ${name} with (force)`));
}

const uniqueName = () => `seatledger_test_${randomUUID().replaceAll('-', '')}`;

function databaseAt({ href }: URL, remove: () => Promise<void>): TestDatabase {
  return {
    place: href,
    open: (logger = pino({ enabled: false })) => openPostgresDatabase({ url: href, logger }),
    remove,
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
