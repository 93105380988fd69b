import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_STREAM, EventLog, type RecordedEvent, type Upcasters } from '../../src/event-store/event-log.ts';
import { NO_STREAM, START } from '../../src/event-store/event-store.ts';
import { CHAIN_START } from '../../src/event-store/hash-chain.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { all } from './contract.ts';
import { MemoryKeys, metadata } from './fixtures.ts';

const added = {
  id: 'a3f0c8de-0000-4000-8000-000000000101',
  type: 'UserAdded',
  data: {
    accountId: 'acme',
    email: 'ann@example.com',
    firstName: 'Ann',
    lastName: 'Ash',
    externalId: null,
    role: 'agent',
  },
};
const started = {
  id: 'a3f0c8de-0000-4000-8000-000000000102',
  type: 'CartOpened',
  data: { sessionId: 's1', device: 'PC' },
};

/** Devices were plain text in schema 1. */
const secondSchema: Upcasters = {
  currentSchema: (type) => (type === 'CartOpened' ? 2 : 1),
  upcast: (type, schema, data) =>
    type === 'CartOpened' && schema === 1 ? { ...data, device: { name: data.device } } : data,
};
const firstSchema: Upcasters = { currentSchema: () => 1, upcast: (_type, _schema, data) => data };

describe('The event log', () => {
  let folder: string;
  let store: SqliteEventStore;
  let keys: MemoryKeys;
  let log: EventLog;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatledger-log-'));
    store = openSqliteEventStore({ file: join(folder, 'log.sqlite') });
    keys = new MemoryKeys();
    log = new EventLog(store, new PersonalData(keys), firstSchema);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const append = async (stream: string, ...decided: { id: string; type: string; data: object }[]) => {
    const head = await log.streamHead(stream);
    return log.append(stream, await log.prepare(stream, decided, metadata, head), head.revision);
  };

  it('gives back what was decided, with all that is known of it', async () => {
    const { position } = await append('user-ann', added);
    const [event] = await all(log.read('user-ann'));
    expect(event).toEqual({
      ...added,
      stream: 'user-ann',
      revision: 0,
      position,
      metadata: { ...metadata, schema: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(event?.metadata).not.toHaveProperty('onBehalfOf');
    expect(await log.head()).toBe(position);
  });

  it('opens events alike for every way of reading', async () => {
    await append('user-ann', added);
    const [read] = await all(log.read('user-ann'));
    expect(await all(log.readAll({ filter: { types: ['UserAdded'] } }))).toEqual([read]);
    expect(await followed()).toEqual([read]);
  });

  it('stores personal fields sealed, and answers null once the person is erased', async () => {
    await append('user-ann', added);
    expect(JSON.stringify(await all(store.read('user-ann')))).not.toMatch(/ann@example|Ash/);
    keys.destroy('ann');
    const erased = { accountId: 'acme', email: null, firstName: null, lastName: null, role: 'agent' };
    expect((await all(log.read('user-ann')))[0]?.data).toMatchObject(erased);
    expect((await followed())[0]?.data).toMatchObject(erased);
    expect(await log.verifyChain('user-ann')).toMatchObject({ ok: true, events: 1 });
  });

  it('chains each event to the one before, across appends', async () => {
    expect(await log.streamHead('user-ann')).toEqual(EMPTY_STREAM);
    expect(EMPTY_STREAM).toEqual({ revision: NO_STREAM, hash: CHAIN_START });
    await append('user-ann', added, started);
    await append('user-ann', { ...started, id: 'a3f0c8de-0000-4000-8000-000000000103' });
    const events = await all(log.read('user-ann'));
    expect(new Set(events.map((event) => event.metadata.hash)).size).toBe(3);
    expect(await log.streamHead('user-ann')).toEqual({ revision: 2, hash: events[2]?.metadata.hash });
    expect(await log.verifyChain('user-ann')).toEqual({ ok: true, events: 3, hash: events[2]?.metadata.hash });
  });

  it('prepares the same chain at once as one by one', async () => {
    const together = await log.prepare('cart-1', [started, started], metadata, EMPTY_STREAM);
    const [first] = await log.prepare('cart-1', [started], metadata, EMPTY_STREAM);
    const [second] = await log.prepare('cart-1', [started], metadata, {
      revision: 0,
      hash: first!.metadata.hash as string,
    });
    expect(together).toEqual([first, second]);
  });

  it('keeps on whose behalf', async () => {
    const meta = { ...metadata, onBehalfOf: 'bob' };
    await log.append('cart-1', await log.prepare('cart-1', [started], meta, EMPTY_STREAM), NO_STREAM);
    expect((await all(log.read('cart-1')))[0]?.metadata.onBehalfOf).toBe('bob');
    expect(await log.verifyChain('cart-1')).toMatchObject({ ok: true });
  });

  it('lifts old shapes where they leave the store, and leaves what is stored alone', async () => {
    await append('cart-1', started);
    log = new EventLog(store, new PersonalData(keys), secondSchema);
    await append('cart-1', {
      ...started,
      id: 'a3f0c8de-0000-4000-8000-000000000104',
      data: { device: { name: 'Mac' } },
    });
    const events = await all(log.read('cart-1'));
    expect(events.map((event) => [event.metadata.schema, event.data.device])).toEqual([
      [1, { name: 'PC' }],
      [2, { name: 'Mac' }],
    ]);
    expect((await all(store.read('cart-1')))[0]?.data.device).toBe('PC');
    expect(await log.verifyChain('cart-1')).toMatchObject({ ok: true, events: 2 });
  });

  it('hands a damaged personal field to nobody', async () => {
    await append('user-ann', added);
    keys.destroy('ann');
    keys.getOrCreate('ann');
    await expect(all(log.read('user-ann'))).rejects.toThrow(/email of user ann cannot be opened/);
    await expect(followed()).rejects.toThrow(/cannot be opened/);
  });

  async function followed(): Promise<RecordedEvent[]> {
    for await (const page of log.follow({ after: START, signal: new AbortController().signal })) return page.events;
    return [];
  }
});
