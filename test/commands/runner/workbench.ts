import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { CommandContext } from '../../../src/commands/runner/command-context.ts';
import type { SeatPoolCommand, SeatPoolIntent } from '../../../src/domain/seat-pool/seat-pool.messages.ts';
import { currentSchema, upcast } from '../../../src/domain/upcast.ts';
import { EventLog } from '../../../src/event-store/event-log.ts';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { PersonalData } from '../../../src/event-store/personal-data.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.ts';

/** A real file in a folder of its own; `wrap` may put a fault between the log and the store. */
export function workbench(wrap: (store: SqliteEventStore) => EventStore = (store) => store) {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-commands-'));
  const store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
  const key = randomBytes(32);
  const keys = { get: () => key, getOrCreate: () => key, destroy: () => {} };
  const log = new EventLog(wrap(store), new PersonalData(keys), { currentSchema, upcast });
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { store, log, folder, close };
}

/** Nobody waits in line here. */
export const timed = (intent: SeatPoolIntent): SeatPoolCommand => ({
  ...intent,
  time: { at: '2026-11-24T09:00:00.000Z', claimUntil: '2026-11-24T09:00:30.000Z' },
});

export function context(at = '2026-11-24T09:00:00.000Z'): CommandContext {
  const commandId = uuidv7();
  return { account: 'acme', actor: { kind: 'user', id: 'ada' }, commandId, correlationId: commandId, at };
}

export const capacity = (concurrent: number, named = 0): SeatPoolCommand =>
  timed({
    type: 'ChangeCapacity',
    data: { named, concurrent, reason: null },
  });

export const assign = (userId: string): SeatPoolCommand =>
  timed({
    type: 'AssignSeat',
    data: { userId, seatType: 'concurrent' },
  });

export const start = (agentId: string, sessionId: string): SeatPoolCommand =>
  timed({
    type: 'StartSession',
    data: {
      sessionId,
      agentId,
      platform: null,
      device: null,
      occupiedFrom: 'session',
      supportKeyHash: `hash of ${sessionId}`,
      lapsed: [],
    },
  });

export const end = (sessionId: string): SeatPoolCommand =>
  timed({
    type: 'EndSessions',
    data: { sessionIds: [sessionId], agentId: null, reason: 'ended-by-agent', note: null },
  });
