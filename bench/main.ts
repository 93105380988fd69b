import { isInstalled } from '../test/event-store/eventstoredb/real-server.ts';
import { commandRates } from './command-rates.ts';
import { eventStoreDbRates } from './eventstoredb.ts';
import { heap } from './heap.ts';
import { httpRates } from './http-rates.ts';
import { longHistory } from './long-history.ts';
import { postgresRates } from './postgres.ts';
import { queries } from './queries.ts';
import { readModels } from './read-models.ts';
import { twoNodes } from './two-nodes.ts';

/** Benchmarks by name; without arguments all of them, one after another. */
const BENCHMARKS: Record<string, () => Promise<void>> = {
  'command-rates': commandRates,
  'http-rates': httpRates,
  'long-history': longHistory,
  'read-models': readModels,
  queries,
  postgres: postgresRates,
  heap,
  ...(process.env.EVENTSTORE_URL || isInstalled() ? { eventstoredb: eventStoreDbRates, 'two-nodes': twoNodes } : {}),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. Choose from: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(1);
}
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
