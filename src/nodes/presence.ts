import { type Kysely, sql } from 'kysely';
import { advisoryKey } from './lock-session.ts';

/** The lock that every node shares while it runs, and that is taken alone by what may not run beside one. */
export const NODES = 'nodes';

/** A node, and work that no node may run beside, have met: the message says which of them has to stop. */
export class NodesInTheWay extends Error {
  override name = 'NodesInTheWay';
}

/**
 * Runs what no node may run beside: none starts meanwhile. The lock is a connection's, and has no other end than that, so
 * that the work may keep this thread busy for as long as it likes.
 * @throws NodesInTheWay when one runs; nothing was done then. DatabaseUnavailable also when the lock was lost meanwhile.
 */
export async function whileNoNodeRuns<Tables, T>(db: Kysely<Tables>, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(connection);
    const key = advisoryKey(rows[0]?.schema ?? '', NODES);
    const asked = await sql<{ is_ours: boolean }>`select pg_try_advisory_lock(${key}) as is_ours`.execute(connection);
    if (asked.rows[0]?.is_ours !== true) throw new NodesInTheWay(STOP_NODES);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}

const STOP_NODES =
  'A node is running on the PostgreSQL that READ_DATABASE names, or another migration is. Nothing was changed: stop every node and run this again.';
