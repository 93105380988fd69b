import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedEvent } from '../event-store/event-log.ts';
import type { Position } from '../event-store/event-store.ts';
import { ChangeSet } from './change-set.ts';
import { advanceCheckpoint, type Checkpoint, requireMoved } from './checkpoints.ts';
import type { Projection } from './projection.ts';
import type { WritableDatabase } from './read-database.ts';
import { RowWriter } from './row-writer.ts';

/** Events a transaction while catching up. */
export const EVENTS_PER_COMMIT = 1_000;
/** How often a checkpoint is stored that nothing but passed-over events has moved. */
const IDLE_CHECKPOINT_MS = 1_000;
/** Waits between tries of a commit that the database may yet accept; about six seconds in all. */
const RETRY_WAITS_MS = [25, 50, 100, 200, 400, 800, 1_600, 3_000] as const;

/** A handler could not make sense of an event. */
export class HandlerFailed extends Error {
  override name = 'HandlerFailed';

  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`${event.type} at position ${event.position}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Turns events into one projection's rows. Rows and checkpoint commit together, and an event counts once. */
export class EventApplier {
  readonly #database: WritableDatabase;
  readonly #projection: Projection;
  readonly #rows: RowWriter;
  readonly #changes: ChangeSet;
  /** As the database has it. */
  #stored: Checkpoint;
  #storedAtMs = performance.now();
  /** Up to here everything is in the rows, or had nothing for them. */
  #position: Position;
  #lastFolded: { position: Position; id: string | null };
  #foldedEvents = 0;

  constructor(database: WritableDatabase, projection: Projection, checkpoint: Checkpoint) {
    const { slot, generation, position, eventPosition, eventId } = checkpoint;
    this.#database = database;
    this.#projection = projection;
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
    for (const event of events) {
      if (event.position <= this.#position || event.position <= this.#lastFolded.position) continue;
      try {
        this.#changes.record((change) => this.#projection.handle(event, change));
      } catch (cause) {
        await this.commit(Math.max(this.#position, this.#lastFolded.position));
        throw new HandlerFailed(event, cause);
      }
      this.#lastFolded = event;
      this.#foldedEvents += 1;
      if (this.#foldedEvents >= EVENTS_PER_COMMIT) await this.commit(event.position);
    }
  }

  /** Makes everything applied so far readable. Cheap when there is nothing to write. */
  async commit(scannedTo: Position): Promise<void> {
    this.#foldedEvents = 0;
    if (!this.#changes.isEmpty) await this.#write(scannedTo);
    this.#position = Math.max(this.#position, scannedTo);
    if (performance.now() - this.#storedAtMs >= IDLE_CHECKPOINT_MS) await this.flush();
  }

  /** Stores a position that so far is known in memory only. */
  async flush(): Promise<void> {
    if (this.#stored.position < this.#position) await this.#write(this.#position);
  }

  async #write(position: Position): Promise<void> {
    const { position: eventPosition, id: eventId } = this.#lastFolded;
    const next: Checkpoint = { ...this.#stored, position, eventPosition, eventId };
    const statements = [
      advanceCheckpoint(this.#database.writer, this.#stored, next),
      ...this.#rows.statements(this.#changes),
    ];
    await this.#withPatience(() =>
      this.#database.writeTogether(statements, ([moved]) => requireMoved(moved!, this.#stored)),
    );
    this.#changes.clear();
    this.#stored = next;
    this.#storedAtMs = performance.now();
  }

  async #withPatience(write: () => Promise<void>): Promise<void> {
    for (const waitMs of RETRY_WAITS_MS) {
      try {
        return await write();
      } catch (error) {
        if (!this.#database.isTransient(error)) throw error;
        await pause(waitMs);
      }
    }
    await write();
  }
}
