import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src/common/ids.ts';
import { type EventStore, NO_STREAM, type StoredEvent } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';

const STREAMS = 30;
/** More than two milestones a stream, and more in all than is noted at once. */
const EVENTS_A_STREAM = 300;
const BATCH = 50;

const nameOf = (stream: number): string => `cart-${stream}`;

async function fill(store: EventStore, from: number, to: number): Promise<void> {
  for (let revision = from; revision < to; revision += BATCH) {
    const batch = (stream: number) =>
      Array.from({ length: BATCH }, (_, index) => ({
        id: newId(),
        type: 'Added',
        data: { stream, revision: revision + index },
        metadata: {},
      }));
    await Promise.all(
      Array.from({ length: STREAMS }, (_, stream) =>
        store.append(nameOf(stream), batch(stream), revision === 0 ? NO_STREAM : revision - 1),
      ),
    );
  }
}

async function revisions(pages: AsyncIterable<StoredEvent[]>): Promise<number[]> {
  const found: number[] = [];
  for await (const page of pages)
    for (const { data, revision } of page) {
      expect(data.revision).toBe(revision);
      found.push(revision);
    }
  return found;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('Long streams side by side in one file', () => {
  let folder: string;
  let store: EventStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatledger-streams-'));
    store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
    await fill(store, 0, EVENTS_A_STREAM);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it.each([0, 1, 127, 128, 129, 255, 256, 299])('read forwards from %i', async (from) => {
    expect(await revisions(store.read(nameOf(7), { from }))).toEqual(range(from, EVENTS_A_STREAM));
    expect(await revisions(store.read(nameOf(7), { from, maxCount: 5 }))).toEqual(
      range(from, Math.min(from + 5, EVENTS_A_STREAM)),
    );
  });

  it.each([0, 1, 127, 128, 129, 255, 256, 299])('read backwards from %i', async (from) => {
    const backwards = range(0, from + 1).toReversed();
    expect(await revisions(store.read(nameOf(7), { from, direction: 'backwards' }))).toEqual(backwards);
    expect(await revisions(store.read(nameOf(7), { from, direction: 'backwards', maxCount: 3 }))).toEqual(
      backwards.slice(0, 3),
    );
  });

  it('end where they ended, and go on, after the file is opened again', async () => {
    await store.close();
    store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
    for (const stream of [0, 13, STREAMS - 1]) {
      expect(await revisions(store.read(nameOf(stream)))).toEqual(range(0, EVENTS_A_STREAM));
    }
    await fill(store, EVENTS_A_STREAM, EVENTS_A_STREAM + BATCH);
    expect(await revisions(store.read(nameOf(13)))).toEqual(range(0, EVENTS_A_STREAM + BATCH));
  });
});
