import { setTimeout as pause } from 'node:timers/promises';
import type { CompiledQuery } from 'kysely';
import type { RecordedEvent } from '../event-store/event-log.ts';
import type { Position } from '../event-store/event-store.ts';
import { ChangeSet } from './database/change-set.ts';
import { type Checkpoint, type Move, moveCheckpoints, requireMoved } from './checkpoints.ts';
import type { Projection } from './projection.ts';
import type { WritableDatabase } from './database/read-database.ts';
import { RowWriter } from './database/row-writer.ts';

/** Events a transaction while catching up. */
export const EVENTS_PER_COMMIT = 1_000;
/** How often a checkpoint is stored that nothing but passed-over events has moved. */
const IDLE_CHECKPOINT_MS = 1_000;
/** Waits between tries of a commit that the database may yet accept; about six seconds in all. */
const RETRY_WAITS_MS = [25, 50, 100, 200, 400, 800, 1_600, 3_000] as const;

/** A handler could not make sense of an event. */
export class HandlerFailed extends Error {
  override name = 'HandlerFailed';
  readonly event: RecordedEvent;

  constructor(event: RecordedEvent, cause: unknown) {
    super(`${event.type} at position ${event.position}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.event = event;
  }
}

/** Turns events into one projection's rows. Rows and checkpoint commit together, and an event counts once. */
export class EventApplier {
  readonly #database: WritableDatabase;
  readonly #projection: Projection;
  readonly #types: ReadonlySet<string> | undefined;
  readonly #rows: RowWriter;
  readonly #changes: ChangeSet;
  /** As the database has it. */
  #stored: Checkpoint;
  #storedAtMs = performance.now();
  /** Up to here everything is in the rows, or had nothing for them. */
  #position: Position;
  #lastFolded: { position: Position; id: string | null };
  /** Since the last commit. */
  #foldedEvents = 0;

  constructor(database: WritableDatabase, projection: Projection, checkpoint: Checkpoint) {
    const { slot, generation, position, eventPosition, eventId } = checkpoint;
    this.#database = database;
    this.#projection = projection;
    this.#types = projection.filter.types && new Set(projection.filter.types);
    this.#rows = new RowWriter(database, projection, { generation, beside: slot === 'building' });
    this.#changes = new ChangeSet(projection.tables);
    this.#stored = checkpoint;
    this.#position = position;
    this.#lastFolded = { position: eventPosition, id: eventId };
  }

  /** Up to here rows can be read. */
  get position(): Position {
    return this.#position;
  }

  get checkpoint(): Checkpoint {
    return this.#stored;
  }

  /** Applies events, committing whenever enough have come together. @throws HandlerFailed with all before it in the rows. */
  async apply(events: readonly RecordedEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += EVENTS_PER_COMMIT) {
      try {
        this.fold(events.slice(from, from + EVENTS_PER_COMMIT));
      } catch (error) {
        await this.commitFolded();
        throw error;
      }
      if (this.#foldedEvents >= EVENTS_PER_COMMIT) await this.commitFolded();
    }
  }

  /** Takes events in without writing. Those that were, or are another projection's, are passed over. @throws HandlerFailed */
  fold(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.position <= this.#position || event.position <= this.#lastFolded.position) continue;
      if (this.#types && !this.#types.has(event.type)) continue;
      try {
        this.#changes.record((change) => this.#projection.handle(event, change));
      } catch (cause) {
        throw new HandlerFailed(event, cause);
      }
      this.#lastFolded = event;
      this.#foldedEvents += 1;
    }
  }

  /** Makes everything that was folded readable. */
  commitFolded(): Promise<void> {
    return this.commit(Math.max(this.#position, this.#lastFolded.position));
  }

  /** The same, up to a position that was looked at. Cheap when there is nothing to write. */
  commit(scannedTo: Position): Promise<void> {
    return commitTogether(this.#database, [this], scannedTo);
  }

  /** Stores a position that so far is known in memory only. */
  async flush(): Promise<void> {
    if (this.#stored.position < this.#position) await write(this.#database, [this], this.#position);
  }

  get hasChanges(): boolean {
    return !this.#changes.isEmpty;
  }

  get isStoringDue(): boolean {
    return this.#stored.position < this.#position && performance.now() - this.#storedAtMs >= IDLE_CHECKPOINT_MS;
  }

  /** Everything up to a position has been looked at, and had nothing for the rows. */
  passOver(scannedTo: Position): void {
    this.#foldedEvents = 0;
    this.#position = Math.max(this.#position, scannedTo);
  }

  /** What it takes to have everything up to a position in the rows. */
  write(scannedTo: Position): { move: Move; rows: CompiledQuery[]; done(): void } {
    const { position: eventPosition, id: eventId } = this.#lastFolded;
    const position = Math.max(this.#position, scannedTo);
    const to: Checkpoint = { ...this.#stored, position, eventPosition, eventId };
    const done = () => {
      this.#changes.clear();
      this.#foldedEvents = 0;
      this.#stored = to;
      this.#position = position;
      this.#storedAtMs = performance.now();
    };
    return { move: { from: this.#stored, to }, rows: this.#rows.statements(this.#changes), done };
  }
}

/**
 * Makes everything that was folded, of several projections, readable in one transaction. Where none has a change, their
 * positions move in memory and are stored now and then.
 * @param options.isStored whether positions that moved in memory alone are stored as well: others watch them.
 */
export async function commitTogether(
  database: WritableDatabase,
  appliers: readonly EventApplier[],
  scannedTo: Position,
  { isStored = false }: { isStored?: boolean } = {},
): Promise<void> {
  if (!appliers.some(({ hasChanges }) => hasChanges)) {
    for (const applier of appliers) applier.passOver(scannedTo);
    const isDue = appliers.some(
      ({ isStoringDue, checkpoint, position }) => isStoringDue || (isStored && checkpoint.position < position),
    );
    if (!isDue) return;
  }
  await write(database, appliers, scannedTo);
}

/** One statement for all checkpoints, before the rows: whoever finds one elsewhere has changed nothing. */
async function write(
  database: WritableDatabase,
  appliers: readonly EventApplier[],
  scannedTo: Position,
): Promise<void> {
  const writes = appliers.map((applier) => applier.write(scannedTo));
  const moves = writes.map(({ move }) => move);
  const statements = [
    moveCheckpoints(database.writer, database.rowSource, moves),
    ...writes.flatMap(({ rows }) => rows),
  ];
  await withPatience(database, () => database.writeTogether(statements, ([moved]) => requireMoved(moved!, moves)));
  for (const { done } of writes) done();
}

async function withPatience(database: WritableDatabase, write: () => Promise<void>): Promise<void> {
  for (const waitMs of RETRY_WAITS_MS) {
    try {
      return await write();
    } catch (error) {
      if (!database.isTransient(error)) throw error;
      await pause(waitMs);
    }
  }
  await write();
}
