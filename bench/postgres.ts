import pino from 'pino';
import { projections } from '../projections/index.ts';
import { dropBuild, fill, openBuild } from '../src/read-models/builds.ts';
import { openPostgresDatabase } from '../src/read-models/database/postgres-database.ts';
import type { Projection } from '../src/read-models/projection.ts';
import type { ReadDatabase } from '../src/read-models/database/read-database.ts';
import { startPostgres, versionOf } from '../test/support/postgres-server.ts';
import { compare, type Contestant, judge, median, print, temporaryFolder, whole } from './measure.ts';
import { type Bench, furnish, openBench, poolStream, work } from './pools.ts';

const EVENTS = 100_000;
const SINGLE_EVENTS = 2_000;
const ROUNDS = 3;
const AGENTS = 512;

/** Read models in PostgreSQL, its commits synced: a thousand events a transaction against a transaction an event. */
export async function postgresRates(): Promise<void> {
  const server = await serverToUse();
  const folder = temporaryFolder();
  const bench = openBench(folder.path);
  await furnish(bench, poolStream(0), AGENTS);
  await work(bench.runner, { commands: EVENTS, clients: AGENTS, streamOf: () => poolStream(0) });
  const database = await openPostgresDatabase({ url: server.url, logger: pino({ level: 'silent' }) });
  // The events are of sessions: what reads none of them would only show how fast nothing is done.
  for (const projection of projections.filter(({ name }) => name !== 'user-directory')) {
    const results = await compare(ROUNDS, [
      batched(bench, database, projection),
      oneByOne(bench, database, projection),
    ]);
    print(`Events a second into PostgreSQL ${server.version}: ${projection.name}`, results);
    judge(projection.name, median(results[0]!.perSecond) / median(results[1]!.perSecond), 20);
  }
  await database.close();
  await bench.close();
  await server.stop();
  folder.remove();
}

function batched({ log, store }: Bench, database: ReadDatabase, projection: Projection): Contestant {
  return {
    name: `${whole(EVENTS)} events, batched`,
    async run() {
      const applier = await openBuild(database, projection);
      await fill(applier, projection, log);
      await dropBuild(database, projection.name);
      return { operations: await store.head() };
    },
  };
}

function oneByOne({ log }: Bench, database: ReadDatabase, projection: Projection): Contestant {
  return {
    name: `${whole(SINGLE_EVENTS)} events, a transaction each`,
    async run() {
      const applier = await openBuild(database, projection);
      let operations = 0;
      for await (const page of log.readAll({ maxCount: SINGLE_EVENTS, filter: projection.filter })) {
        for (const event of page) {
          await applier.apply([event]);
          await applier.commit(event.position);
        }
        operations += page.length;
      }
      await dropBuild(database, projection.name);
      return { operations };
    },
  };
}

async function serverToUse(): Promise<{ url: string; version: string; stop(): Promise<void> }> {
  const given = process.env.READ_DATABASE;
  if (!given?.startsWith('postgres')) return startPostgres({ durable: true });
  return { url: given, version: await versionOf(given), stop: async () => {} };
}
