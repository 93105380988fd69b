import { randomUUID } from 'node:crypto';
import {
  type EventFilter,
  type EventStore,
  EventTooLarge,
  type FollowPage,
  type JsonObject,
  type NewEvent,
  NO_STREAM,
  PositionBeyondHead,
  START,
  type StoredEvent,
  WrongExpectedRevision,
} from '../../src/event-store/event-store.ts';

export type StoreUnderTest = {
  store: EventStore;
  /** Closes and opens the same log again; absent where a log does not outlive its store. */
  reopen?: () => Promise<EventStore>;
  close: () => Promise<void>;
};

/** What every adapter must keep. Written against the port only; `makeStore` answers an empty store. */
export function eventStoreContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of an event store`, () => {
    let under: StoreUnderTest;
    let store: EventStore;
    beforeEach(async () => {
      under = await makeStore();
      store = under.store;
    });
    afterEach(() => under.close());

    describe('append', () => {
      it('answers the last revision and position of the batch', async () => {
        const first = await store.append('cart-1', events(3), NO_STREAM);
        const second = await store.append('cart-1', events(2), 2);
        expect([first.revision, second.revision]).toEqual([2, 4]);
        expect(second.position).toBeGreaterThan(first.position);
        expect(await store.head()).toBe(second.position);
      });

      it.each([0, 1, 5])('refuses a new stream at expected revision %d', async (expected) => {
        await expect(store.append('cart-1', events(1), expected)).rejects.toMatchObject({
          name: 'WrongExpectedRevision',
          stream: 'cart-1',
          expected,
          actual: NO_STREAM,
        });
      });

      it.each([NO_STREAM, 0, 1, 3, 9])('refuses a stream at revision 2 when told %d', async (expected) => {
        await store.append('cart-1', events(3), NO_STREAM);
        const refused = store.append('cart-1', events(1), expected);
        await expect(refused).rejects.toThrow(WrongExpectedRevision);
        await expect(refused).rejects.toMatchObject({ expected, actual: 2 });
        expect(await all(store.read('cart-1'))).toHaveLength(3);
      });

      it('answers a repeat of the identical batch as the first time and writes nothing', async () => {
        const [one, two] = [events(2), events(3)];
        const first = await store.append('cart-1', one, NO_STREAM);
        const second = await store.append('cart-1', two, 1);
        expect(await store.append('cart-1', one, NO_STREAM)).toEqual(first);
        expect(await store.append('cart-1', two, 1)).toEqual(second);
        expect(await all(store.readAll())).toHaveLength(5);
      });

      it('answers a batch and its repeat in the same turn alike', async () => {
        const batch = events(3);
        const [first, repeat] = await Promise.all(range(2).map(() => store.append('cart-1', batch, NO_STREAM)));
        expect(repeat).toEqual(first);
        expect(await all(store.readAll())).toHaveLength(3);
      });

      it('takes a repeat of the first part of a batch for a repeat', async () => {
        const batch = events(3);
        await store.append('cart-1', batch, NO_STREAM);
        expect(await store.append('cart-1', batch.slice(0, 2), NO_STREAM)).toMatchObject({ revision: 1 });
        expect(await all(store.readAll())).toHaveLength(3);
      });

      it('does not take a longer, a reordered or another batch for a repeat', async () => {
        const batch = events(2);
        await store.append('cart-1', batch, NO_STREAM);
        for (const other of [[...batch, ...events(1)], batch.toReversed(), [batch[0]!, ...events(1)], events(2)]) {
          await expect(store.append('cart-1', other, NO_STREAM)).rejects.toThrow(WrongExpectedRevision);
        }
        expect(await all(store.readAll())).toHaveLength(2);
      });

      it('writes the same ids again at a later, right revision: ids are not what makes an event unique', async () => {
        const batch = events(2);
        await store.append('cart-1', batch, NO_STREAM);
        expect(await store.append('cart-1', batch, 1)).toMatchObject({ revision: 3 });
      });

      it('lets exactly one of many concurrent writers at the same revision through', async () => {
        const results = await Promise.allSettled(range(30).map(() => store.append('cart-1', events(2), NO_STREAM)));
        const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
        expect(refused).toHaveLength(29);
        for (const reason of refused) expect(reason).toBeInstanceOf(WrongExpectedRevision);
        expect(await all(store.read('cart-1'))).toHaveLength(2);
      });

      it('lets a conflict in one stream hurt no other append of the same turn', async () => {
        await store.append('cart-3', events(1), NO_STREAM);
        const results = await Promise.allSettled(range(8).map((n) => store.append(`cart-${n}`, events(2), NO_STREAM)));
        expect(results.map((result) => result.status === 'fulfilled')).toEqual(range(8).map((n) => n !== 3));
        expect(await all(store.readAll())).toHaveLength(15);
      });

      it('takes successive batches of one stream in one turn, in their order', async () => {
        const answers = await Promise.all(range(5).map((n) => store.append('cart-1', events(2), n * 2 - 1)));
        expect(answers.map((answer) => answer.revision)).toEqual([1, 3, 5, 7, 9]);
      });

      it('refuses too many events or bytes, wholly, and takes large batches below that', async () => {
        await expect(store.append('cart-1', events(513), NO_STREAM)).rejects.toThrow(EventTooLarge);
        const heavy = [event({ text: 'x'.repeat(1_100_000) })];
        await expect(store.append('cart-1', heavy, NO_STREAM)).rejects.toThrow(EventTooLarge);
        expect(await store.head()).toBe(START);
        expect(await store.append('cart-1', events(512), NO_STREAM)).toMatchObject({ revision: 511 });
        expect(await store.append('cart-1', [event({ text: 'x'.repeat(400_000) })], 511)).toMatchObject({
          revision: 512,
        });
      });

      it('refuses what no store could hold', async () => {
        const [whole] = events(1);
        for (const [stream, batch] of [
          ['cart-1', []],
          ['', [whole]],
          ['cart-\u0000', [whole]],
          ['cart-1', [{ ...whole, id: 'not-a-uuid' }]],
          ['cart-1', [{ ...whole, type: '' }]],
        ] as [string, NewEvent[]][]) {
          await expect(store.append(stream, batch, NO_STREAM)).rejects.toThrow(TypeError);
        }
        expect(await store.head()).toBe(START);
      });

      it('stores what was handed over, whatever becomes of the objects afterwards', async () => {
        const data: JsonObject = { count: 1 };
        const appended = store.append('cart-1', [event(data)], NO_STREAM);
        data.count = 2;
        await appended;
        expect((await all(store.read('cart-1')))[0]?.data).toEqual({ count: 1 });
      });

      it.each(fidelity)('gives back %s exactly', async (_what, data) => {
        const written = { ...event(data), metadata: { nested: data, $correlationId: 'c' } };
        await store.append('cart-1', [written], NO_STREAM);
        const [read] = await all(store.read('cart-1'));
        expect(read).toMatchObject(written);
        expect(JSON.stringify(read?.data)).toBe(JSON.stringify(data));
        const [followed] = (await firstPage(store, START)).events;
        expect(followed).toEqual(read);
      });
    });

    describe('read', () => {
      beforeEach(async () => {
        await store.append('cart-1', events(4), NO_STREAM);
        await store.append('cart-2', events(2), NO_STREAM);
        await store.append('cart-1', events(6), 3);
      });

      it.each([
        [{}, range(10)],
        [{ from: 4 }, [4, 5, 6, 7, 8, 9]],
        [{ from: 4, maxCount: 2 }, [4, 5]],
        [{ from: 10 }, []],
        [{ maxCount: 0 }, []],
        [{ direction: 'backwards' }, range(10).toReversed()],
        [{ direction: 'backwards', maxCount: 1 }, [9]],
        [{ direction: 'backwards', from: 3 }, [3, 2, 1, 0]],
        [{ direction: 'backwards', from: 3, maxCount: 2 }, [3, 2]],
        [{ direction: 'backwards', from: 99, maxCount: 1 }, [9]],
      ] as const)('%j answers the revisions %j', async (options, revisions) => {
        const read = await all(store.read('cart-1', options));
        expect(read.map((event) => event.revision)).toEqual(revisions);
        expect(read.every((event) => event.stream === 'cart-1')).toBe(true);
      });

      it('answers no pages for a stream that does not exist', async () => {
        expect(await pagesOf(store.read('cart-9'))).toEqual([]);
        expect(await pagesOf(store.read('cart-9', { direction: 'backwards' }))).toEqual([]);
      });

      it('says of each event where it is and when it came', async () => {
        const [first] = await all(store.read('cart-2'));
        expect(first).toMatchObject({ stream: 'cart-2', revision: 0, type: 'Added' });
        expect(first?.position).toBeGreaterThan(0);
        expect(new Date(first!.recordedAt).toISOString()).toBe(first!.recordedAt);
      });

      it('leaves nothing out when events are large', async () => {
        for (const n of range(10)) await store.append('cart-3', [event({ text: 'x'.repeat(900_000) })], n - 1);
        const revisions = async (direction: 'forwards' | 'backwards') =>
          (await all(store.read('cart-3', { direction }))).map((each) => each.revision);
        expect(await revisions('forwards')).toEqual(range(10));
        expect(await revisions('backwards')).toEqual(range(10).toReversed());
      });

      it('may be left early', async () => {
        for await (const page of store.read('cart-1')) {
          expect(page[0]?.revision).toBe(0);
          break;
        }
        expect(await store.append('cart-1', events(1), 9)).toMatchObject({ revision: 10 });
      });
    });

    describe('readAll', () => {
      it('answers nothing of an empty store', async () => {
        expect(await pagesOf(store.readAll())).toEqual([]);
        expect(await pagesOf(store.readAll({ direction: 'backwards' }))).toEqual([]);
        expect(await store.head()).toBe(START);
      });

      it('goes forwards behind and backwards before a position', async () => {
        const written = await writeMixed(store);
        const half = written[9]!.position;
        const places = async (options: Parameters<EventStore['readAll']>[0]) =>
          (await all(store.readAll(options))).map((event) => event.position);
        const positions = written.map((event) => event.position);
        expect(await places({})).toEqual(positions);
        expect(await places({ after: half })).toEqual(positions.slice(10));
        expect(await places({ after: half, maxCount: 3 })).toEqual(positions.slice(10, 13));
        expect(await places({ direction: 'backwards' })).toEqual(positions.toReversed());
        expect(await places({ direction: 'backwards', after: half })).toEqual(positions.slice(0, 9).toReversed());
        expect(await places({ direction: 'backwards', maxCount: 2 })).toEqual(positions.slice(-2).toReversed());
        expect(await places({ after: positions.at(-1)! })).toEqual([]);
        expect(await places({ from: half })).toEqual(positions.slice(9));
        expect(await places({ from: half, maxCount: 1 })).toEqual([half]);
        expect(await places({ from: positions.at(-1)! + 1 })).toEqual([]);
      });

      it.each(filters)('filters by %j', async (filter) => {
        const written = await writeMixed(store);
        const expected = written.filter((event) => passes(event, filter));
        expect(await all(store.readAll({ filter }))).toEqual(expected);
        expect(await all(store.readAll({ filter, direction: 'backwards' }))).toEqual(expected.toReversed());
        expect(await all(store.readAll({ filter, maxCount: 2 }))).toEqual(expected.slice(0, 2));
      });

      it('stops at the end as of the call', async () => {
        await store.append('cart-1', events(3), NO_STREAM);
        const reading = store.readAll();
        await store.append('cart-1', events(3), 2);
        expect(await all(reading)).toHaveLength(3);
      });

      it('cuts long reads into pages of at most 1,000 events', async () => {
        await fill(store, 2_500);
        const pages = await pagesOf(store.readAll());
        expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(1_000);
        expect(pages.flat()).toHaveLength(2_500);
        expect(await all(store.readAll({ maxCount: 1_500 }))).toHaveLength(1_500);
      });
    });

    describe('follow', () => {
      it('says at once that there is nothing new', async () => {
        expect(await firstPage(store, START)).toEqual({ events: [], scannedTo: START, caughtUp: true });
      });

      it('gives what is there, then what comes, once and in order', async () => {
        await fill(store, 2_300);
        const following = follow(store, { after: START });
        await following.until(2_300);
        await store.append('late-1', events(3), NO_STREAM);
        await following.until(2_303);
        await following.stop();
        expectUnbroken(following.events);
        expect(following.pages.every((page) => page.events.length <= 1_000)).toBe(true);
        expect(following.pages.at(-1)).toMatchObject({ caughtUp: true, scannedTo: await store.head() });
      });

      it('begins behind the position it is given', async () => {
        const written = await writeMixed(store);
        const following = follow(store, { after: written[6]!.position });
        await following.until(written.length - 7);
        await following.stop();
        expect(following.events).toEqual(written.slice(7));
      });

      it.each(filters)('filters by %j, and moves on over what is left out', async (filter) => {
        const written = await writeMixed(store);
        const following = follow(store, { after: START, filter });
        await following.upTo(written.at(-1)!.position);
        const more = await writeMixed(store, 'again');
        await following.upTo(more.at(-1)!.position);
        await following.stop();
        expect(following.events).toEqual([...written, ...more].filter((event) => passes(event, filter)));
      });

      it('learns of types and streams that did not exist when it began', async () => {
        const following = follow(store, { after: START, filter: { types: ['New'], streamPrefixes: ['fresh-'] } });
        await store.append('fresh-1', [{ ...event({}), type: 'New' }], NO_STREAM);
        await following.until(1);
        await following.stop();
      });

      it('wakes upon the acknowledgement', async () => {
        const following = follow(store, { after: START });
        await following.upTo(START);
        await store.append('cart-1', events(1), NO_STREAM);
        await following.until(1);
        await following.stop();
      });

      it('misses nothing and gives nothing twice while many write', async () => {
        const followers = range(5).map(() => follow(store, { after: START }));
        await Promise.all(
          range(20).map(async (writer) => {
            for (const turn of range(10)) await store.append(`cart-${writer}`, events(3), turn * 3 - 1);
          }),
        );
        const late = follow(store, { after: START });
        for (const following of [...followers, late]) {
          await following.until(600);
          await following.stop();
          expectUnbroken(following.events);
          expect(new Set(following.events.map((event) => event.position)).size).toBe(600);
        }
      });

      it('ends quietly when told to, whether it waits or reads', async () => {
        await fill(store, 1_200);
        const waiting = follow(store, { after: await store.head() });
        await waiting.upTo(await store.head());
        await waiting.stop();
        const controller = new AbortController();
        let pages = 0;
        for await (const _page of store.follow({ after: START, signal: controller.signal })) {
          pages += 1;
          controller.abort();
        }
        expect(pages).toBe(1);
        for await (const _page of store.follow({ after: START, signal: AbortSignal.abort() }))
          throw new Error('a page');
      });

      it('ends its followers when the store closes', async () => {
        const following = follow(store, { after: START });
        await following.upTo(START);
        await store.close();
        await following.ended;
      });

      it('refuses a position that it never gave out', async () => {
        const { position } = await store.append('cart-1', events(2), NO_STREAM);
        await expect(firstPage(store, position + 1_000)).rejects.toThrow(PositionBeyondHead);
      });
    });

    describe('opened again', () => {
      it('still holds everything, and goes on where it was', async () => {
        if (!under.reopen) return;
        const before = await writeMixed(store);
        const batch = events(2);
        const answer = await store.append('cart-9', batch, NO_STREAM);
        store = await under.reopen();
        expect((await all(store.readAll())).slice(0, -2)).toEqual(before);
        expect(await store.head()).toBe(answer.position);
        expect(await store.append('cart-9', batch, NO_STREAM)).toEqual(answer);
        await expect(store.append('cart-9', events(1), NO_STREAM)).rejects.toThrow(WrongExpectedRevision);
        const next = await store.append('cart-9', events(1), 1);
        expect(next.revision).toBe(2);
        expect(next.position).toBeGreaterThan(answer.position);
      });

      it('finishes the appends under way before it closes', async () => {
        const appending = store.append('cart-1', events(2), NO_STREAM);
        await store.close();
        expect(await appending).toMatchObject({ revision: 1 });
      });
    });
  });
}

const fidelity: [string, JsonObject][] = [
  ['emoji and right-to-left text', { name: '👩‍💻 שלום مرحبا', combining: 'e\u0301' }],
  ['control characters and half a surrogate pair', { text: 'a\u0000b\u001f\u2028"\\', half: '\ud800' }],
  ['nesting, nulls and empty things', { a: { b: [null, [], {}, [{ c: null }]] }, d: '', e: false }],
  ['numbers', { zero: 0, small: 5e-324, large: 1.7976931348623157e308, safe: 9007199254740991, third: 1 / 3 }],
  ['unusual keys', JSON.parse('{"__proto__": 1, "": 2, "10": 3, "9": 4, "constructor": {"x": 5}}')],
];

const filters: EventFilter[] = [
  { types: ['Added'] },
  { types: ['Added', 'Removed'] },
  { types: [] },
  { types: ['Unheard'] },
  { streamPrefixes: ['cart-'] },
  { streamPrefixes: ['cart-1'] },
  { streamPrefixes: ['ca'] },
  { streamPrefixes: ['cart-2', 'order-'] },
  { streamPrefixes: ['nothing-'] },
  { types: ['Removed'], streamPrefixes: ['cart-'] },
];

function passes({ type, stream }: StoredEvent, { types, streamPrefixes }: EventFilter): boolean {
  return (types?.includes(type) ?? true) && (streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true);
}

/** Two types over streams whose names share beginnings; answers all that was written. */
async function writeMixed(store: EventStore, suffix = 'x'): Promise<StoredEvent[]> {
  const after = await store.head();
  const streams = ['cart-1', 'cart-12', 'cart-2', 'cartoon-1', 'order-1', 'cart'].map((name) => `${name}${suffix}`);
  for (const stream of [...streams, 'cart-']) {
    const batch = events(3).map((event, index) => ({ ...event, type: ['Added', 'Removed', 'Paid'][index]! }));
    const [last] = await all(store.read(stream, { direction: 'backwards', maxCount: 1 }));
    await store.append(stream, batch, last?.revision ?? NO_STREAM);
  }
  return all(store.readAll({ after }));
}

async function fill(store: EventStore, count: number): Promise<void> {
  for (let written = 0; written < count; written += 500) {
    await store.append('bulk-1', events(Math.min(500, count - written)), written - 1);
  }
}

export function event(data: JsonObject = {}): NewEvent {
  return { id: randomUUID(), type: 'Added', data, metadata: { account: 'acme' } };
}

export function events(count: number): NewEvent[] {
  return range(count).map((n) => event({ n }));
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

export async function pagesOf<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const read: Page[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

export async function all<Event>(pages: AsyncIterable<Event[]>): Promise<Event[]> {
  return (await pagesOf(pages)).flat();
}

export async function firstPage(store: EventStore, after: number): Promise<FollowPage> {
  for await (const page of store.follow({ after, signal: new AbortController().signal })) return page;
  throw new Error('the follower ended');
}

/** A follower on its own, and ways to wait for it. */
export function follow(store: EventStore, options: { after: number; filter?: EventFilter }) {
  const controller = new AbortController();
  const pages: FollowPage[] = [];
  const collected: StoredEvent[] = [];
  const ended = (async () => {
    for await (const page of store.follow({ ...options, signal: controller.signal })) {
      pages.push(page);
      collected.push(...page.events);
    }
  })();
  const when = async (reached: () => boolean) => {
    const giveUpAt = performance.now() + 60_000;
    while (!reached()) {
      if (performance.now() > giveUpAt) throw new Error(`The follower stopped at ${JSON.stringify(pages.at(-1))}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  return {
    pages,
    events: collected,
    ended,
    until: (count: number) => when(() => collected.length >= count),
    upTo: (position: number) => when(() => (pages.at(-1)?.scannedTo ?? -1) >= position),
    stop: async () => {
      controller.abort();
      await ended;
    },
  };
}

/** Positions only grow, and every stream's revisions come one by one. */
function expectUnbroken(events: StoredEvent[]): void {
  const next = new Map<string, number>();
  let position = 0;
  for (const event of events) {
    expect(event.position).toBeGreaterThan(position);
    expect(event.revision).toBe(next.get(event.stream) ?? 0);
    position = event.position;
    next.set(event.stream, event.revision + 1);
  }
}
