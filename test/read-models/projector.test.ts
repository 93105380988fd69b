import { sql } from 'kysely';
import { pino } from 'pino';
import { projection } from '../../projections/events.ts';
import { sharedSessions } from '../../projections/shared-sessions.ts';
import { StoreUnavailable } from '../../src/event-store/event-store.ts';
import { type EventSource, integer, type Projection, table, text } from '../../src/read-models/projection.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { Snapshots } from '../../src/read-models/snapshots.ts';
import { rebuild, verify } from '../../src/read-models/verify.ts';
import { onEachDatabase } from './databases.ts';
import { assigned, capacity, ended, openWorld, started, type World } from './world.ts';

const tables = {
  started_session: table({ session_id: text(), agent_id: text(), seen: integer() }, { primaryKey: ['session_id'] }),
};

/** Who started what; trips over one session when told to. */
const starts = (version = 1, failAt?: string) =>
  projection({
    name: 'starts',
    version,
    tables,
    on: {
      SessionStarted: ({ data, position }, change) => {
        if (data.sessionId === failAt) throw new Error('cannot make sense of it');
        change.put('started_session', {
          session_id: data.sessionId,
          agent_id: `v${version} ${data.agentId}`,
          seen: position,
        });
      },
    },
  }) as unknown as Projection;

/** `starts` that remembers which events it was given. */
function countingStarts() {
  const seen: number[] = [];
  const inner = starts();
  const counting: Projection = {
    ...inner,
    handle: (event, change) => {
      seen.push(event.position);
      inner.handle(event, change);
    },
  };
  return { seen, counting };
}

type Row = { session_id: string; agent_id: string; seen: number };

async function rowsOf(world: World): Promise<Row[]> {
  const rows = await world.database.writer.selectFrom('started_session').selectAll().orderBy('session_id').execute();
  return rows.map((row) => ({ ...row })) as Row[];
}

const idsOf = async (world: World) => (await rowsOf(world)).map(({ session_id }) => session_id);

let world: World;

