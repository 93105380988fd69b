import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { EventFilter, Position, Revision, StoredEvent } from '../event-store.ts';
import { reading } from './file-error.ts';
import { CompiledFilter } from './filter.ts';
import { MILESTONE_EVENTS, type StreamHead, type StreamNames, type Words } from './names.ts';
import { toStoredEvent } from './rows.ts';

/** A page ends at whichever limit comes first; the event that goes over the bytes is still in it. */
const PAGE_EVENTS = 1_000;
const PAGE_BYTES = 4 * 1_024 * 1_024;
/** Positions looked through for one page of a filtered read: a few milliseconds, whatever the filter leaves out. */
const SCAN_WINDOW = 10_000;

const COLUMNS = 'position, stream, revision, type, recorded_at, id, data, metadata';

export type Direction = 'forwards' | 'backwards';
/** `scannedTo`: the last position or revision looked at in the direction of reading. */
export type Page = { events: StoredEvent[]; scannedTo: number };
/** Reads towards an inclusive end, beginning behind (or, backwards, before) a position. */
export type LogReader = (after: Position, end: Position, maxCount: number) => Page;

/** Reads pages from the file. Each is one short statement: no snapshot is held while a reader thinks. */
export class Pages {
  readonly #database: DatabaseSync;
  readonly #types: Words;
  readonly #categories: Words;
  readonly #streams: Pick<StreamNames, 'nameOf'>;
  readonly #ofStream: Record<Direction, StatementSync>;
  readonly #milestoneFrom: StatementSync;

  constructor(
    database: DatabaseSync,
    names: { types: Words; categories: Words; streams: Pick<StreamNames, 'nameOf'> },
  ) {
    this.#database = database;
    this.#types = names.types;
    this.#categories = names.categories;
    this.#streams = names.streams;
    const chain = `WITH RECURSIVE chain (at, previous, revision) AS (
         SELECT position, previous, revision FROM event WHERE position = ?1
         UNION ALL
         SELECT event.position, event.previous, event.revision
         FROM chain JOIN event ON event.position = chain.previous
         WHERE chain.revision > ?2
       )`;
    const columns = COLUMNS.replaceAll(/\w+/g, 'event.$&');
    this.#ofStream = {
      backwards: this.#prepare(
        `${chain} SELECT ${columns} FROM chain CROSS JOIN event ON event.position = chain.at WHERE chain.revision <= ?3`,
      ),
      // Turned round before the payloads are read, so that a page that is cut short lacks its end and not its beginning.
      forwards: this.#prepare(
        `${chain} SELECT ${columns}
         FROM (SELECT at FROM chain WHERE revision <= ?3 ORDER BY revision LIMIT ${MILESTONE_EVENTS}) AS place
         CROSS JOIN event ON event.position = place.at`,
      ),
    };
    this.#milestoneFrom = database.prepare(
      'SELECT position FROM milestone WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT 1',
    );
  }

  /** A page of one stream; both revisions inclusive, and no higher than the stream's last. */
  ofStream(head: StreamHead, low: Revision, high: Revision, direction: Direction, maxCount: number): StoredEvent[] {
    if (direction === 'backwards') {
      return this.#walk(direction, head, Math.max(low, high - maxCount + 1, high - PAGE_EVENTS + 1), high);
    }
    const stretchEnd = low - (low % MILESTONE_EVENTS) + MILESTONE_EVENTS - 1;
    return this.#walk(direction, head, low, Math.min(high, stretchEnd, low + maxCount - 1));
  }

  /** From the nearest event whose position is known, back along the stream. */
  #walk(direction: Direction, head: StreamHead, low: Revision, high: Revision): StoredEvent[] {
    return reading(() => {
      const anchor = high === head.revision ? undefined : this.#milestoneFrom.get(head.id, high);
      const from = (anchor?.position as Position | undefined) ?? head.position;
      return this.#collect(this.#ofStream[direction].iterate(from, low, high)).events;
    });
  }

  /** A reader of the whole log that keeps its prepared statement for as long as the filter means the same ids. */
  ofLog(filter: EventFilter | undefined, direction: Direction): LogReader {
    const compiled = new CompiledFilter(filter);
    const window = filter ? SCAN_WINDOW : Number.POSITIVE_INFINITY;
    let statement: StatementSync | undefined;
    let words = -1;
    const prepared = (): StatementSync => {
      const known = this.#types.size + this.#categories.size;
      if (statement && (words === known || !filter)) return statement;
      words = known;
      statement = this.#prepare(
        `SELECT ${COLUMNS} FROM event WHERE position BETWEEN ? AND ? ${compiled.condition(this.#types, this.#categories)}
         ORDER BY position ${direction === 'forwards' ? '' : 'DESC'} LIMIT ?`,
      );
      return statement;
    };
    return (after, end, maxCount) => {
      const limit = Math.min(maxCount, PAGE_EVENTS);
      const [low, high, edge] =
        direction === 'forwards'
          ? [after + 1, Math.min(end, after + window), Math.min(end, after + window)]
          : [Math.max(end, after - window), after - 1, Math.max(end, after - window)];
      const { events, rows, bytes, last } = reading(() =>
        this.#collect(prepared().iterate(low, high, limit), compiled),
      );
      const cutShort = rows === limit || bytes > PAGE_BYTES;
      return { events, scannedTo: cutShort ? last : edge };
    };
  }

  /** The statement is left early once the bytes suffice, which resets it. */
  #collect(rows: Iterable<unknown>, filter?: CompiledFilter) {
    const events: StoredEvent[] = [];
    let [count, bytes, last] = [0, 0, 0];
    for (const row of rows as Iterable<SQLOutputValue[]>) {
      const named = { stream: this.#streams.nameOf(row[1] as number), type: this.#types.nameOf(row[3] as number) };
      const [data, metadata] = [row[6] as string, row[7] as string];
      count += 1;
      last = row[0] as number;
      bytes += data.length + metadata.length;
      if (!filter || filter.matches(named)) {
        events.push(
          toStoredEvent({
            position: last,
            stream: named.stream,
            revision: row[2] as number,
            type: named.type,
            recordedAtMs: row[4] as number,
            id: row[5] as string,
            data,
            metadata,
          }),
        );
      }
      if (bytes > PAGE_BYTES) break;
    }
    return { events, rows: count, bytes, last };
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}
