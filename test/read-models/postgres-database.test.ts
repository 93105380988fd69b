import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { listUsers } from '../../projections/user-directory.ts';
import { seatPools } from '../../projections/seat-pools.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { problemOf } from '../../src/http/problem.ts';
import { openPostgresDatabase } from '../../src/read-models/database/postgres-database.ts';
import type { Projection } from '../../src/read-models/projection.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { ReadDatabaseUnusable } from '../../src/read-models/database/read-database.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { Snapshots } from '../../src/read-models/snapshots.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createSchema, type Databases, sqlite } from './databases.ts';
import { added, capacity, openWorld, START_OF_DAY, started, type World } from './world.ts';

const FAULTS_MS = 120_000;
const GRACE_MS = 60_000;

let server: PostgresServer;
/** Faults are for a server of our own, whatever READ_DATABASE names. */
const databases: Databases = {
  kind: 'PostgreSQL',
  create: () => createSchema(server.url),
};

beforeAll(async () => {
  server = await startPostgres({ durable: true });
}, FAULTS_MS);
afterAll(() => server.stop());

describe('when the server goes away', () => {
  let lines: { level: number; msg: string; projection?: string }[];
  let world: World;

  beforeEach(async () => {
    lines = [];
    const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    world = await openWorld({ databases, run: [seatPools as unknown as Projection], logger });
    await world.start();
    await world.pool(capacity(1, 1));
    await world.shown();
  });
  afterEach(() => world.close());

  const rows = () => world.db.selectFrom('pool_session').select('session_id').orderBy('session_id').execute();
  const ids = async () => (await rows()).map(({ session_id }) => session_id);
  const failure = () =>
    rows().then(
      () => undefined,
      (error: unknown) => error,
    );
  const isLive = () => world.readModels.status()[0]!.state === 'live';

  it(
    'killed, it is waited for: queries say 503 and when to come back, and nothing is lost or counted twice',
    async () => {
      await world.pool(started('s1', 'ann'));
      await world.shown();
      await server.kill();
      const position = await world.pool(started('s2', 'bob'));

      const { problem, headers } = problemOf(await failure());
      expect([problem.status, problem.code, headers['retry-after']]).toEqual([503, 'STORE_UNAVAILABLE', '2']);
      await expect(world.database.ping()).rejects.toThrow(DatabaseUnavailable);
      expect(await world.readModels.waitFor(['seat-pools'], position, 500)).toBe(false);
      expect(world.readModels.status()[0]).toMatchObject({
        state: 'catching-up',
        error: expect.stringContaining('does not answer'),
      });

      await server.start();
      expect(await world.readModels.waitFor(['seat-pools'], position, GRACE_MS)).toBe(true);
      expect(world.readModels.status()[0]).toEqual({
        name: 'seat-pools',
        version: seatPools.version,
        position,
        state: 'live',
      });
      expect(await ids()).toEqual(['s1', 's2']);
      expect(lines.filter(({ msg }) => msg.startsWith('The rows cannot be written'))).toHaveLength(1);
      expect(lines.map(({ msg }) => msg)).toContain('The database answers again');
      expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
    },
    FAULTS_MS,
  );

  it(
    'killed under load, ten times, the rows end up as the log has them',
    async () => {
      let last = 0;
      let running = true;
      const writing = (async () => {
        for (let index = 0; running; index += 1) {
          last = await world.pool(started(`s${String(index).padStart(6, '0')}`, `agent ${index % 7}`));
          await pause(1);
        }
        return last;
      })();
      for (let round = 0; round < 10; round += 1) {
        await pause(150 + round * 17);
        await server.kill();
        await server.start();
      }
      running = false;
      await writing;
      expect(await world.readModels.waitFor(['seat-pools'], last, GRACE_MS)).toBe(true);
      expect(isLive()).toBe(true);
      expect(await ids()).toHaveLength(last - 1);
    },
    FAULTS_MS,
  );

  it(
    'frozen, it is given up on after a while, and goes on when it thaws',
    async () => {
      server.freeze();
      const asked = performance.now();
      const error = await failure();
      expect(error).toBeInstanceOf(DatabaseUnavailable);
      expect(performance.now() - asked).toBeLessThan(GRACE_MS);
      await expect(world.database.ping()).rejects.toThrow('within 2000 ms');
      server.thaw();
      const position = await world.pool(started('s1', 'ann'));
      expect(await world.readModels.waitFor(['seat-pools'], position, GRACE_MS)).toBe(true);
      expect(await ids()).toEqual(['s1']);
    },
    FAULTS_MS,
  );

  it(
    'gone already at the start, its projections begin once it is there',
    async () => {
      await world.readModels.stop();
      const { database, log } = world;
      const projections = [seatPools as unknown as Projection];
      const readModels = new ReadModels(
        new Projectors({ database, log, projections, logger: pino({ enabled: false }) }),
      );
      await server.kill();
      await readModels.start();
      expect(readModels.status()[0]).toMatchObject({
        state: 'catching-up',
        error: expect.stringContaining('not answer'),
      });
      await server.start();
      expect(await readModels.waitFor(['seat-pools'], await log.head(), GRACE_MS)).toBe(true);
      await readModels.stop();
    },
    FAULTS_MS,
  );
});

