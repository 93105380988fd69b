import { CompiledQuery, type Kysely, type QueryResult, sql, type Transaction } from 'kysely';
import type { Position } from '../event-store/event-store.ts';
import type { AnyTables } from './database/read-database.ts';
import type { RowSource } from './database/row-source.ts';

/** `live`: the rows that queries read. `building`: rows of another version, or of a check, beside them. */
export type Slot = 'live' | 'building';

export type Checkpoint = {
  name: string;
  slot: Slot;
  version: number;
  /** Counts how often the projection's tables were made. */
  generation: number;
  position: Position;
  /** The last event that was applied: tells whether the log is still the one that the rows were made from. */
  eventPosition: Position;
  eventId: string | null;
  /** The tables that hold the rows. */
  tableNames: string[];
};

/** Somebody else has moved the checkpoint: two processes run one projection, or it was rebuilt meanwhile. */
export class CheckpointMoved extends Error {
  override name = 'CheckpointMoved';
}

type CheckpointRow = {
  name: string;
  slot: Slot;
  version: number;
  generation: number;
  position: number;
  event_id: string | null;
  event_position: number;
  table_names: string;
};
type Db = Kysely<AnyTables> | Transaction<AnyTables>;

const checkpoints = (db: Db) => db as unknown as Kysely<{ projection_checkpoint: CheckpointRow }>;

export async function readCheckpoint(db: Db, name: string, slot: Slot): Promise<Checkpoint | undefined> {
  const row = await checkpoints(db)
    .selectFrom('projection_checkpoint')
    .selectAll()
    .where('name', '=', name)
    .where('slot', '=', slot)
    .executeTakeFirst();
  if (!row) return undefined;
  const { event_id: eventId, event_position: eventPosition, table_names, ...rest } = row;
  return { ...rest, eventId, eventPosition, tableNames: JSON.parse(table_names) as string[] };
}

/** By the projection's name. */
export type LiveCheckpoints = ReadonlyMap<string, Pick<Checkpoint, 'version' | 'position'>>;

export async function readLiveCheckpoints(db: Db): Promise<LiveCheckpoints> {
  const rows = await checkpoints(db)
    .selectFrom('projection_checkpoint')
    .select(['name', 'version', 'position'])
    .where('slot', '=', 'live')
    .execute();
  return new Map(rows.map(({ name, ...live }) => [name, live]));
}

/** Whether a checkpoint is elsewhere than the caller believes, or gone. */
export async function hasMoved(db: Db, { name, slot, generation, position }: Checkpoint): Promise<boolean> {
  const found = await readCheckpoint(db, name, slot);
  return found?.generation !== generation || found.position !== position;
}

/** Waits for whoever is adding the same. @throws CheckpointMoved when there is one by then. */
export async function insertCheckpoint(db: Db, checkpoint: Checkpoint): Promise<void> {
  const { eventId, eventPosition, tableNames, ...rest } = checkpoint;
  const { numInsertedOrUpdatedRows } = await checkpoints(db)
    .insertInto('projection_checkpoint')
    .values({ ...rest, event_id: eventId, event_position: eventPosition, table_names: JSON.stringify(tableNames) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n)
    throw new CheckpointMoved(`Another process began ${checkpoint.name} at the same moment`);
}

/** From where the caller believes a checkpoint to be, to where it is to go. */
export type Move = { from: Checkpoint; to: Checkpoint };

/** Holds a checkpoint where the caller believes it to be until the transaction ends. @throws CheckpointMoved */
export async function holdCheckpoint(
  transaction: Transaction<AnyTables>,
  source: RowSource,
  checkpoint: Checkpoint,
): Promise<void> {
  const move = { from: checkpoint, to: checkpoint };
  requireMoved(await transaction.executeQuery(moveCheckpoints(transaction, source, [move])), [move]);
}

const MOVE_TYPES = ['text', 'text', 'integer', 'integer', 'integer', 'integer', 'text'] as const;

/**
 * Moves checkpoints on from where the caller believes them to be, all with one statement, so that no event is applied
 * twice. Changes no row of one that is elsewhere: `requireMoved`.
 */
export function moveCheckpoints(db: Db, source: RowSource, moves: readonly Move[]): CompiledQuery {
  const rows = moves.map(({ from, to }) => [
    ...[from.name, from.slot, from.generation, from.position],
    ...[to.position, to.eventPosition, to.eventId],
  ]);
  return CompiledQuery.raw(moveText(db, source, moves.length), source.parameters(rows));
}

/** At the tail every commit needs it, and making it takes longer than running it. One source is one kind of database. */
const moveTexts = new Map<RowSource, Map<number, string>>();

function moveText(db: Db, source: RowSource, count: number): string {
  const texts = moveTexts.get(source) ?? new Map<number, string>();
  moveTexts.set(source, texts);
  const known = texts.get(count);
  if (known !== undefined) return known;
  const { sql: text } = sql`
    with move (name, slot, generation, was, position, event_position, event_id) as (${source.rows(MOVE_TYPES, count)})
    update projection_checkpoint
    set position = move.position, event_position = move.event_position, event_id = move.event_id
    from move
    where projection_checkpoint.name = move.name and projection_checkpoint.slot = move.slot
      and projection_checkpoint.generation = move.generation and projection_checkpoint.position = move.was
  `.compile(db);
  texts.set(count, text);
  return text;
}

/** @throws CheckpointMoved when `moveCheckpoints` did not find them all. */
export function requireMoved({ numAffectedRows }: QueryResult<unknown>, moves: readonly Move[]): void {
  if (numAffectedRows === BigInt(moves.length)) return;
  const expected = moves.map(({ from }) => `${from.name} is no longer at ${from.position}`).join(', or that of ');
  throw new CheckpointMoved(`The checkpoint of ${expected}: is another process running it?`);
}

export async function deleteCheckpoint(db: Db, { name, slot }: Pick<Checkpoint, 'name' | 'slot'>): Promise<void> {
  await checkpoints(db).deleteFrom('projection_checkpoint').where('name', '=', name).where('slot', '=', slot).execute();
}

/** What was being built becomes what queries read. */
export async function makeLive(db: Db, name: string, tableNames: readonly string[]): Promise<void> {
  await deleteCheckpoint(db, { name, slot: 'live' });
  await checkpoints(db)
    .updateTable('projection_checkpoint')
    .set({ slot: 'live', table_names: JSON.stringify(tableNames) })
    .where('name', '=', name)
    .where('slot', '=', 'building')
    .execute();
}
