import { pino } from 'pino';
import { type NodeTables, openNodeTables } from '../../src/nodes/node-tables.ts';
import { openSharedDatabase } from '../../src/postgres/shared-database.ts';

/** What a process among several opens of what they share, with connections of its own. */
export async function openNodeOn(url: string): Promise<NodeTables> {
  const logger = pino({ enabled: false });
  const database = openSharedDatabase<unknown>({ url, logger });
  try {
    const tables = await openNodeTables({ database, logger });
    const close = async () => {
      await tables.close();
      await database.close();
    };
    return { ...tables, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}
