import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import type { Position } from '../event-store/event-store.ts';
import { assertSameLog, dropBuild, fill, openBuild, swapIn } from './builds.ts';
import { readCheckpoint } from './checkpoints.ts';
import type { EventApplier } from './event-applier.ts';
import type { EventSource, Projection } from './projection.ts';
import { rowsInOrder, tableName } from './database/projection-tables.ts';
import type { AnyTables, WritableDatabase } from './database/read-database.ts';

const ROWS_PER_READ = 1_000;
const DIFFERENCES_MAX = 20;
/** The live projection may move on while the other is built; each round has less to catch up with. */
const ROUNDS_MAX = 100;

type Deps = {
  database: WritableDatabase;
  log: EventSource;
  projection: Projection;
  onProgress?: (position: Position, head: Position) => void;
};

export type RowDifference = { table: string; rebuilt: unknown; live: unknown };
export type Verification = {
  ok: boolean;
  position: Position;
  rows: number;
  /** The first few. `undefined` on a side: it has no such row. */
  differences: RowDifference[];
};

/**
 * Builds a projection from the first event beside its rows, then puts it in their place. A projector that is running on it
 * meanwhile stops by itself: its checkpoint has moved.
 */
export async function rebuild({ database, projection, log, onProgress }: Deps): Promise<{ position: Position }> {
  await dropBuild(database, projection.name);
  const built = await openBuild(database, projection, 'last');
  await fill(built, projection, log, { onProgress });
  const live = await swapIn(database, projection, built);
  return { position: live.position };
}

/**
 * Builds a projection from the first event and compares row for row with what queries read. The live one may be running.
 * @throws CheckpointAhead when the rows were made from another log.
 */
export async function verify({ database, projection, log, onProgress }: Deps): Promise<Verification> {
  await dropBuild(database, projection.name);
  try {
    const built = await openBuild(database, projection, 'last');
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const live = await readCheckpoint(database.writer, projection.name, 'live');
      if (!live || live.version !== projection.version)
        throw new Error(`${projection.name} has no rows of this version yet: start the server once, or rebuild it`);
      await assertSameLog(log, live);
      await fill(built, projection, log, { upTo: live.position, onProgress });
      const result = await database.writer
        .transaction()
        .execute((transaction) => compare(transaction, projection, built));
      if (result) return result;
    }
    throw new Error(`${projection.name} moves too fast to be compared; try again when there is less going on`);
  } finally {
    await dropBuild(database, projection.name);
  }
}

/** `null` when the live rows are no longer where the others are. Inside a transaction, so that they stay there. */
async function compare(
  db: Transaction<AnyTables>,
  projection: Projection,
  built: EventApplier,
): Promise<Verification | null> {
  const live = await readCheckpoint(db, projection.name, 'live');
  if (live?.position !== built.position) return null;
  const { generation } = built.checkpoint;
  const verification: Verification = { ok: true, position: live.position, rows: 0, differences: [] };
  for (const [table, definition] of Object.entries(projection.tables)) {
    const keyOf = (row: Record<string, unknown>) => definition.primaryKey.map((column) => row[column]);
    const rebuiltRows = flat(
      rowsInOrder(db, tableName(table, { generation, beside: true }), definition, ROWS_PER_READ),
    );
    const liveRows = flat(rowsInOrder(db, table, definition, ROWS_PER_READ));
    for await (const [rebuilt, live] of sideBySide(rebuiltRows, liveRows, keyOf)) {
      verification.rows += 1;
      if (isDeepStrictEqual(rebuilt, live)) continue;
      verification.ok = false;
      if (verification.differences.length < DIFFERENCES_MAX) verification.differences.push({ table, rebuilt, live });
    }
  }
  return verification;
}

type Row = Record<string, unknown>;

async function* flat(pages: AsyncIterable<Row[]>): AsyncGenerator<Row> {
  for await (const page of pages) yield* page;
}

/** Merges two lists that are in the order of their keys. */
async function* sideBySide(
  left: AsyncGenerator<Row>,
  right: AsyncGenerator<Row>,
  keyOf: (row: Row) => unknown[],
): AsyncGenerator<[Row | undefined, Row | undefined]> {
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compareKeys(keyOf(a.value), keyOf(b.value));
    yield [order <= 0 ? a.value : undefined, order >= 0 ? b.value : undefined] as [Row | undefined, Row | undefined];
    if (order <= 0) a = await left.next();
    if (order >= 0) b = await right.next();
  }
}

/** As SQLite orders keys: numbers as such, text by its UTF-8 bytes. */
function compareKeys(left: unknown[], right: unknown[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    const order =
      typeof value === 'number' && typeof other === 'number'
        ? value - other
        : Buffer.compare(Buffer.from(String(value)), Buffer.from(String(other)));
    if (order !== 0) return order;
  }
  return 0;
}
