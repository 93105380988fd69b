import { isInstalled } from '../test/event-store/eventstoredb/real-server.ts';
import { asOf } from './as-of.ts';
import { commandRates } from './command-rates.ts';
import { eventStoreDbRates } from './eventstoredb.ts';
import { heap } from './heap.ts';
import { httpRates } from './http-rates.ts';
import { longHistory } from './long-history.ts';
import { overload } from './overload.ts';
import { peers } from './peers/peers.ts';
import { postgresRates } from './postgres.ts';
import { queries } from './queries.ts';
import { readModels } from './read-models.ts';
import { scale } from './scale/scale.ts';
import { twoNodes } from './two-nodes.ts';

/** Benchmarks by name; without arguments all of them but the long ones, one after another. */
const BENCHMARKS: Record<string, () => Promise<void>> = {
  'command-rates': commandRates,
  'http-rates': httpRates,
  'long-history': longHistory,
  'read-models': readModels,
  queries,
  'as-of': asOf,
  postgres: postgresRates,
  peers,
  overload,
  heap,
  scale,
  ...(process.env.EVENTSTORE_URL || isInstalled() ? { eventstoredb: eventStoreDbRates, 'two-nodes': twoNodes } : {}),
};

const LONG = new Set(['scale']);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. Choose from: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(1);
}
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.includes(name) || (wanted.length === 0 && !LONG.has(name))) await run();
}
