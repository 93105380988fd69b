import { join } from 'node:path';
import { catalogue } from '../src/domain/catalogue.ts';
import { CarriedTexts } from '../src/event-store/personal-data.ts';
import { type JsonObject, NO_STREAM } from '../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.ts';
import { openSqliteLogReader } from '../src/event-store/sqlite/sqlite-log-reader.ts';
import { History } from '../src/history/history.ts';
import { ACCOUNT, inventedEvents, NOW, USERS } from './invented-log.ts';
import { judge, quantile, temporaryFolder, whole } from './measure.ts';

/** 10,000,000 by `BENCH_AS_OF_EVENTS=10000000`. */
const SIZES = (process.env.BENCH_AS_OF_EVENTS ?? '10000,100000,1000000').split(',').map(Number);
const ASKED = 300;
const USERS_ASKED = 20;
const GOAL_MS = 20;
const PRODUCT = 'remote-support-v5';
const APPENDS_AT_ONCE = 2_000;

/** Random moments of histories of each length: what it takes to answer as of then. */
export async function asOf(): Promise<void> {
  for (const events of SIZES) {
    const folder = temporaryFolder();
    try {
      await measure(folder.path, events);
    } finally {
      folder.remove();
    }
  }
}

async function measure(folder: string, events: number): Promise<void> {
  const file = join(folder, 'events.sqlite');
  const store = openSqliteEventStore({ file });
  await write(store, events);
  const log = openSqliteLogReader({ file, appended: store.appended.shared });
  const history = new History(
    { log, texts: new CarriedTexts({ get: () => null }), logger: console },
    join(folder, 'history-index.sqlite'),
  );
  const view = { account: ACCOUNT, catalogue: catalogue() };
  const query = { ...view, scope: 'all', limit: 50 } as const;
  const began = performance.now();
  const { from, until } = await history.span({ now: NOW });
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `\nAs of random moments of ${whole(events)} events, ${whole(USERS)} users; the index was made in ${seconds.toFixed(1)} s (${whole(events / seconds)} events/s)`,
  );
  const [first, last] = [Date.parse(from), Date.parse(until)];
  const moment = () => ({ at: new Date(first + Math.random() * (last - first)).toISOString(), now: NOW });
  const pool = await timed(ASKED, () => history.pool({ ...view, product: PRODUCT, moment: moment() }));
  report('a pool', pool);
  report(
    'shared sessions of a product, by time',
    await timed(ASKED, () => history.sharedSessions({ ...query, product: PRODUCT, moment: moment() })),
  );
  report('the plan of three products', await timed(ASKED, () => history.plan({ ...view, moment: moment() })));
  report(
    'users, the first page by name',
    await timed(USERS_ASKED, () => history.users({ ...query, moment: moment() })),
  );
  judge('milliseconds for a pool (p99)', quantile(pool.passed, 0.99), GOAL_MS, 'at most');
  judge('milliseconds of processor time for a pool (p99)', quantile(pool.worked, 0.99), GOAL_MS, 'at most');
  await history.close();
  await log.close();
  await store.close();
}

async function write(store: ReturnType<typeof openSqliteEventStore>, events: number): Promise<void> {
  let waiting: Promise<unknown>[] = [];
  for (const { id, type, data, metadata, stream, revision } of inventedEvents(events)) {
    const event = { id, type, data: data as JsonObject, metadata: metadata as unknown as JsonObject };
    waiting.push(store.append(stream, [event], revision === 0 ? NO_STREAM : revision - 1));
    if (waiting.length < APPENDS_AT_ONCE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

async function timed(count: number, ask: () => Promise<unknown>): Promise<Times> {
  for (let index = 0; index < 3; index += 1) await ask();
  const times: Times = { passed: [], worked: [] };
  for (let index = 0; index < count; index += 1) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    await ask();
    times.passed.push(performance.now() - began);
    const { user, system } = process.cpuUsage(cpu);
    times.worked.push((user + system) / 1_000);
  }
  return times;
}

/** Milliseconds: on the clock, and of processor time, which others on the machine do not lengthen as much. */
type Times = { passed: number[]; worked: number[] };

function report(what: string, { passed, worked }: Times): void {
  const figures = (times: readonly number[]) =>
    `${quantile(times, 0.5).toFixed(1).padStart(7)} p50 ${quantile(times, 0.99).toFixed(1).padStart(7)} p99`;
  console.log(`  ${what.padEnd(42)} ms ${figures(passed)}   CPU ms ${figures(worked)}`);
}
