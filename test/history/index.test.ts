import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type NewEvent, NO_STREAM } from '../../src/event-store/event-store.ts';
import { CarriedTexts } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { History } from '../../src/history/history.ts';

let dir: string;
let store: SqliteEventStore;
let history: History;
const NOW = '2027-01-01T00:00:00.000Z';
const POOL = 'seatPool-acme.service-desk';

const open = (log: SqliteEventStore) =>
  new History(
    { log, texts: new CarriedTexts({ get: () => null }), logger: console },
    join(dir, 'history-index.sqlite'),
  );

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'seatledger-history-'));
  store = openSqliteEventStore({ file: join(dir, 'events.sqlite') });
  history = open(store);
});
afterEach(async () => {
  await history.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const event = (type: string, data: NewEvent['data'], second: number): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    account: 'acme',
    actor: { kind: 'user', id: 'ada' },
    occurredAt: new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1_000).toISOString(),
    commandId: 'c',
    $correlationId: 'c',
    $causationId: 'c',
    schema: 1,
    hash: randomUUID(),
  },
});
const capacity = (concurrent: number, second = concurrent) =>
  event('SeatCapacityChanged', { named: 0, concurrent, reason: null }, second);

async function seatsAt(moment: { at?: string; position?: string }): Promise<number> {
  const { items } = await history.plan({ account: 'acme', catalogue: catalogue(), moment: { ...moment, now: NOW } });
  return items.find(({ product }) => product === 'service-desk')!.concurrent.capacity;
}

it('finds every moment of a long stream, whatever snapshots lie around it', async () => {
  const events = Array.from({ length: 1_500 }, (_, index) => capacity(index + 1));
  for (let from = 0; from < events.length; from += 500)
    await store.append(POOL, events.slice(from, from + 500), from - 1);
  for (const seats of [1, 2, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1_024, 1_499, 1_500]) {
    expect(await seatsAt({ position: String(seats) })).toBe(seats);
    expect(await seatsAt({ at: new Date(Date.parse('2026-01-01T00:00:00Z') + seats * 1_000).toISOString() })).toBe(
      seats,
    );
  }
});

it('keeps the order of the log where times are not in it', async () => {
  // A command that was decided first and written last.
  await store.append(POOL, [capacity(1, 10), capacity(2, 30), capacity(3, 20), capacity(4, 40)], NO_STREAM);
  const at = (second: number) => ({ at: new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1_000).toISOString() });
  expect([await seatsAt(at(9)), await seatsAt(at(10)), await seatsAt(at(25))]).toEqual([0, 1, 1]);
  expect([await seatsAt(at(30)), await seatsAt(at(39)), await seatsAt(at(40))]).toEqual([3, 3, 4]);
});

it('forgets what it has of another log', async () => {
  await store.append(POOL, [capacity(7)], NO_STREAM);
  expect(await seatsAt({ position: '1' })).toBe(7);
  await history.close();
  await store.close();
  rmSync(join(dir, 'events.sqlite'));
  store = openSqliteEventStore({ file: join(dir, 'events.sqlite') });
  await store.append(POOL, [capacity(5), capacity(6)], NO_STREAM);
  history = open(store);
  expect(await seatsAt({ position: '1' })).toBe(5);
});
