import { randomBytes } from 'node:crypto';
import {
  type EventStore,
  type FollowPage,
  type NewEvent,
  type Position,
  START,
  type StoredEvent,
  WrongExpectedRevision,
} from '../../../src/event-store/event-store.ts';

type Filter = { types?: readonly string[]; streamPrefixes?: readonly string[] };

/** Which part of a shared log is a test's own: streams by a prefix, and nothing that was there before. */
export type Corner = { prefix: string; base: Position };

export async function freeCorner(store: EventStore): Promise<Corner> {
  return { prefix: `t${randomBytes(5).toString('hex')}:`, base: await store.head() };
}

/** A store that looks empty within a log that is not: a server takes seconds to start, and there are many tests. */
export function inCorner(store: EventStore, { prefix, base }: Corner): EventStore {
  const named = (stream: string) => (stream === '' ? stream : prefix + stream);
  const filtered = (filter: Filter = {}) => ({
    ...filter,
    streamPrefixes: (filter.streamPrefixes ?? ['']).map((one) => prefix + one),
  });
  const inside = (position: Position) => (position <= base ? START : position);
  const outside = (position: Position) => Math.max(position, base);
  const toOurs = (event: StoredEvent) => ({ ...event, stream: event.stream.slice(prefix.length) });
  return {
    isShared: store.isShared,
    async append(stream: string, events: readonly NewEvent[], expected: number) {
      try {
        return await store.append(named(stream), events, expected);
      } catch (error) {
        throw error instanceof WrongExpectedRevision
          ? new WrongExpectedRevision(stream, expected, error.actual)
          : error;
      }
    },
    async *read(stream, options) {
      for await (const page of store.read(named(stream), options)) yield page.map(toOurs);
    },
    readAll({ after, from, direction, maxCount, filter } = {}) {
      const place =
        from === undefined ? { after: direction === 'backwards' ? after : outside(after ?? START) } : { from };
      return mapped(store.readAll({ ...place, direction, maxCount, filter: filtered(filter) }), (page) =>
        page.map(toOurs),
      );
    },
    follow({ after, filter, signal }) {
      const pages = store.follow({ after: outside(after), filter: filtered(filter), signal });
      return mapped(pages, (page: FollowPage) => ({
        ...page,
        events: page.events.map(toOurs),
        scannedTo: inside(page.scannedTo),
      }));
    },
    head: async () => inside(await store.head()),
    close: () => store.close(),
  };
}

async function* mapped<From, To>(pages: AsyncIterable<From>, map: (page: From) => To): AsyncGenerator<To> {
  for await (const page of pages) yield map(page);
}
