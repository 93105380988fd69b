import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Position, type Revision, START } from '../event-store.ts';
import type { StreamHead } from './names.ts';

type End = { revision: Revision; position: Position };

/**
 * Where streams end, for who reads the file beside its writer: what the writer has noted, and the events since. It notes
 * every few thousand events, so no more than that is held here.
 */
export class StreamEnds {
  readonly #sinceNoted = new Map<number, End>();
  #readTo: Position = START;
  #notedTo: Position = START;
  readonly #noted: StatementSync;
  readonly #behind: StatementSync;
  readonly #byName: StatementSync;

  constructor(database: DatabaseSync) {
    this.#noted = database.prepare('SELECT position FROM noted');
    this.#behind = database.prepare(
      'SELECT position, stream, revision FROM event WHERE position > ? ORDER BY position',
    );
    this.#byName = database.prepare('SELECT id, last_revision, last_position FROM stream WHERE name = ?');
  }

  /** As of now. A stream without events has no row. */
  find(name: string): StreamHead | undefined {
    this.#refresh();
    const row = this.#byName.get(name);
    if (!row) return undefined;
    const id = row.id as number;
    const noted = { revision: row.last_revision as Revision, position: row.last_position as Position };
    const since = this.#sinceNoted.get(id);
    // The row may have been noted after the look at the others.
    const end = since && since.revision > noted.revision ? since : noted;
    return { id, category: 0, ...end };
  }

  #refresh(): void {
    this.#forget(this.#noted.get()?.position as Position);
    for (const { position, stream, revision } of this.#behind.iterate(this.#readTo)) {
      this.#sinceNoted.set(stream as number, { revision: revision as Revision, position: position as Position });
      this.#readTo = position as Position;
    }
  }

  /** What is noted by now. */
  #forget(noted: Position): void {
    if (noted === this.#notedTo) return;
    this.#notedTo = noted;
    this.#readTo = Math.max(this.#readTo, noted);
    for (const [stream, { position }] of this.#sinceNoted) if (position <= noted) this.#sinceNoted.delete(stream);
  }
}
