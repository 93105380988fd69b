import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { projection } from '../../projections/events.ts';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';
import { type Leadership, untilAborted } from '../../src/nodes/leadership.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { OtherVersionLive } from '../../src/read-models/builds.ts';
import { FollowerGroup } from '../../src/read-models/follower-group.ts';
import { openPostgresDatabase } from '../../src/read-models/database/postgres-database.ts';
import { type EventSource, integer, type Projection, table, text } from '../../src/read-models/projection.ts';
import type { ReadDatabase } from '../../src/read-models/database/read-database.ts';
import { Projector } from '../../src/read-models/projector.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { QueryRunner } from '../../src/read-models/query/queries.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { rebuild, verify } from '../../src/read-models/verify.ts';
import { ASKED_AGAIN_MS, QUICK } from '../nodes/quick-locks.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { stopwatch } from '../support/stopwatch.ts';
import { createSchema, type Databases } from './databases.ts';
import { capacity, openWorld, started, type World } from './world.ts';
import { eventually } from '../support/within.ts';

const TEST_MS = 120_000;
const WITHIN_MS = 60_000;

let server: PostgresServer;
let world: World;
const stops: (() => Promise<void>)[] = [];
const databases: Databases = {
  kind: 'PostgreSQL',
  create: () => createSchema(server.url),
};

beforeAll(async () => {
  server = await startPostgres({ durable: true });
}, TEST_MS);
afterAll(() => server.stop());
beforeEach(async () => {
  // Its own read models are never started: the nodes below share its log and its database.
  world = await openWorld({ databases, run: [] });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await world.close();
});

type NodeOptions = {
  version?: number;
  /** Trips over this session. */
  failAt?: string;
  log?: EventSource;
  around?: (database: ReadDatabase) => ReadDatabase;
  stuckAfterMs?: number;
};
type Node = Awaited<ReturnType<typeof startNode>>;

const tables = {
  started_session: table({ session_id: text(), agent_id: text(), seen: integer() }, { primaryKey: ['session_id'] }),
};
/** A newer build's column has another name, so that neither can take the other's rows for its own. */
const newerTables = {
  started_session: table({ session_id: text(), agent: text(), seen: integer() }, { primaryKey: ['session_id'] }),
};

function startsOf({ version = 1, failAt }: NodeOptions, given: string[]): Projection {
  const take = (sessionId: string) => {
    given.push(sessionId);
    if (sessionId === failAt) throw new Error('cannot make sense of it');
  };
  const name = 'starts';
  const older = projection({
    name,
    version,
    tables,
    on: {
      SessionStarted: ({ data: { sessionId, agentId }, position }, change) => {
        take(sessionId);
        change.put('started_session', { session_id: sessionId, agent_id: agentId, seen: position });
      },
    },
  });
  const newer = projection({
    name,
    version,
    tables: newerTables,
    on: {
      SessionStarted: ({ data: { sessionId, agentId }, position }, change) => {
        take(sessionId);
        change.put('started_session', { session_id: sessionId, agent: agentId, seen: position });
      },
    },
  });
  return (version === 1 ? older : newer) as unknown as Projection;
}

