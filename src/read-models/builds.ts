import type { Position } from '../event-store/event-store.ts';
import {
  type Checkpoint,
  deleteCheckpoint,
  insertCheckpoint,
  makeLive,
  readCheckpoint,
  type Slot,
} from './checkpoints.ts';
import { EventApplier } from './event-applier.ts';
import type { EventSource, Projection } from './projection.ts';
import { createIndexes, createTables, dropTables, liveNames, renameTables, tableName } from './projection-tables.ts';
import type { WritableDatabase } from './read-database.ts';

/** The log is not the one that the rows were made from. */
export class CheckpointAhead extends Error {
  override name = 'CheckpointAhead';
}

/**
 * Opens a projection where it stopped. A new one starts in the tables that queries read; one whose version was raised is
 * built beside the old rows, which serve meanwhile.
 */
export async function openProjection(database: WritableDatabase, projection: Projection): Promise<EventApplier> {
  const live = await readCheckpoint(database.writer, projection.name, 'live');
  if (!live) return new EventApplier(database, projection, await begin(database, projection, 'live', 1));
  if (live.version !== projection.version) return openBuild(database, projection);
  await dropBuild(database, projection.name);
  return new EventApplier(database, projection, live);
}

/** Begins to build a projection beside its rows, or goes on where that was interrupted. */
export async function openBuild(database: WritableDatabase, projection: Projection, indexes: 'now' | 'last' = 'now') {
  const building = await readCheckpoint(database.writer, projection.name, 'building');
  if (building?.version === projection.version) return new EventApplier(database, projection, building);
  await dropBuild(database, projection.name);
  const live = await readCheckpoint(database.writer, projection.name, 'live');
  const generation = Math.max(live?.generation ?? 0, building?.generation ?? 0) + 1;
  return new EventApplier(database, projection, await begin(database, projection, 'building', generation, indexes));
}

/** Reads the log into a build, up to its end or a position. */
export async function fill(
  applier: EventApplier,
  projection: Projection,
  log: EventSource,
  options: { upTo?: Position; onProgress?: (position: Position, head: Position) => void } = {},
): Promise<void> {
  const head = options.upTo ?? (await log.head());
  for await (const events of log.readAll({ after: applier.position, filter: projection.filter })) {
    const wanted = events.filter(({ position }) => position <= head);
    await applier.apply(wanted);
    options.onProgress?.(wanted.at(-1)?.position ?? head, head);
    if (wanted.length < events.length) break;
  }
  await applier.commit(head);
  await applier.flush();
}

/** Puts what was built in the place of the rows that served until now, at one stroke. */
export async function swapIn(
  database: WritableDatabase,
  projection: Projection,
  built: EventApplier,
): Promise<EventApplier> {
  await built.flush();
  const { name } = projection;
  const placement = { generation: built.checkpoint.generation, beside: true };
  await database.writer.transaction().execute(async (transaction) => {
    await createIndexes(transaction, projection, placement);
    const live = await readCheckpoint(transaction, name, 'live');
    await dropTables(transaction, live?.tableNames ?? []);
    await renameTables(transaction, projection, placement);
    await makeLive(transaction, name, liveNames(projection));
  });
  const checkpoint = await readCheckpoint(database.writer, name, 'live');
  return new EventApplier(database, projection, checkpoint!);
}

export async function dropBuild(database: WritableDatabase, name: string): Promise<void> {
  await database.writer.transaction().execute(async (transaction) => {
    const building = await readCheckpoint(transaction, name, 'building');
    if (!building) return;
    await dropTables(transaction, building.tableNames);
    await deleteCheckpoint(transaction, name, 'building');
  });
}

async function begin(
  database: WritableDatabase,
  projection: Projection,
  slot: Slot,
  generation: number,
  indexes: 'now' | 'last' = 'now',
): Promise<Checkpoint> {
  const placement = { generation, beside: slot === 'building' };
  const { name, version, tables } = projection;
  const tableNames = Object.keys(tables).map((table) => tableName(table, placement));
  const checkpoint = { name, slot, version, generation, position: 0, eventPosition: 0, eventId: null, tableNames };
  await database.writer.transaction().execute(async (transaction) => {
    await createTables(transaction, projection, placement, database);
    if (indexes === 'now') await createIndexes(transaction, projection, placement);
    await insertCheckpoint(transaction, checkpoint);
  });
  return checkpoint;
}

/**
 * A log restored from an older backup lacks events whose traces are in the rows; going on would mix two histories.
 * @throws CheckpointAhead saying what to do.
 */
export async function assertSameLog(
  log: EventSource,
  { name, position, eventPosition, eventId }: Checkpoint,
): Promise<void> {
  const head = await log.head();
  const remedy = `Was the log restored from an older backup? Stop the server and run \`npm run seatledger -- rebuild ${name}\` to build its rows anew.`;
  if (position > head) {
    throw new CheckpointAhead(`${name} has read up to position ${position}, but the log ends at ${head}. ${remedy}`);
  }
  if (eventId === null) return;
  for await (const [event] of log.readAll({ from: eventPosition, maxCount: 1 })) {
    if (event?.id === eventId) return;
    break;
  }
  throw new CheckpointAhead(
    `${name} has read another event at position ${eventPosition} than the log has there. ${remedy}`,
  );
}
