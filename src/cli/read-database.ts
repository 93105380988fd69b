import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadTables } from '../../projections/database.ts';
import { projections } from '../../projections/index.ts';
import type { Settings } from '../config.ts';
import { forgetLog } from '../read-models/forget.ts';
import { openPostgresDatabase } from '../read-models/database/postgres-database.ts';
import { openReadDatabase } from '../read-models/database/read-database.ts';
import { EMBEDDED, READ_MODELS_FILE } from '../stores.ts';
import { commandLogger } from './workplace.ts';

/** For another log than before. Positions are each log's own: what one has read would be taken for what the other holds. */
export async function emptyReadDatabase({
  dataDir,
  readDatabase,
}: Pick<Settings, 'dataDir' | 'readDatabase'>): Promise<void> {
  const file = join(dataDir, READ_MODELS_FILE);
  if (readDatabase === EMBEDDED && !existsSync(file)) return;
  const database =
    readDatabase === EMBEDDED
      ? openReadDatabase<ReadTables>({ file })
      : await openPostgresDatabase<ReadTables>({ url: readDatabase, logger: commandLogger() });
  try {
    await forgetLog(database, projections);
  } finally {
    await database.close();
  }
}
