import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventFilter, type Position, START, type StoredEvent } from '../event-store.ts';
import type { Direction, Pages } from './pages.ts';

export type ReadAllOptions = {
  after?: Position;
  from?: Position;
  direction?: Direction;
  maxCount?: number;
  filter?: EventFilter;
};

/** As `EventStore.readAll`, up to a head. */
export async function* readLog(
  pages: Pages,
  head: Position,
  { after: behind, from, direction = 'forwards', maxCount = Number.POSITIVE_INFINITY, filter }: ReadAllOptions,
): AsyncGenerator<StoredEvent[]> {
  // Positions have no gaps here.
  const after = from === undefined ? behind : from - 1;
  const forwards = direction === 'forwards';
  const end = forwards ? head : START + 1;
  const read = pages.ofLog(filter, direction);
  let position = forwards ? (after ?? START) : Math.min(after ?? head + 1, head + 1);
  let left = maxCount;
  while (left > 0 && (forwards ? position < end : position > end)) {
    const page = read(position, end, left);
    if (page.events.length > 0) yield page.events;
    left -= page.events.length;
    position = page.scannedTo;
    // A long read lets everybody else have their turn.
    await nextTurn();
  }
}