it('a commit that nobody heard of counts once', async () => {
  const world = await openWorld({ databases, run: [seatPools as unknown as Projection] });
  const { database, log } = world;
  let commits = 0;
  // The answer to the first commit is lost on the way.
  const deaf: typeof database = {
    ...database,
    writeTogether: async (statements, check) => {
      await database.writeTogether(statements, check);
      commits += 1;
      if (commits === 1) throw new DatabaseUnavailable('The answer was lost');
    },
  };
  const projections = [seatPools as unknown as Projection];
  const readModels = new ReadModels(
    new Projectors({ database: deaf, log, projections, logger: pino({ enabled: false }) }),
  );
  await readModels.start();
  await world.pool(capacity(1, 1));
  const last = await world.pool(started('s1', 'ann'));
  expect(await readModels.waitFor(['seat-pools'], last, GRACE_MS)).toBe(true);
  expect(readModels.status()[0]!.state).toBe('live');
  await readModels.stop();
  await world.close();
});

it(
  'sorts by bytes, as SQLite does, whatever the order of the server',
  async () => {
    const names = ['Zoë', 'zoe', 'Ärger', 'arm', 'Éclair', 'a-b', 'a b', 'ab', 'ß', '𝒜', '\uFF21'];
    const orders: (string | null)[][] = [];
    for (const each of [sqlite(), databases]) {
      const world = await openWorld({ databases: each });
      await world.start();
      for (const [index, name] of names.entries())
        await world.user(`u${index}`, added(name, 'X', { email: `${index}@x.org` }));
      await world.shown();
      const query = { account: 'acme', scope: 'all', now: START_OF_DAY, catalogue: catalogue(), limit: 4 } as const;
      const found: (string | null)[] = [];
      for (let cursor: string | undefined; ; ) {
        const { items, nextCursor } = await listUsers(world.db, { ...query, sort: 'firstName', cursor });
        found.push(...items.map(({ firstName }) => firstName));
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      orders.push(found);
      await world.close();
    }
    expect(orders[0]).toHaveLength(names.length);
    expect(orders[1]).toEqual(orders[0]);
  },
  FAULTS_MS,
);

it('keeps snapshots', async () => {
  const world = await openWorld({ databases, run: [] });
  const snapshots = new Snapshots(world.database);
  const saved = { state: { seats: [1, 2] }, revision: 9, position: 9_007_199_254_740_991, hash: 'abc' };
  await snapshots.save('seatPool-acme.x', 1, saved);
  await snapshots.save('seatPool-acme.x', 1, { ...saved, state: {}, revision: 5 });
  expect(await snapshots.load('seatPool-acme.x', 1)).toEqual(saved);
  await world.close();
});

describe('is refused in words, which hold no password', () => {
  const logger = pino({ enabled: false });
  const opening = (url: string) => openPostgresDatabase({ url, logger, answersWithinMs: 300 });
  const saying = async (url: string): Promise<string> => {
    const error = await opening(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReadDatabaseUnusable);
    return (error as Error).message;
  };

  it('a wrong password, at once', async () => {
    const url = new URL(server.url);
    url.password = 'open-sesame';
    const message = await saying(url.href);
    expect(message).toMatch(/127\.0\.0\.1:\d+\/postgres can't be used: password authentication failed/u);
    expect(message).not.toContain('sesame');
  });

  it('a server that is not there, after a while', async () => {
    expect(await saying('postgres://ann:open-sesame@127.0.0.1:1/seats')).toMatch(
      /127\.0\.0\.1:1\/seats can't be used: .*REFUSED/u,
    );
  });

  it('tables of a newer version', async () => {
    const place = await createSchema(server.url);
    const database = await place.open();
    await database.writer.updateTable('table_set').set({ version: 99 }).execute();
    await database.close();
    expect(await saying(place.place)).toContain('written by a newer version');
    await place.remove();
  });
});

it('two processes that open an empty database at once both find it ready', async () => {
  const place = await createSchema(server.url);
  const opened = await Promise.all([place.open(), place.open(), place.open()]);
  for (const database of opened) await database.close();
  await place.remove();
});
