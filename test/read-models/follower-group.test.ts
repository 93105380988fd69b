import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { projection } from '../../projections/events.ts';
import { type Projection, integer, table, text } from '../../src/read-models/projection.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import type { WritableDatabase } from '../../src/read-models/database/read-database.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { verify } from '../../src/read-models/verify.ts';
import { eventually } from '../support/within.ts';
import { onEachDatabase } from './databases.ts';
import { openWorld, started, type World } from './world.ts';

let world: World;
let readModels: ReadModels;

/** A projection that trips over a session once it is told to. */
function tripping() {
  const trip = { at: '' };
  const value = projection({
    name: 'tripping',
    version: 1,
    tables: { tripped: table({ session_id: text(), seen: integer() }, { primaryKey: ['session_id'] }) },
    on: {
      SessionStarted: ({ data, position }, change) => {
        if (data.sessionId === trip.at) throw new Error('tripped');
        change.put('tripped', { session_id: data.sessionId, seen: position });
      },
    },
  }) as unknown as Projection;
  return { trip, value };
}

/** Counts transactions, and fails those that it is told to. */
function counting(database: WritableDatabase) {
  const commits: number[] = [];
  const fault = { of: (_statements: number): Error | undefined => undefined };
  const counted: WritableDatabase = {
    ...database,
    async writeTogether(statements, check) {
      const error = fault.of(statements.length);
      if (error) throw error;
      await database.writeTogether(statements, check);
      commits.push(statements.length);
    },
  };
  return { commits, counted, fault };
}

const stateOf = (name: string) => readModels.status().find((one) => one.name === name)!;

onEachDatabase((databases) => {
  afterEach(async () => {
    await readModels.stop();
    await world.close();
  });

  async function open(run: readonly Projection[]) {
    world = await openWorld({ databases, run: [] });
    const { commits, counted, fault } = counting(world.database);
    const { log } = world;
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
    readModels = new ReadModels(new Projectors({ database: counted, log, projections: run, logger }));
    await readModels.start();
    const names = run.map(({ name }) => name);
    // The first event is shown together already when all have caught up before it.
    await eventually(() => readModels.status().every(({ state }) => state === 'live'));
    const shown = async (position: number) => {
      if (!(await readModels.waitFor(names, position, 10_000))) throw new Error(JSON.stringify(readModels.status()));
    };
    await shown(await world.pool(started('s0', 'ann')));
    commits.length = 0;
    return { commits, fault, shown, lines };
  }

  it('an event is one transaction for all projections, and their checkpoints are one statement', async () => {
    const { commits, shown } = await open(projections);
    await shown(await world.pool(started('s1', 'ann')));
    // One for the checkpoints; rows of open_session, pool_session, pool_ticket, audit_entry, audit_kind and audit_block.
    expect(commits).toEqual([7]);
    const rows = await world.database.writer.selectFrom('projection_checkpoint').select('position').execute();
    expect(rows.map(({ position }) => position)).toEqual(projections.map(() => 2));
  });

  it('one that trips stops alone; the others go on together, and nothing is applied twice', async () => {
    const { trip, value } = tripping();
    const { commits, lines } = await open([...projections, value]);
    trip.at = 's1';
    const bad = await world.pool(started('s1', 'ann'));
    const last = await world.pool(started('s2', 'bob'));
    const others = projections.map(({ name }) => name);
    expect(await readModels.waitFor(others, last, 10_000)).toBe(true);
    await eventually(() => stateOf('tripping').state === 'stopped');
    expect(stateOf('tripping')).toMatchObject({ stoppedAt: bad, position: bad - 1 });
    expect(others.map((name) => stateOf(name).state)).toEqual(others.map(() => 'live'));
    expect(lines).toEqual(['Projection stopped']);
    commits.length = 0;
    expect(await readModels.waitFor(others, await world.pool(started('s3', 'cid')), 10_000)).toBe(true);
    expect(commits).toEqual([7]);
    await readModels.stop();
    for (const one of projections)
      expect(await verify({ database: world.database, log: world.log, projection: one })).toMatchObject({ ok: true });
  });

  it('what fails for all together is tried by each alone, and they join again', async () => {
    const { commits, fault, shown, lines } = await open(projections);
    // Any transaction with rows of more than one projection.
    let failures = 0;
    fault.of = (statements) => (statements > 2 && ++failures === 1 ? new Error('not together') : undefined);
    await shown(await world.pool(started('s1', 'ann')));
    expect(lines.filter((line) => line.startsWith('Something failed for several projections'))).toHaveLength(4);
    expect(readModels.status().map(({ state }) => state)).toEqual(projections.map(() => 'live'));
    await eventually(async () => {
      commits.length = 0;
      await shown(await world.pool(started(`s${failures}${Math.random()}`, 'ann')));
      return commits.length === 1;
    });
  });
});
