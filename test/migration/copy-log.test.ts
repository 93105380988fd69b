import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, NO_STREAM, type StoredEvent } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { UnreadableEvent } from '../../src/event-store/event-store.ts';
import { verifyLog } from '../../src/event-store/hash-chain.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { compareWithTarget, copyBehind, CopyRefused, verifyCopy } from '../../src/migration/copy-log.ts';
import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { proxied } from '../support/proxied-store.ts';
import { allEvents, copied, writeLog } from './logs.ts';

const EVENTS = 120;
let folder: string;
let opened: { close(): Promise<unknown> }[];
let source: EventStore;

beforeEach(async () => {
  opened = [];
  folder = mkdtempSync(join(tmpdir(), 'seatledger-copy-'));
  source = embedded('source');
  await writeLog(source, EVENTS);
});
afterEach(async () => {
  for (const one of opened.reverse()) await one.close();
  rmSync(folder, { recursive: true });
});

function embedded(name: string): EventStore {
  return keep(openSqliteEventStore({ file: join(folder, `${name}.sqlite`) }));
}

async function standIn(): Promise<{ store: EventStore; server: StandIn }> {
  const server = await StandIn.start();
  opened.push({ close: () => server.stop() });
  return { server, store: keep(openEventStoreDb({ connectionString: server.url })) };
}

function keep<Store extends EventStore>(store: Store): Store {
  opened.push(store);
  return store;
}

/** The whole of it, as the command does it. */
async function copy(from: EventStore, to: EventStore) {
  const beginning = await compareWithTarget(from, to);
  const events = await copyBehind(from, to, beginning);
  return { found: beginning.events, copied: events, verified: await verifyCopy(from, to) };
}

describe('A copy of a log', () => {
  it('has the same events in the same order, over EventStoreDB and back, and chains that hold', async () => {
    const { store: server } = await standIn();
    const back = embedded('back');
    expect(await copy(source, server)).toMatchObject({ found: 0, copied: EVENTS, verified: { events: EVENTS } });
    expect(await copy(server, back)).toMatchObject({ found: 0, copied: EVENTS, verified: { events: EVENTS } });
    const events = copied(await allEvents(source));
    expect(copied(await allEvents(server))).toEqual(events);
    expect(copied(await allEvents(back))).toEqual(events);
    expect(await verifyLog(back)).toMatchObject({ ok: true, events: EVENTS });
  });

  it('of a server into another server, each append with the revision it expects', async () => {
    const [{ store: first }, { store: second, server }] = [await standIn(), await standIn()];
    await copy(source, first);
    await copy(first, second);
    expect(copied(await allEvents(second))).toEqual(copied(await allEvents(source)));
    const next = new Map<string, number>();
    for (const { stream, expected, ids } of server.seen.appends) {
      expect([stream, expected]).toEqual([stream, next.get(stream) ?? NO_STREAM]);
      next.set(stream, expected + ids.length);
    }
  });

  it('of an empty log is an empty log', async () => {
    expect(await copy(embedded('empty'), embedded('target'))).toMatchObject({ copied: 0, verified: { events: 0 } });
  });

  it('is carried on from wherever it was cut off, and made again without writing anything', async () => {
    const events = await allEvents(source);
    for (const count of [1, 2, 7, 50, EVENTS - 1]) {
      const target = embedded(`cut-${count}`);
      await appendAll(target, events.slice(0, count));
      expect(await copy(source, target)).toMatchObject({ found: count, copied: EVENTS - count });
      expect(await copy(source, target)).toMatchObject({ found: EVENTS, copied: 0 });
      expect(copied(await allEvents(target))).toEqual(copied(events));
    }
  });

  it('tells where it is: from where the target ended to the end', async () => {
    const target = embedded('target');
    await appendAll(target, (await allEvents(source)).slice(0, 30));
    const told: number[][] = [];
    const beginning = await compareWithTarget(source, target);
    await copyBehind(source, target, beginning, (position, head) => told.push([position, head]));
    expect([told[0], told.at(-1)]).toEqual([
      [30, EVENTS],
      [EVENTS, EVENTS],
    ]);
  });

  it('writes each event once, in order, when the server leaves it unclear what was written', async () => {
    const { store, server } = await standIn();
    const error = Object.assign(new Error('gone'), { code: 14, details: 'gone', metadata: undefined as never });
    server.mischief.appends.push(
      { write: true, answer: { error } },
      { write: false, answer: { error } },
      { write: true, answer: 'half-close' },
    );
    expect(await copy(source, store)).toMatchObject({ copied: EVENTS, verified: { events: EVENTS } });
  });
});

