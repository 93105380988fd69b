import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Revision, StoredEvent } from '../event-store.ts';
import type { StreamHead } from './names.ts';
import type { Direction, Pages } from './pages.ts';

export type ReadStreamOptions = { from?: Revision; direction?: Direction; maxCount?: number };

/** As `EventStore.read`, up to where the stream ended when it was asked for; no pages where there is no such stream. */
export function readStream(
  pages: Pages,
  end: StreamHead | undefined,
  options: ReadStreamOptions,
): AsyncIterable<StoredEvent[]> {
  // A copy: the writer moves the end on as it writes.
  return end ? upTo({ ...end }, pages, options) : noPages();
}

async function* upTo(
  stream: StreamHead,
  pages: Pages,
  { from, direction = 'forwards', maxCount = Number.POSITIVE_INFINITY }: ReadStreamOptions,
): AsyncGenerator<StoredEvent[]> {
  const forwards = direction === 'forwards';
  let [low, high] = forwards
    ? [Math.max(from ?? 0, 0), stream.revision]
    : [0, Math.min(from ?? stream.revision, stream.revision)];
  let left = maxCount;
  while (left > 0 && low <= high) {
    const events = pages.ofStream(stream, low, high, direction, left);
    if (events.length === 0) return;
    yield events;
    left -= events.length;
    const last = events.at(-1)!.revision;
    if (forwards) low = last + 1;
    else high = last - 1;
    if (left > 0 && low <= high) await nextTurn();
  }
}

async function* noPages(): AsyncGenerator<never> {}
