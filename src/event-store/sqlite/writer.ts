import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Appended, NO_STREAM, type Position, type Revision, WrongExpectedRevision } from '../event-store.ts';
import { Inserter } from './inserter.ts';
import { isMilestone, type StreamHead, type Streams, type Words } from './names.ts';
import type { Pages } from './pages.ts';
import type { EventRow, NewRow } from './rows.ts';

export type AppendRequest = { stream: string; rows: readonly NewRow[]; expectedRevision: Revision };
/** One answer a request, in the same order. `written` are the new rows: durable by the time anybody sees them. */
export type Flushed = { outcomes: (Appended | WrongExpectedRevision)[]; written: EventRow[] };

/** Turns everything that waits into one transaction and so into one sync. A conflict concerns its own request only. */
export class Writer {
  readonly #types: Words;
  readonly #streams: Streams;
  readonly #now: () => number;
  readonly #inserter: Inserter;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #pages: Pages;

  constructor(database: DatabaseSync, names: { types: Words; streams: Streams }, pages: Pages, now: () => number) {
    this.#types = names.types;
    this.#streams = names.streams;
    this.#now = now;
    this.#inserter = new Inserter(database);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#pages = pages;
  }

  /** @throws whatever SQLite throws: the outcome of the whole flush is then unknown, and the process must not go on. */
  flush(requests: readonly AppendRequest[], head: Position): Flushed {
    const recordedAtMs = this.#now();
    const written: EventRow[] = [];
    this.#begin.run();
    const outcomes = requests.map((request) => this.#append(request, head, recordedAtMs, written));
    this.#inserter.finish();
    if (written.length > 0) this.#streams.note(written.at(-1)!.position);
    this.#commit.run();
    return { outcomes, written };
  }

  #append(
    { stream, rows, expectedRevision }: AppendRequest,
    head: Position,
    recordedAtMs: number,
    written: EventRow[],
  ): Appended | WrongExpectedRevision {
    const known = this.#streams.find(stream);
    const actual = known?.revision ?? NO_STREAM;
    if (actual !== expectedRevision) {
      const repeated = known && this.#original(known, rows, expectedRevision);
      return repeated ?? new WrongExpectedRevision(stream, expectedRevision, actual);
    }
    if (known) this.#streams.verify(stream, known);
    const place = known ?? this.#streams.create(stream);
    let position = head + written.length;
    for (const { id, type, data, metadata } of rows) {
      const previous = place.position;
      position += 1;
      place.revision += 1;
      place.position = position;
      const row = { position, stream, revision: place.revision, type, recordedAtMs, id, data, metadata };
      this.#inserter.add(row, { previous, stream: place.id, category: place.category, type: this.#types.intern(type) });
      written.push(row);
      if (isMilestone(place.revision)) this.#streams.milestone(place);
    }
    this.#streams.moved(stream, place);
    return { revision: place.revision, position };
  }

  /** The answer that this very batch got before, if it did. An id belongs to one content, so ids are enough to tell. */
  #original(head: StreamHead, rows: readonly NewRow[], expectedRevision: Revision): Appended | undefined {
    const last = expectedRevision + rows.length;
    if (expectedRevision < NO_STREAM || last > head.revision) return undefined;
    this.#inserter.finish();
    const stored = this.#pages.ofStream(head, expectedRevision + 1, last, 'backwards', rows.length).toReversed();
    if (!rows.every((row, index) => row.id === stored[index]?.id)) return undefined;
    return { revision: last, position: stored.at(-1)!.position };
  }
}
