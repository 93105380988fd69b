import type { Kysely } from 'kysely';
import { deleteCheckpoint, readCheckpoint } from './checkpoints.ts';
import type { Projection } from './projection.ts';
import { dropTables } from './database/projection-tables.ts';
import type { WritableDatabase } from './database/read-database.ts';

/**
 * Takes everything out of a read database that was made from one log, before it is filled from another: rows, snapshots and
 * where readers had got to. All of it, or nothing; what else is in the database stays.
 */
export async function forgetLog(database: WritableDatabase, projections: readonly Projection[]): Promise<void> {
  await database.writer.transaction().execute(async (transaction) => {
    for (const { name } of projections) {
      for (const slot of ['live', 'building'] as const) {
        const checkpoint = await readCheckpoint(transaction, name, slot);
        if (!checkpoint) continue;
        await dropTables(transaction, checkpoint.tableNames);
        await deleteCheckpoint(transaction, checkpoint);
      }
    }
    await (transaction as unknown as Kysely<{ snapshot: object }>).deleteFrom('snapshot').execute();
  });
}
