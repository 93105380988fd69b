import type { Position, StoredEvent } from '../event-store.ts';
import { type EventRow, toStoredEvent } from './rows.ts';

/** What a row costs beside its text: objects, names, numbers. A guess on the high side. */
const ROW_OVERHEAD_BYTES = 400;

type Slot = { row: EventRow; event: StoredEvent | undefined };

/**
 * The most recent events, so that followers at the tail neither read nor parse what was written a moment ago. Positions
 * are gapless, so an event's slot is its position modulo the capacity. A row is parsed when the first follower asks, and
 * that one object is shared by all of them: events are read, never changed.
 */
export class Ring {
  readonly #slots: (Slot | undefined)[];
  readonly #maxBytes: number;
  #bytes = 0;
  /** Both inclusive; empty while `#first > #last`. */
  #first: Position;
  #last: Position;

  constructor(head: Position, limits: { count: number; bytes: number }) {
    this.#slots = new Array<Slot | undefined>(limits.count);
    this.#maxBytes = limits.bytes;
    this.#first = head + 1;
    this.#last = head;
  }

  push(row: EventRow): void {
    if (row.position - this.#first >= this.#slots.length) this.#dropFirst();
    this.#slots[row.position % this.#slots.length] = { row, event: undefined };
    this.#last = row.position;
    this.#bytes += bytesOf(row);
    while (this.#bytes > this.#maxBytes && this.#first < this.#last) this.#dropFirst();
  }

  /** Whether everything behind a position is still here. */
  reaches(after: Position): boolean {
    return after >= this.#first - 1;
  }

  row(position: Position): EventRow {
    return this.#slot(position).row;
  }

  event(position: Position): StoredEvent {
    const slot = this.#slot(position);
    slot.event ??= toStoredEvent(slot.row);
    return slot.event;
  }

  #slot(position: Position): Slot {
    return this.#slots[position % this.#slots.length]!;
  }

  #dropFirst(): void {
    const index = this.#first % this.#slots.length;
    this.#bytes -= bytesOf(this.#slots[index]!.row);
    this.#slots[index] = undefined;
    this.#first += 1;
  }
}

/** UTF-16 length stands for bytes: right for nearly all of our text, and within twice of it for the rest. */
function bytesOf(row: EventRow): number {
  return row.data.length + row.metadata.length + ROW_OVERHEAD_BYTES;
}
