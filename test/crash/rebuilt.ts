import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { verify } from '../../src/read-models/verify.ts';
import { openStores } from '../../src/stores.ts';
import type { SeveralNodes } from '../support/several-nodes.ts';

const CATCH_UP_WITHIN_MS = 60_000;

/**
 * Lets the read models of a stopped server catch up with its log, then builds each once more from the first event.
 * @returns what differs, row by row
 */
export function readModelsEqualARebuild(dataDir: string): Promise<object[]> {
  return compared({ dataDir });
}

/** The same over EventStoreDB and PostgreSQL; the process must have ended, for it owns the folder of the keys. */
export function sharedReadModelsEqualARebuild({ nodes, settings }: SeveralNodes): Promise<object[]> {
  return compared({ dataDir: nodes[0]!.dataDir, ...settings });
}

async function compared(settings: Parameters<typeof openStores>[0]): Promise<object[]> {
  const stores = await openStores(settings, pino({ level: 'silent' }), () => undefined);
  try {
    await stores.readModels.start();
    const names = projections.map(({ name }) => name);
    const head = await stores.log.head();
    const caughtUp = await stores.readModels.waitFor(names, head, CATCH_UP_WITHIN_MS);
    if (!caughtUp) throw new Error(`Not caught up with ${head}: ${JSON.stringify(stores.readModels.status())}`);
    const differences: object[] = [];
    let rows = 0;
    for (const projection of projections) {
      const result = await verify({ database: stores.reading as never, log: stores.log, projection });
      rows += result.rows;
      differences.push(...result.differences.map((difference) => ({ projection: projection.name, ...difference })));
    }
    if (rows === 0) throw new Error('There are no rows to compare');
    return differences;
  } finally {
    await stores.readModels.stop();
    await stores.close();
  }
}
