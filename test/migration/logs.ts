import { randomUUID } from 'node:crypto';
import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { EMPTY_STREAM, EventLog, type StreamHead } from '../../src/event-store/event-log.ts';
import type { EventStore, StoredEvent } from '../../src/event-store/event-store.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { MemoryKeys, metadata } from '../event-store/fixtures.ts';

const STREAMS = 40;
const LONGEST_RUN = 4;

/** Writes a log in which streams alternate, runs are of several lengths, and some of the data is personal. */
export async function writeLog(store: EventStore, events: number): Promise<void> {
  const log = new EventLog(store, new PersonalData(new MemoryKeys()), { currentSchema, upcast });
  const heads = new Map<string, StreamHead>();
  const written: Promise<unknown>[] = [];
  for (let n = 0, turn = 0; n < events; turn += 1) {
    const person = turn % 3 === 0;
    const stream = `${person ? 'user' : 'cart'}-${(turn * 7) % STREAMS}`;
    const decided = Array.from({ length: Math.min(1 + (turn % LONGEST_RUN), events - n) }, () => {
      n += 1;
      const data = person ? { email: `person${n}@example.com`, firstName: 'Zoë' } : { n, 10: 'ten', 9: 'nine' };
      return { id: randomUUID(), type: person ? 'UserProfileChanged' : 'Added', data };
    });
    const head = heads.get(stream) ?? EMPTY_STREAM;
    const prepared = await log.prepare(stream, decided, metadata, head);
    heads.set(stream, { revision: head.revision + prepared.length, hash: String(prepared.at(-1)!.metadata.hash) });
    const appended = store.append(stream, prepared, head.revision);
    if (store.isShared) await appended;
    else written.push(appended);
  }
  await Promise.all(written);
}

export async function allEvents(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of store.readAll()) events.push(...page);
  return events;
}

/** What a copy must have in common with its source: all but positions and the store's own clock. */
export function copied(events: readonly StoredEvent[]): Omit<StoredEvent, 'position' | 'recordedAt'>[] {
  return events.map(({ position: _position, recordedAt: _recordedAt, ...event }) => event);
}
