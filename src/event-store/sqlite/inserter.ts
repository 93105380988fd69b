import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Position } from '../event-store.ts';
import type { EventRow } from './rows.ts';

const COLUMNS = 10;
/** Rows a statement: most of what there is to gain over one row at a time. */
const ROWS = 32;

/** Gathers rows and writes them many at a time. */
export class Inserter {
  readonly #many: StatementSync;
  readonly #one: StatementSync;
  #values: SQLInputValue[] = [];

  constructor(database: DatabaseSync) {
    const row = `(${Array(COLUMNS).fill('?').join()})`;
    const insert =
      'INSERT INTO event (position, previous, stream, revision, category, type, recorded_at, id, data, metadata) VALUES';
    this.#many = database.prepare(`${insert} ${Array(ROWS).fill(row).join()}`);
    this.#one = database.prepare(`${insert} ${row}`);
  }

  add(row: EventRow, ids: { previous: Position; stream: number; category: number; type: number }): void {
    this.#values.push(
      row.position,
      ids.previous,
      ids.stream,
      row.revision,
      ids.category,
      ids.type,
      row.recordedAtMs,
      row.id,
      row.data,
      row.metadata,
    );
    if (this.#values.length === ROWS * COLUMNS) {
      this.#many.run(...this.#values);
      this.#values = [];
    }
  }

  /** Writes what is left. Must come before anything in the transaction reads events, and before its end. */
  finish(): void {
    const values = this.#values;
    this.#values = [];
    for (let i = 0; i < values.length; i += COLUMNS) this.#one.run(...values.slice(i, i + COLUMNS));
  }
}