/** A node as it is in a process of its own: connections, locks and read models, over the one log. */
async function startNode(options: NodeOptions = {}) {
  const given: string[] = [];
  const lines: { level: number; msg: string }[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const database = await openPostgresDatabase({ url: world.place, logger });
  const locks = new PostgresLocks({ url: world.place, logger, pace: QUICK });
  const parts = {
    database: options.around?.(database) ?? database,
    log: options.log ?? world.log,
    projection: startsOf(options, given),
  };
  const { stuckAfterMs } = options;
  const projections = [parts.projection];
  const readModels = new ReadModels(new Projectors({ ...parts, projections, logger, leadership: locks, stuckAfterMs }));
  await readModels.start();
  const runner = new QueryRunner({
    database,
    projections: [parts.projection],
    queries: {
      sessions: (db) => db.selectFrom('started_session').select('session_id').orderBy('seen').execute(),
      agents: (db) => db.selectFrom('started_session').select('agent_id').execute(),
    },
    isShared: true,
  });
  let isRunning = true;
  const node = {
    readModels,
    given,
    lines,
    ...parts,
    read: async () => {
      const rows = (await runner.run(['starts'], 'sessions', [])) as { session_id: string }[];
      return rows.map(({ session_id }) => session_id);
    },
    /** By a column that only the older build has. */
    readAgents: () => runner.run(['starts'], 'agents', []),
    shows: (position: number, withinMs = WITHIN_MS) => readModels.waitFor(['starts'], position, withinMs),
    status: () => readModels.status()[0]!,
    async stop() {
      if (!isRunning) return;
      isRunning = false;
      await readModels.stop();
      await locks.close();
      await database.close();
    },
  };
  stops.push(node.stop);
  return node;
}

const start = (session: string) => world.pool(started(session, 'ann'));

async function execute(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: world.place });
  await client.connect();
  const result = await client.query(statement);
  await client.end();
  return result as unknown as pg.QueryResult;
}

