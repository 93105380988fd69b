import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import type { ReadTables } from '../projections/database.ts';
import { projections } from '../projections/index.ts';
import { openReadDatabase } from '../src/read-models/database/read-database.ts';
import { Projectors } from '../src/read-models/projectors.ts';
import { openCredentialStore } from '../src/auth/credentials/credential-store.ts';
import { ProjectionThread } from '../src/read-threads.ts';
import { ReadModels } from '../src/read-models/read-models.ts';
import { rebuild } from '../src/read-models/verify.ts';
import { newId } from '../src/common/ids.ts';
import { compare, judge, median, print, quantile, temporaryFolder, whole } from './measure.ts';
import { agent, type Bench, contextOf, end, furnish, openBench, poolStream, start, work } from './pools.ts';
import { startCheckpointer } from '../src/sqlite/checkpointer.ts';

const EVENTS = 200_000;
const ROUNDS = 3;
const AGENTS = 512;
const SAMPLES = 2_000;

/** (f) and (g): how fast a read model is rebuilt, and how far it lags behind. */
export async function readModels(): Promise<void> {
  const folder = temporaryFolder();
  const bench = openBench(folder.path);
  await furnish(bench, poolStream(0), AGENTS);
  await work(bench.runner, { commands: EVENTS, clients: AGENTS, streamOf: () => poolStream(0) });
  await rebuildRates(bench, folder.path);
  await lag(bench, folder.path);
  await bench.close();
  folder.remove();
}

async function rebuildRates({ store, log }: Bench, folder: string): Promise<void> {
  const database = openReadDatabase<ReadTables>({ file: join(folder, 'rebuilt.sqlite') });
  const models = new ReadModels(new Projectors({ database, log, projections, logger: pino({ level: 'silent' }) }));
  await models.start();
  await models.waitFor(
    projections.map(({ name }) => name),
    await store.head(),
    600_000,
  );
  await models.stop();
  const raw = {
    name: 'raw read of the store',
    async run() {
      let operations = 0;
      for await (const page of store.readAll()) operations += page.length;
      return { operations };
    },
  };
  const rebuilt = projections.map((projection) => ({
    name: `rebuild of ${projection.name}`,
    async run() {
      await rebuild({ database, log, projection });
      return { operations: await store.head() };
    },
  }));
  const results = await compare(ROUNDS, [raw, ...rebuilt]);
  print(`Events a second, ${whole(EVENTS)} events`, results);
  for (const result of results.slice(1))
    judge(`(f) ${result.name}`, median(result.perSecond) / median(results[0]!.perSecond), 0.5);
  await database.close();
}

/** As the server has it: commands in this thread, projections in one of their own. */
async function lag(bench: Bench, folder: string): Promise<void> {
  const file = join(folder, 'live.sqlite');
  await (await openCredentialStore({ dir: folder })).close();
  const endCheckpointing = startCheckpointer([file]);
  const places = {
    log: { file: join(folder, 'events.sqlite'), appended: bench.store.appended.shared },
    readDatabase: { file },
    credentials: { dir: folder },
    isForMany: false,
  };
  const logger = pino({ level: 'silent' });
  const models = new ReadModels(new ProjectionThread({ places, logger }, projections));
  await models.start();
  const names = projections.map(({ name }) => name);
  await models.waitFor(names, await bench.store.head(), 600_000);
  const began = performance.now();
  await work(bench.runner, { commands: 40_000, clients: AGENTS, streamOf: () => poolStream(0) });
  await models.waitFor(names, await bench.store.head(), 60_000);
  const full = 40_000 / ((performance.now() - began) / 1_000);
  const lags = await lagAt(bench, models, names, full / 2);
  const p99 = quantile(lags, 0.99);
  console.log(
    `\nProjection lag at half load (${whole(full / 2)} commands a second): ${median(lags).toFixed(1)} ms median, ${p99.toFixed(1)} ms p99, ${quantile(lags, 1).toFixed(1)} ms worst`,
  );
  judge('(g) projection lag p99, ms', p99, 10, 'at most');
  await models.stop();
  await endCheckpointing();
}

/** Commands at a steady rate, whatever the answers; each sampled one waits until every read model shows it. */
async function lagAt(
  { runner }: Bench,
  models: ReadModels,
  names: readonly string[],
  perSecond: number,
): Promise<number[]> {
  const lags: number[] = [];
  const waits: Promise<void>[] = [];
  const commands = Math.ceil(perSecond * 8);
  const everyNth = Math.ceil(commands / SAMPLES);
  const began = performance.now();
  for (let sent = 0; sent < commands; sent += 2) {
    const due = began + (sent / perSecond) * 1_000;
    if (performance.now() < due) await sleep(1);
    const stream = poolStream(0);
    const agentId = agent(sent % AGENTS);
    const sessionId = newId();
    const started = runner.run(stream, start(agentId, sessionId), contextOf());
    const ended = started.then(() => runner.run(stream, end(agentId, sessionId), contextOf()));
    const sampled = sent % everyNth < 2;
    waits.push(
      ended.then(async ({ position }) => {
        if (!sampled) return;
        const acknowledged = performance.now();
        await models.waitFor(names, position, 10_000);
        lags.push(performance.now() - acknowledged);
      }),
    );
  }
  await Promise.all(waits);
  return lags;
}