onEachDatabase((databases) => {
  afterEach(() => world.close());

  it('shows what happened before it started and what happens afterwards', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.pool(started('s1', 'ann'));
    await world.start();
    await world.shown();
    expect(await idsOf(world)).toEqual(['s1']);
    await world.pool(started('s2', 'bob'));
    await world.shown();
    expect(await idsOf(world)).toEqual(['s1', 's2']);
    expect(world.readModels.status()).toEqual([{ name: 'starts', version: 1, position: 2, state: 'live' }]);
  });

  it('goes on from its checkpoint after a restart, and applies nothing twice', async () => {
    const { seen, counting } = countingStarts();
    world = await openWorld({ databases, run: [counting] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    await world.shown();
    await world.restart();
    await world.pool(started('s2', 'bob'));
    await world.shown();
    expect(seen).toEqual([1, 2]);
  });

  it('keeps the position of passed-over events when it stops', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    const last = await world.pool(capacity(1, 1));
    await world.shown();
    await world.restart();
    expect(world.readModels.position('starts')).toBe(last);
  });

  it('an event delivered twice counts once', async () => {
    world = await openWorld({ databases, run: [starts()] });
    for (const session of ['s1', 's2', 's3']) await world.pool(started(session, 'ann'));
    const { seen, counting } = countingStarts();
    const readModels = new ReadModels(
      new Projectors({ ...partsOf(world), log: stammering(world.log), projections: [counting] }),
    );
    await readModels.start();
    expect(await readModels.waitFor(['starts'], 3)).toBe(true);
    await readModels.stop();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('a handler that throws stops its projection there, loudly, and no other', async () => {
    const lines: { level: number; projection?: string; position?: number }[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    world = await openWorld({ databases, run: [starts(1, 's2'), sharedSessions as unknown as Projection], logger });
    await world.start();
    await world.pool(started('s1', 'ann'));
    const bad = await world.pool(started('s2', 'bob'));
    const last = await world.pool(started('s3', 'cid'));
    expect(await world.readModels.waitFor(['shared-sessions'], last)).toBe(true);
    expect(await world.readModels.waitFor(['starts'], last)).toBe(false);
    expect(world.readModels.status()[0]).toEqual({
      name: 'starts',
      version: 1,
      position: bad - 1,
      state: 'stopped',
      error: 'SessionStarted at position 2: cannot make sense of it',
      stoppedAt: bad,
    });
    expect(world.readModels.status()[1]!.state).toBe('live');
    expect(await idsOf(world)).toEqual(['s1']);
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([{ projection: 'starts', position: bad }]);
  });

  it('shows everything before the event that it cannot get past, also when all came at once', async () => {
    world = await openWorld({ databases, run: [starts(1, 's3')] });
    for (const session of ['s1', 's2', 's3', 's4']) await world.pool(started(session, 'ann'));
    await world.start();
    expect(await world.readModels.waitFor(['starts'], 4)).toBe(false);
    expect(world.readModels.status()[0]).toMatchObject({ state: 'stopped', position: 2, stoppedAt: 3 });
    expect(await idsOf(world)).toEqual(['s1', 's2']);
  });

  it('two that run one projection do not both write: one stops', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    const second = new ReadModels(new Projectors({ ...partsOf(world), log: world.log, projections: [starts()] }));
    await second.start();
    const last = await world.pool(started('s1', 'ann'));
    await world.readModels.waitFor(['starts'], last, 500);
    await second.waitFor(['starts'], last, 500);
    const states = [world.readModels, second].map((each) => each.status()[0]!.state);
    expect(states.sort()).toEqual(['live', 'stopped']);
    expect(await idsOf(world)).toEqual(['s1']);
    await second.stop();
  });

  it('what is being built counts for nobody until it serves', async () => {
    world = await openWorld({ databases, run: [starts(1)] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    await world.shown();
    await world.readModels.stop();
    const [first] = await pageOf(world);
    const many = Array.from({ length: 1_500 }, (_, index) => ({ ...first!, id: `e${index}`, position: index + 1 }));
    const gate = Promise.withResolvers<void>();
    const halfway = Promise.withResolvers<void>();
    const slow: EventSource = {
      ...sourceOf(world),
      async *follow() {
        yield { events: many, scannedTo: 1_500, caughtUp: false };
        halfway.resolve();
        await gate.promise;
        yield { events: [], scannedTo: 1_600, caughtUp: true };
      },
    };
    const readModels = new ReadModels(new Projectors({ ...partsOf(world), log: slow, projections: [starts(2)] }));
    await readModels.start();
    await halfway.promise;
    expect(readModels.status()[0]).toMatchObject({ state: 'catching-up', version: 2, position: 1 });
    gate.resolve();
    expect(await readModels.waitFor(['starts'], 1_600)).toBe(true);
    expect(readModels.status()[0]).toMatchObject({ state: 'live', position: 1_600 });
    await readModels.stop();
  });

  it('a malformed event stops it just the same, and mending the handler lets it go on', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    await world.pool({
      type: 'SessionStarted',
      data: { ...started('s1', 'ann').data, sessionId: 7 as unknown as string },
    });
    expect(await world.readModels.waitFor(['starts'], 1, 300)).toBe(false);
    expect(world.readModels.status()[0]).toMatchObject({ state: 'stopped', stoppedAt: 1 });
    const mended = starts();
    await world.restart([
      {
        ...mended,
        handle: (event, change) =>
          mended.handle({ ...event, data: { ...event.data, sessionId: String(event.data.sessionId) } }, change),
      },
    ]);
    await world.shown();
    expect(await idsOf(world)).toEqual(['7']);
  });

  it('a higher version is built beside the old rows, which serve until it has caught up', async () => {
    world = await openWorld({ databases, run: [starts(1)] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    await world.shown();
    let served: Row[] = [];
    let position = -1;
    const next = starts(2);
    const gate = Promise.withResolvers<void>();
    const held: EventSource = {
      head: () => world.log.head(),
      readAll: (options) => world.log.readAll(options),
      async *follow(options) {
        await gate.promise;
        yield* world.log.follow(options);
      },
    };
    await world.readModels.stop();
    const readModels = new ReadModels(new Projectors({ ...partsOf(world), log: held, projections: [next] }));
    await readModels.start();
    served = await rowsOf(world);
    position = readModels.position('starts');
    gate.resolve();
    const passed = await world.pool(started('s2', 'bob'));
    expect(await readModels.waitFor(['starts'], passed)).toBe(true);
    await readModels.stop();
    expect(served.map(({ agent_id }) => agent_id)).toEqual(['v1 ann']);
    expect(position).toBe(1);
    expect((await rowsOf(world)).map(({ agent_id }) => agent_id)).toEqual(['v2 ann', 'v2 bob']);
    expect(await tableNames(world)).toEqual(['projection_checkpoint', 'snapshot', 'started_session']);
    await world.restart([next]);
    expect(world.readModels.status()[0]).toMatchObject({ version: 2, position: passed });
  });

  it('a rebuild and a check leave no tables behind and tell the truth', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    for (let index = 0; index < 30; index += 1) await world.pool(started(`s${index}`, 'ann'));
    await world.shown();
    const deps = { database: world.database, log: world.log, projection: starts() };
    expect(await verify(deps)).toMatchObject({ ok: true, rows: 30, position: 30, differences: [] });

    await world.database.writer
      .updateTable('started_session')
      .set({ agent_id: 'nobody' })
      .where('session_id', '=', 's3')
      .execute();
    await world.database.writer.deleteFrom('started_session').where('session_id', '=', 's4').execute();
    await world.database.writer
      .insertInto('started_session')
      .values({ session_id: 's99', agent_id: 'eve', seen: 0 })
      .execute();
    const found = await verify(deps);
    expect(found.ok).toBe(false);
    expect(found.differences.map(({ rebuilt, live }) => [(rebuilt as Row)?.agent_id, (live as Row)?.agent_id])).toEqual(
      [
        ['v1 ann', 'nobody'],
        ['v1 ann', undefined],
        [undefined, 'eve'],
      ],
    );

    await world.readModels.stop();
    const seen: number[] = [];
    expect(await rebuild({ ...deps, onProgress: (position) => seen.push(position) })).toEqual({ position: 30 });
    expect(seen.at(-1)).toBe(30);
    expect(await verify(deps)).toMatchObject({ ok: true, rows: 30 });
    expect(await tableNames(world)).toEqual(['projection_checkpoint', 'snapshot', 'started_session']);
  });

  it('a projector whose rows were rebuilt under it stops instead of mixing', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    await world.shown();
    await rebuild({ database: world.database, log: world.log, projection: starts() });
    const last = await world.pool(started('s2', 'ann'));
    expect(await world.readModels.waitFor(['starts'], last, 500)).toBe(false);
    expect(world.readModels.status()[0]).toMatchObject({
      state: 'stopped',
      error: expect.stringContaining('no longer at 1'),
    });
  });

  it('rows ahead of the log, or of another log, stop it with what to do', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    await world.pool(started('s1', 'ann'));
    await world.pool(started('s2', 'ann'));
    await world.shown();
    await world.readModels.stop();
    const older: EventSource = { ...sourceOf(world), head: async () => 1 };
    const shorter = new ReadModels(new Projectors({ ...partsOf(world), log: older, projections: [starts()] }));
    await shorter.start();
    expect(shorter.status()[0]).toMatchObject({
      state: 'stopped',
      error: expect.stringMatching(/the log ends at 1\. .*rebuild starts/u),
    });

    const other = await openWorld({ databases, run: [starts()] });
    for (const session of ['x1', 'x2', 'x3']) await other.pool(started(session, 'eve'));
    const foreign = new ReadModels(new Projectors({ ...partsOf(world), log: other.log, projections: [starts()] }));
    await foreign.start();
    expect(foreign.status()[0]).toMatchObject({
      state: 'stopped',
      error: expect.stringContaining('another event at position 2'),
    });
    await other.close();
  });

  it('goes on when the log could not be read for a moment', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.pool(started('s1', 'ann'));
    let tries = 0;
    const flaky: EventSource = {
      ...sourceOf(world),
      async *follow(options) {
        tries += 1;
        if (tries === 1) throw new StoreUnavailable('gone for a moment');
        yield* world.log.follow(options);
      },
    };
    const readModels = new ReadModels(new Projectors({ ...partsOf(world), log: flaky, projections: [starts()] }));
    await readModels.start();
    expect(await readModels.waitFor(['starts'], 1)).toBe(true);
    expect(tries).toBeGreaterThanOrEqual(2);
    await readModels.stop();
  });

  it('a waiter hears of its position, or that time is up', async () => {
    world = await openWorld({ databases, run: [starts(), sharedSessions as unknown as Projection] });
    await world.start();
    const position = (await world.log.head()) + 1;
    const both = world.readModels.waitFor(['starts', 'shared-sessions'], position);
    const never = world.readModels.waitFor(['starts'], position + 1, 50);
    const passed: string[] = [];
    const stopListening = world.readModels.onPassed((name, at) => passed.push(`${name} ${at}`));
    await world.pool(started('s1', 'ann'));
    expect(await both).toBe(true);
    expect(await never).toBe(false);
    expect(await world.readModels.waitFor(['starts'], 0)).toBe(true);
    expect(passed.sort()).toEqual([`shared-sessions ${position}`, `starts ${position}`]);
    stopListening();
    await expect(world.readModels.waitFor(['no-such'], 1)).rejects.toThrow('no read model no-such');
  });

  it('shows a burst within the pace, not one commit an event', async () => {
    world = await openWorld({ databases, run: [starts()] });
    await world.start();
    await world.shown();
    let commits = 0;
    world.readModels.onPassed(() => (commits += 1));
    for (let index = 0; index < 60; index += 1) await world.pool(started(`s${index}`, 'ann'));
    await world.shown();
    expect(commits).toBeLessThan(60);
    expect(await idsOf(world)).toHaveLength(60);
  });

  it('snapshots come back as saved, newest first, and only of their version', async () => {
    world = await openWorld({ databases, run: [] });
    const snapshots = new Snapshots(world.database);
    expect(await snapshots.load('seatPool-acme.x', 1)).toBeNull();
    const saved = { state: { seats: [1, 2] }, revision: 9, position: 20, hash: 'abc' };
    await snapshots.save('seatPool-acme.x', 1, saved);
    await snapshots.save('seatPool-acme.x', 1, { ...saved, state: { seats: [] }, revision: 5 });
    expect(await snapshots.load('seatPool-acme.x', 1)).toEqual(saved);
    expect(await snapshots.load('seatPool-acme.x', 2)).toBeNull();
    await snapshots.save('seatPool-acme.x', 2, { ...saved, revision: 3 });
    expect(await snapshots.load('seatPool-acme.x', 2)).toMatchObject({ revision: 3 });
  });

  it('a start and an end in one page cost no row', async () => {
    world = await openWorld({ databases, run: [sharedSessions as unknown as Projection] });
    await world.pool(started('s1', 'ann'));
    await world.pool(ended('s1', 'ann'));
    await world.pool(assigned('ann'));
    await world.start();
    await world.shown();
    expect(await world.db.selectFrom('open_session').selectAll().execute()).toEqual([]);
    expect(await world.db.selectFrom('session_ended').selectAll().execute()).toHaveLength(1);
  });
});

const partsOf = (of: World) => ({ database: of.database, logger: pino({ enabled: false }) });

async function pageOf(of: World) {
  for await (const page of of.log.readAll()) return page;
  return [];
}

const sourceOf = (of: World): EventSource => ({
  head: () => of.log.head(),
  readAll: (options) => of.log.readAll(options),
  follow: (options) => of.log.follow(options),
});

/** A log that delivers every event twice. */
function stammering(log: World['log']): EventSource {
  return {
    head: () => log.head(),
    readAll: (options) => log.readAll(options),
    async *follow(options) {
      for await (const page of log.follow(options))
        yield { ...page, events: page.events.flatMap((event) => [event, event]) };
    },
  };
}

const tablesOf = {
  SQLite: sql`select name from sqlite_master where type = 'table'`,
  PostgreSQL: sql`select table_name as name from information_schema.tables where table_schema = current_schema()`,
};

async function tableNames(of: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select * from (${tablesOf[of.kind]}) as found`.execute(
    of.database.writer,
  );
  return rows
    .map(({ name }) => name)
    .filter((name) => name !== 'table_set')
    .sort();
}
