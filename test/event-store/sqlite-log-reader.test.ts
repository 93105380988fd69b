import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FollowPage, NO_STREAM, PositionBeyondHead, START } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { openSqliteLogReader, type SqliteLogReader } from '../../src/event-store/sqlite/sqlite-log-reader.ts';

let dir: string;
let store: SqliteEventStore;
let reader: SqliteLogReader;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'seatledger-reader-'));
  const file = join(dir, 'events.sqlite');
  store = openSqliteEventStore({ file });
  reader = openSqliteLogReader({ file, appended: store.appended.shared });
});
afterEach(async () => {
  await reader.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const append = (type: string, stream = `thing-${randomUUID()}`) =>
  store.append(stream, [{ id: randomUUID(), type, data: { type }, metadata: {} }], NO_STREAM);

async function* typesOf(pages: AsyncIterable<FollowPage>): AsyncGenerator<string> {
  for await (const { events } of pages) for (const { type } of events) yield type;
}

it('reads what the store has, forwards and backwards', async () => {
  for (const type of ['A', 'B', 'C']) await append(type);
  const read = async (events: AsyncIterable<{ type: string }[]>) => {
    const types: string[] = [];
    for await (const page of events) types.push(...page.map(({ type }) => type));
    return types;
  };
  expect(await read(reader.readAll())).toEqual(['A', 'B', 'C']);
  expect(await read(reader.readAll({ direction: 'backwards', maxCount: 2 }))).toEqual(['C', 'B']);
  expect(await read(reader.readAll({ from: 2, maxCount: 1 }))).toEqual(['B']);
  expect(await reader.head()).toBe(3);
});

it('hears of each append, also of types and streams that came into being later', async () => {
  const stop = new AbortController();
  const all = typesOf(reader.follow({ after: START, signal: stop.signal }));
  const some = typesOf(reader.follow({ after: START, filter: { types: ['New', 'Newer'] }, signal: stop.signal }));
  for (const type of ['Old', 'New', 'Old', 'Newer']) {
    const next = all.next();
    await append(type);
    expect((await next).value).toBe(type);
  }
  expect([(await some.next()).value, (await some.next()).value]).toEqual(['New', 'Newer']);
  const waiting = all.next();
  stop.abort();
  expect((await waiting).done).toBe(true);
});

it('tells when it has caught up, and when a position is none of this log', async () => {
  await append('A');
  const stop = new AbortController();
  for await (const page of reader.follow({ after: 1, signal: stop.signal })) {
    expect(page).toEqual({ events: [], scannedTo: 1, caughtUp: true });
    break;
  }
  const beyond = reader.follow({ after: 2, signal: stop.signal });
  await expect(beyond.next()).rejects.toThrow(PositionBeyondHead);
});

it('ends its followers when it is closed', async () => {
  const pages = reader.follow({ after: START, signal: new AbortController().signal });
  await pages.next();
  const waiting = pages.next();
  await reader.close();
  expect((await waiting).done).toBe(true);
});

it('reads single streams of any length while they are written, ends that are not noted yet included', async () => {
  const one = (index: number) => ({ id: randomUUID(), type: 'One', data: { index }, metadata: {} });
  const read = async (options?: Parameters<SqliteLogReader['read']>[1]) => {
    const found: unknown[] = [];
    for await (const page of reader.read('thing-long', options)) found.push(...page.map(({ data }) => data.index));
    return found;
  };
  expect(await read()).toEqual([]);
  // More than the writer leaves unnoted, in turns with another stream.
  const [batch, batches] = [500, 11];
  for (let from = 0; from < batch * batches; from += batch) {
    const events = Array.from({ length: batch }, (_, index) => one(from + index));
    await store.append('thing-long', events, from - 1);
    await append('Between', 'thing-other').catch(() => undefined);
    expect(await read({ from: from + batch - 3 })).toEqual([from + batch - 3, from + batch - 2, from + batch - 1]);
  }
  expect(await read({ from: 126, maxCount: 4 })).toEqual([126, 127, 128, 129]);
  expect(await read({ direction: 'backwards', maxCount: 2 })).toEqual([5_499, 5_498]);
  expect((await read()).length).toBe(5_500);
});
