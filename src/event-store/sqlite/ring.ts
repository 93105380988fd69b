import type { Position, StoredEvent } from '../event-store.ts';
import { type EventRow, toStoredEvent } from './rows.ts';

/** What an event takes in memory beside its text: objects, names, numbers. A guess on the high side. */
const OVERHEAD_BYTES = 600;

type Slot = { held: EventRow | StoredEvent; bytes: number };

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
    const bytes = bytesOf(row);
    this.#slots[row.position % this.#slots.length] = { held: row, bytes };
    this.#last = row.position;
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes && this.#first < this.#last) this.#dropFirst();
  }

  /** Whether everything behind a position is still here. */
  reaches(after: Position): boolean {
    return after >= this.#first - 1;
  }

  /** What a filter asks about. */
  named(position: Position): { type: string; stream: string } {
    return this.#slot(position).held;
  }

  event(position: Position): StoredEvent {
    const slot = this.#slot(position);
    if ('recordedAt' in slot.held) return slot.held;
    const event = toStoredEvent(slot.held);
    slot.held = event;
    return event;
  }

  #slot(position: Position): Slot {
    return this.#slots[position % this.#slots.length]!;
  }

  #dropFirst(): void {
    const index = this.#first % this.#slots.length;
    this.#bytes -= this.#slots[index]!.bytes;
    this.#slots[index] = undefined;
    this.#first += 1;
  }
}

/** Text takes about as much again once it is parsed. */
function bytesOf(row: EventRow): number {
  return 2 * (row.data.length + row.metadata.length) + OVERHEAD_BYTES;
}
