import { projections } from '../projections/index.ts';
import { queries } from '../projections/queries.ts';
import type { ReadTables } from '../projections/database.ts';
import { QueryRunner } from './read-models/query/queries.ts';
import { openReadPlace, type ThreadPlaces } from './thread-places.ts';
import { type MainThread, serve } from './threads/serve.ts';

/** Answers queries: those of SQLite one after another, those of PostgreSQL side by side. */
async function open({ readDatabase, isForMany }: ThreadPlaces, { logger }: MainThread) {
  const database = await openReadPlace(readDatabase, logger);
  const runner = new QueryRunner<ReadTables>({ database, queries, projections, isShared: isForMany });
  const handlers = {
    run: (of: readonly string[], name: string, args: readonly unknown[]) => runner.run(of, name, args),
  };
  return { handlers, close: () => database.close() };
}

export type QueryRequests = Awaited<ReturnType<typeof open>>['handlers'];

await serve(open);
