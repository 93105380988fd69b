import { Kysely, PostgresDialect } from 'kysely';
import type { Logger } from 'pino';
import { PostgresConnections } from './connections.ts';

/** Connections of one process, beside those of the read models. */
const MAX_CONNECTIONS = 8;
/** What nodes share is a row or a batch of rows: longer than this means that the server stands still. */
const WITHIN_MS = 5_000;
/** The server speaks first. */
const SERVER_WITHIN_MS = 4_000;

/** What all nodes share beside log and lists: `db` for queries, `together` for a batch in one round trip and one transaction. */
export type SharedDatabase<Tables> = {
  db: Kysely<Tables>;
  together: PostgresConnections['runTogether'];
  close(): Promise<void>;
};

/** Connects when it is first asked. @param options.url may hold a password, so it is told to nobody. */
export function openSharedDatabase<Tables>(options: {
  url: string;
  logger: Pick<Logger, 'info' | 'warn'>;
}): SharedDatabase<Tables> {
  const connections = new PostgresConnections({
    ...options,
    max: MAX_CONNECTIONS,
    withinMs: WITHIN_MS,
    server: { statement_timeout: SERVER_WITHIN_MS, lock_timeout: SERVER_WITHIN_MS },
  });
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connections }) }),
    together: (statements, check) => connections.runTogether(statements, check),
    close: () => connections.end(),
  };
}
