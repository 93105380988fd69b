import type { Position } from '../event-store/event-store.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';
import {
  type Checkpoint,
  deleteCheckpoint,
  holdCheckpoint,
  insertCheckpoint,
  makeLive,
  readCheckpoint,
  type Slot,
} from './checkpoints.ts';
import { EventApplier } from './event-applier.ts';
import type { EventSource, Projection } from './projection.ts';
import {
  createIndexes,
  createTables,
  dropTables,
  liveNames,
  renameTables,
  tableName,
} from './database/projection-tables.ts';
import type { WritableDatabase } from './database/read-database.ts';

/** The log is not the one that the rows were made from. */
export class CheckpointAhead extends Error {
  override name = 'CheckpointAhead';
}

/** The rows that queries read are of another version than this build's queries. Passes when the nodes are all of one build. */
export class OtherVersionLive extends DatabaseUnavailable {
  override name = 'OtherVersionLive';

  constructor({ name, version }: Pick<Projection, 'name' | 'version'>, live: number | undefined) {
    const remedy =
      live !== undefined && live > version
        ? `Upgrade this node; or, to go back to version ${version}, run \`npm run seatledger -- rebuild ${name}\` with this build.`
        : `Those of version ${version} are being built, or about to be.`;
    super(
      `${live === undefined ? `${name} has no rows yet` : `The rows of ${name} are of version ${live}`}. ${remedy}`,
    );
  }
}

/**
 * Opens a projection where it stopped. A new one starts in the tables that queries read; one whose version was raised is
 * built beside the old rows, which serve meanwhile.
 * @param options.isShared builds of several versions may be running: the newer one goes first.
 * @throws OtherVersionLive when a newer one has been before, CheckpointMoved when another process began at the same moment.
 */
export async function openProjection(
  database: WritableDatabase,
  projection: Projection,
  { isShared = false }: { isShared?: boolean } = {},
): Promise<EventApplier> {
  const live = await readCheckpoint(database.writer, projection.name, 'live');
  if (isShared) await requireNewest(database, projection, live);
  if (!live) return new EventApplier(database, projection, await begin(database, projection, 'live', 1));
  if (live.version !== projection.version) return openBuild(database, projection);
  // One of the same version is what another process compares or puts in its place; it clears up what it left before.
  await dropBuild(database, projection.name, { upToVersion: isShared ? live.version - 1 : undefined });
  return new EventApplier(database, projection, live);
}

/** Else two versions would build the rows anew in turns, for ever. */
async function requireNewest(database: WritableDatabase, projection: Projection, live: Checkpoint | undefined) {
  const { name, version } = projection;
  if (!live || live.version === version) return;
  const building = await readCheckpoint(database.writer, name, 'building');
  if (live.version > version || (building && building.version > version)) {
    throw new OtherVersionLive(projection, Math.max(live.version, building?.version ?? 0));
  }
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
  for await (const events of log.readAll({
    after: applier.position,
    filter: projection.filter,
    opens: projection.opens,
  })) {
    const wanted = events.filter(({ position }) => position <= head);
    await applier.apply(wanted);
    options.onProgress?.(wanted.at(-1)?.position ?? head, head);
    if (wanted.length < events.length) break;
  }
  await applier.commit(head);
  await applier.flush();
}

/**
 * Puts what was built in the place of the rows that served until now, at one stroke. Checkpoints come before tables, as in
 * every commit, so that nobody waits for each other.
 * @throws CheckpointMoved when another process goes on with the build, or has put it there.
 */
export async function swapIn(
  database: WritableDatabase,
  projection: Projection,
  built: EventApplier,
): Promise<EventApplier> {
  await built.flush();
  const { name } = projection;
  const placement = { generation: built.checkpoint.generation, beside: true };
  const tableNames = liveNames(projection);
  await database.writer.transaction().execute(async (transaction) => {
    await holdCheckpoint(transaction, database.rowSource, built.checkpoint);
    await createIndexes(transaction, projection, placement);
    const live = await readCheckpoint(transaction, name, 'live');
    await makeLive(transaction, name, tableNames);
    await dropTables(transaction, live?.tableNames ?? []);
    await renameTables(transaction, projection, placement);
  });
  return new EventApplier(database, projection, { ...built.checkpoint, slot: 'live', tableNames });
}

/** @param options.upToVersion leaves a build of a newer version alone. */
export async function dropBuild(
  database: WritableDatabase,
  name: string,
  { upToVersion = Infinity }: { upToVersion?: number } = {},
): Promise<void> {
  await database.writer.transaction().execute(async (transaction) => {
    const building = await readCheckpoint(transaction, name, 'building');
    if (!building || building.version > upToVersion) return;
    await deleteCheckpoint(transaction, building);
    await dropTables(transaction, building.tableNames);
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
    await insertCheckpoint(transaction, checkpoint);
    await createTables(transaction, projection, placement, database);
    if (indexes === 'now') await createIndexes(transaction, projection, placement);
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
