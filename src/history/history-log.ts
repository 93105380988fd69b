import type { EventFacts, Recorded } from '../domain/decider.ts';
import { upcast } from '../domain/upcast.ts';
import type { EventStore, StoredEvent } from '../event-store/event-store.ts';
import type { EventMetadata } from '../event-store/event-reader.ts';
import { carried } from '../event-store/personal-data.ts';

/** The log as history reads it: whole, and stream by stream. */
export type HistoryLog = Pick<EventStore, 'read' | 'readAll' | 'head'>;

/** A stored event in today's shape, whose personal texts are still sealed (`CarriedTexts` opens them). */
export type PastEvent<Event extends { type: string; data: unknown } = { type: string; data: Record<string, unknown> }> =
  Recorded<Event> &
    Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'position'> & { metadata: EventMetadata & EventFacts };

export function pastEvent<Event extends { type: string; data: unknown }>(stored: StoredEvent): PastEvent<Event> {
  const { id, type, stream, revision, position } = stored;
  const metadata = stored.metadata as unknown as EventMetadata;
  const data = upcast(type, metadata.schema, carried(stored));
  return { id, type, data, stream, revision, position, metadata } as unknown as PastEvent<Event>;
}