describe('A target that holds something else is refused and left alone:', () => {
  const refused = async (target: EventStore, message: RegExp) => {
    const before = await allEvents(target);
    const refusal = await compareWithTarget(source, target).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CopyRefused);
    expect((refusal as Error).message).toMatch(message);
    expect((refusal as Error).message).toMatch(/Name an empty target/);
    expect(await allEvents(target)).toEqual(before);
  };

  it('another log', async () => {
    const target = embedded('other');
    await writeLog(target, 3);
    await refused(target, /UserProfileChanged \(\S+\) of user-0 at revision 0 \(position 1\), where the source has/);
  });

  it("another program's events in EventStoreDB", async () => {
    const { store } = await standIn();
    await store.append('orders-1', [event({ total: 3 })], NO_STREAM);
    await refused(store, /Placed \(\S+\) of orders-1 at revision 0/);
  });

  it('events that are no JSON', async () => {
    const { store, server } = await standIn();
    const bytes = Buffer.from([1, 2, 3]);
    const binary = {
      id: randomUUID(),
      type: 'Blob',
      contentType: 'application/octet-stream',
      data: bytes,
      metadata: bytes,
    };
    server.log.append('blobs-1', [binary], NO_STREAM);
    await expect(compareWithTarget(source, store)).rejects.toThrow(UnreadableEvent);
  });

  it('a copy of the beginning with something else behind it', async () => {
    const target = embedded('both');
    await appendAll(target, (await allEvents(source)).slice(0, 40));
    await target.append('orders-1', [event({ total: 3 })], NO_STREAM);
    await refused(target, /orders-1 at revision 0 \(position 41\), where the source has/);
  });

  it('all of the source and more: a server has worked on it', async () => {
    const target = embedded('more');
    await copy(source, target);
    await target.append('orders-1', [event({ total: 3 })], NO_STREAM);
    await refused(target, /orders-1 at revision 0 \(position 121\), behind everything that the source has/);
  });

  it('the same events in another order', async () => {
    const target = embedded('shuffled');
    const events = await allEvents(source);
    const at = events.findIndex(({ stream }, index) => index > 0 && stream !== events[index - 1]!.stream);
    await appendAll(target, [...events.slice(0, at - 1), events[at]!, events[at - 1]!].filter(firstOfStream));
    await refused(target, /where the source has/);
  });
});

describe('What is not a copy shows:', () => {
  it('data that was changed behind the chain', async () => {
    const target = embedded('target');
    await copy(source, target);
    await target.close();
    tamper('target', `UPDATE event SET data = '{"n":99}' WHERE position = 77`);
    await expect(verifyCopy(source, embedded('target'))).rejects.toThrow(
      /chain breaks at \S+ at revision \d+ \(position 77\)\. Don't use it/,
    );
  });

  it('events that are missing at the end: somebody wrote to the source meanwhile', async () => {
    const target = embedded('target');
    await copy(source, target);
    await source.append('orders-1', [event({ total: 3 })], NO_STREAM);
    await expect(verifyCopy(source, target)).rejects.toThrow(
      /ends after 120 events, but the source goes on with Placed of orders-1.*Stop every server/,
    );
  });

  it('somebody who writes to the target meanwhile', async () => {
    const { store } = await standIn();
    const { stream } = (await allEvents(source)).at(-1)!;
    const beginning = await compareWithTarget(source, store);
    await store.append(stream, [event({ total: 3 })], NO_STREAM);
    await expect(copyBehind(source, store, beginning)).rejects.toThrow(/Somebody else writes to the target/);
  });
});

it('a source whose chain breaks is not copied from there on', async () => {
  await source.close();
  tamper('source', `UPDATE event SET data = '{"n":99}' WHERE position = 3`);
  const [broken, target] = [embedded('source'), embedded('target')];
  await expect(copy(broken, target)).rejects.toThrow(/The source is not what was written: .* \(position 3\)/);
  expect(await target.head()).toBe(0);
});

it('an event that the target does not take is named', async () => {
  const target = proxied(embedded('small'), {
    append: async () => {
      const { EventTooLarge } = await import('../../src/event-store/event-store.ts');
      throw new EventTooLarge('2000000 bytes');
    },
  });
  await expect(copy(source, target)).rejects.toThrow(/An event of user-0 is larger than the target takes/);
});

const real = isInstalled();
if (!real) process.stdout.write('  There is no eventstored here: no log is copied into a real one and back\n');

(real ? describe : describe.skip)('With a real EventStoreDB', () => {
  const MANY = 2_000;
  const RATES_WITHIN_MS = 180_000;

  it(
    'a log goes there and back',
    async () => {
      const server = await RealServer.start({ inMemory: false });
      opened.push({ close: () => server.remove() });
      const store = keep(openEventStoreDb({ connectionString: server.url }));
      const [many, back] = [embedded('many'), embedded('back')];
      await writeLog(many, MANY);
      await timed(`${MANY} events into EventStoreDB`, () => copy(many, store));
      await timed(`${MANY} events out of EventStoreDB`, () => copy(store, back));
      expect(copied(await allEvents(back))).toEqual(copied(await allEvents(many)));
    },
    RATES_WITHIN_MS,
  );

  async function timed(what: string, work: () => ReturnType<typeof copy>): Promise<void> {
    const before = performance.now();
    expect(await work()).toMatchObject({ copied: MANY, verified: { events: MANY } });
    process.stdout.write(`  ${what}: ${Math.round((MANY * 1_000) / (performance.now() - before))}/s\n`);
  }
});

function event(data: { total: number }) {
  return { id: randomUUID(), type: 'Placed', data, metadata: {} };
}

const firstOfStream = ({ revision }: StoredEvent) => revision === 0;

async function appendAll(target: EventStore, events: readonly StoredEvent[]): Promise<void> {
  for (const { stream, revision, id, type, data, metadata } of events) {
    await target.append(stream, [{ id, type, data, metadata }], revision - 1);
  }
}

function tamper(name: string, statement: string): void {
  const database = new DatabaseSync(join(folder, `${name}.sqlite`));
  database.exec(statement);
  database.close();
}