/** Ends the connections that hold locks, so that whoever is next may have the turn. */
const cutOff = () =>
  execute(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'seatledger locks'`);

const turnsOf = (...nodes: Node[]) =>
  nodes.flatMap(({ lines }) => lines).filter(({ msg }) => msg === 'It is the turn of this node').length;

const errorsOf = (node: Node) => node.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg);

it(
  'one node applies, every node shows and wakes who waits, also for what the read model passes over',
  async () => {
    const [one, two] = [await startNode(), await startNode()];
    const passed: number[] = [];
    two.readModels.onPassed((_name, position) => passed.push(position));
    for (const session of ['s1', 's2', 's3']) {
      const position = await start(session);
      expect(await Promise.all([one.shows(position), two.shows(position)])).toEqual([true, true]);
      expect((await two.read()).at(-1)).toBe(session);
    }
    const last = await world.pool(capacity(1, 1));
    expect(await Promise.all([one.shows(last), two.shows(last)])).toEqual([true, true]);
    expect(passed).toContain(last);
    expect([one.given, two.given]).toEqual([['s1', 's2', 's3'], []]);
    await eventually(() => two.status().state === 'live');
    expect([one, two].map((node) => node.status())).toEqual(
      Array(2).fill({ name: 'starts', version: 1, position: last, state: 'live' }),
    );
  },
  TEST_MS,
);

it(
  'when a node ends, or is cut off from its locks, the next goes on where it stood',
  async () => {
    const first = await startNode();
    const second = await startNode();
    await second.shows(await start('s1'));
    await first.stop();
    expect(await second.shows(await start('s2'))).toBe(true);
    const third = await startNode();
    for (let round = 0; round < 3; round += 1) {
      await cutOff();
      const position = await start(`cut ${round}`);
      expect(await Promise.all([second.shows(position), third.shows(position)])).toEqual([true, true]);
    }
    expect([first, second, third].flatMap((node) => node.given).sort()).toEqual([
      'cut 0',
      'cut 1',
      'cut 2',
      's1',
      's2',
    ]);
    expect([first, second, third].flatMap(errorsOf)).toEqual([]);
  },
  TEST_MS,
);

it(
  'under load, turns that are lost again and again cost no event',
  async () => {
    const [one, two] = [await startNode(), await startNode()];
    let isRunning = true;
    const writing = (async () => {
      let last = 0;
      for (let index = 0; isRunning; index += 1) {
        last = await start(`s${index}`);
        await pause(2);
      }
      return last;
    })();
    for (let round = 0; round < 5; round += 1) {
      const before = turnsOf(one, two);
      await cutOff();
      await eventually(() => turnsOf(one, two) > before);
    }
    isRunning = false;
    const last = await writing;
    expect(await Promise.all([one.shows(last), two.shows(last)])).toEqual([true, true]);
    expect(await one.read()).toHaveLength(last);
    await Promise.all([one.readModels.stop(), two.readModels.stop()]);
    expect(await verify(one)).toMatchObject({ ok: true, rows: last, differences: [] });
    expect([one, two].flatMap(errorsOf)).toEqual([]);
  },
  TEST_MS,
);

it(
  'a node that takes the turn leaves alone what somebody builds beside to compare it',
  async () => {
    const node = await startNode();
    await start('s1');
    expect(await node.shows(await start('s2'))).toBe(true);
    const [begun, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const log: EventSource = {
      head: () => world.log.head(),
      follow: (options) => world.log.follow(options),
      async *readAll(options) {
        // Whether the log is the same is asked first.
        if (options?.filter) {
          begun.resolve();
          await mayGoOn.promise;
        }
        yield* world.log.readAll(options);
      },
    };
    const verifying = verify({ ...node, log });
    await begun.promise;
    await cutOff();
    await eventually(() => turnsOf(node) === 2);
    expect(await node.shows(await start('s3'))).toBe(true);
    mayGoOn.resolve();
    expect(await verifying).toMatchObject({ ok: true, rows: 3, differences: [] });
  },
  TEST_MS,
);

it(
  'a node that was frozen in the middle of a commit can write nothing when it wakes, and gives way',
  async () => {
    const frozen = Promise.withResolvers<void>();
    const thawed = Promise.withResolvers<void>();
    let freezes = false;
    let failure: unknown;
    const around = (database: ReadDatabase): ReadDatabase => ({
      ...database,
      writeTogether: async (statements, check) => {
        if (freezes) {
          freezes = false;
          frozen.resolve();
          await thawed.promise;
        }
        await database.writeTogether(statements, check).catch((error: unknown) => {
          failure = error;
          throw error;
        });
      },
    });
    const sleeper = await startNode({ around });
    const next = await startNode();
    await next.shows(await start('s1'));
    freezes = true;
    await start('s2');
    await frozen.promise;
    await cutOff();
    expect(await next.shows(await start('s3'))).toBe(true);
    thawed.resolve();
    await eventually(() => failure !== undefined);
    expect(String(failure)).toContain('CheckpointMoved');
    const last = await start('s4');
    expect(await Promise.all([sleeper.shows(last), next.shows(last)])).toEqual([true, true]);
    expect(await sleeper.read()).toEqual(['s1', 's2', 's3', 's4']);
    await eventually(() => sleeper.status().state === 'live');
    expect([sleeper, next].flatMap(errorsOf)).toEqual([]);
  },
  TEST_MS,
);

it(
  'a node that is frozen between what it wrote and the commit keeps the next from going on for moments only',
  async () => {
    const node = await startNode();
    await node.shows(await start('s1'));
    const database = await openPostgresDatabase({ url: world.place, logger: pino({ enabled: false }) });
    const frozen = Promise.withResolvers<void>();
    const thawed = Promise.withResolvers<void>();
    const committing = database.writer.transaction().execute(async (transaction) => {
      await sql`update projection_checkpoint set position = position`.execute(transaction);
      frozen.resolve();
      await thawed.promise;
    });
    committing.catch(() => undefined);
    await frozen.promise;
    expect(await node.shows(await start('s2'))).toBe(true);
    thawed.resolve();
    await expect(committing).rejects.toBeInstanceOf(DatabaseUnavailable);
    await database.close();
  },
  TEST_MS,
);

it(
  'rows that were built anew under a running node are gone on with',
  async () => {
    const node = await startNode();
    await node.shows(await start('s1'));
    await rebuild(node);
    expect(await node.shows(await start('s2'))).toBe(true);
    expect(await node.read()).toEqual(['s1', 's2']);
    expect(errorsOf(node)).toEqual([]);
  },
  TEST_MS,
);

it(
  'PostgreSQL that was killed is waited for by every node',
  async () => {
    const [one, two] = [await startNode(), await startNode()];
    await two.shows(await start('s1'));
    for (let round = 0; round < 2; round += 1) {
      await server.kill();
      const position = await start(`while away ${round}`);
      expect(await two.shows(position, 300)).toBe(false);
      await server.start();
      expect(await Promise.all([one.shows(position), two.shows(position)])).toEqual([true, true]);
    }
    await eventually(() => [one, two].every((node) => node.status().state === 'live' && !node.status().error));
    expect(await two.read()).toHaveLength(3);
    expect([one, two].flatMap(errorsOf)).toEqual([]);
  },
  TEST_MS,
);

it(
  'a server that took over and lacks the last commits puts every node back, and is caught up with',
  async () => {
    const [one, two] = [await startNode(), await startNode()];
    for (const session of ['s1', 's2', 's3']) await two.shows(await start(session));
    await execute(`update projection_checkpoint set position = 1, event_position = 1, event_id = null`);
    await execute('delete from started_session where seen > 1');
    await eventually(() => two.readModels.position('starts') === 1);
    const last = await start('s4');
    await eventually(async () => (await two.read()).length === 4);
    expect(await Promise.all([one.shows(last), two.shows(last)])).toEqual([true, true]);
    expect(await one.read()).toEqual(['s1', 's2', 's3', 's4']);
  },
  TEST_MS,
);

it(
  'a projection that stops is not passed round; the other nodes tell that it stands still, and a mended one frees them all',
  async () => {
    const bad = await startNode({ failAt: 's2' });
    const other = await startNode({ failAt: 's2', stuckAfterMs: 1_000 });
    await start('s1');
    const position = await start('s2');
    await eventually(() => bad.status().state === 'stopped');
    await eventually(() => other.status().error !== undefined);
    expect(other.status()).toMatchObject({ state: 'catching-up', error: expect.stringContaining('not moved on') });
    expect([bad.given, other.given]).toEqual([['s1', 's2'], []]);
    expect(errorsOf(other)).toEqual([]);

    await bad.stop();
    await eventually(() => other.status().state === 'stopped');
    expect([other.given, errorsOf(other)]).toEqual([['s2'], ['Projection stopped']]);

    const mended = await startNode();
    // Whoever has the turn after that: the mended node gets it sooner or later, and never gives it up.
    await eventually(async () => {
      await cutOff();
      return mended.shows(position, 1_000);
    });
    await eventually(() => other.status().state === 'live');
    expect(await other.read()).toEqual(['s1', 's2']);
  },
  TEST_MS,
);

it('rows that had everything are not taken for stuck as soon as there is more', () => {
  const leadership: Leadership = { whileLeading: (_name, signal) => untilAborted(signal) };
  const { database, log } = world;
  const logger = pino({ enabled: false });
  const projector = new Projector({
    database,
    log,
    projection: startsOf({}, []),
    logger,
    leadership,
    group: new FollowerGroup({ database, log, isShared: true }),
    onChange: () => {},
  });
  const watch = stopwatch();
  try {
    watch.aMinute();
    projector.saw({ version: 1, position: 1 }, 1);
    watch.aMinute();
    projector.saw({ version: 1, position: 1 }, 1);
    projector.saw({ version: 1, position: 1 }, 2);
    expect(projector.status().error).toBeUndefined();
    watch.aMinute();
    projector.saw({ version: 1, position: 1 }, 2);
    expect(projector.status().error).toContain('not moved on');
  } finally {
    watch.end();
  }
});

describe('a newer build beside an older one', () => {
  /** The log, which at first lets nobody read far enough. */
  function heldLog() {
    const gate = Promise.withResolvers<void>();
    const log: EventSource = {
      head: () => world.log.head(),
      readAll: (options) => world.log.readAll(options),
      async *follow(options) {
        await gate.promise;
        yield* world.log.follow(options);
      },
    };
    return { log, release: gate.resolve };
  }

  it(
    'the old rows serve and move on until the new ones are there; then the older node serves nothing and takes nothing back',
    async () => {
      const [older, oldest] = [await startNode(), await startNode()];
      await oldest.shows(await start('s1'));
      const { log, release } = heldLog();
      const newer = await startNode({ version: 2, log });
      const waiting = await startNode({ version: 2 });
      await expect(newer.read()).rejects.toThrow(OtherVersionLive);
      await eventually(() => waiting.status().error !== undefined);
      expect(waiting.status()).toMatchObject({
        state: 'catching-up',
        position: 0,
        error: expect.stringContaining('Those of version 2 are being built'),
      });
      expect(await oldest.shows(await start('s2'))).toBe(true);
      expect(await older.read()).toEqual(['s1', 's2']);

      release();
      const last = await start('s3');
      expect(await Promise.all([newer.shows(last), waiting.shows(last)])).toEqual([true, true]);
      expect(await waiting.read()).toEqual(['s1', 's2', 's3']);
      for (const node of [older, oldest]) {
        await expect(node.read()).rejects.toThrow(OtherVersionLive);
        await expect(node.readAgents()).rejects.toThrow(OtherVersionLive);
        await eventually(() => node.status().state === 'stopped');
        expect(node.status().error).toContain('Upgrade this node');
        expect(await node.shows(last + 1)).toBe(false);
        expect(errorsOf(node)).toHaveLength(1);
      }
      const more = await start('s4');
      expect(await waiting.shows(more)).toBe(true);
      await pause(ASKED_AGAIN_MS);
      expect((await execute(`select slot, version, position from projection_checkpoint`)).rows).toEqual([
        { slot: 'live', version: '2', position: String(more) },
      ]);
      expect([newer, waiting].flatMap(errorsOf)).toEqual([]);

      await newer.stop();
      await waiting.stop();
      await rebuild(oldest);
      await eventually(() => [older, oldest].every((node) => node.status().state === 'live'));
      const back = await start('s5');
      expect(await Promise.all([older.shows(back), oldest.shows(back)])).toEqual([true, true]);
      expect(await older.read()).toHaveLength(5);
    },
    TEST_MS,
  );

  it(
    'a build that was cut off is left alone by the older node, and gone on with by the next newer one',
    async () => {
      const older = await startNode();
      for (let index = 0; index < 1_100; index += 1) await start(`s${index}`);
      await older.shows(1_100);
      const halfway = Promise.withResolvers<void>();
      const log: EventSource = {
        head: () => world.log.head(),
        readAll: (options) => world.log.readAll(options),
        async *follow({ signal, ...options }) {
          for await (const page of world.log.follow({ ...options, signal })) {
            yield { ...page, caughtUp: false };
            if (page.scannedTo < 1_000) continue;
            halfway.resolve();
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          }
        },
      };
      const first = await startNode({ version: 2, log });
      await halfway.promise;
      await first.stop();
      await cutOff();
      await eventually(() => turnsOf(older) === 2);
      expect(await older.shows(await start('between'))).toBe(true);
      const second = await startNode({ version: 2 });
      const last = await start('last');
      expect(await second.shows(last)).toBe(true);
      expect(second.given.length).toBeLessThanOrEqual(102);
      expect(await second.read()).toHaveLength(1_102);
    },
    TEST_MS,
  );

  it(
    'nodes of two builds that find nothing there come to one version',
    async () => {
      await start('s1');
      const [older, newer] = await Promise.all([startNode(), startNode({ version: 2 })]);
      expect(await newer.shows(await start('s2'))).toBe(true);
      expect(await newer.read()).toEqual(['s1', 's2']);
      await eventually(() => older.status().state === 'stopped');
    },
    TEST_MS,
  );
});
