import type { JsonObject, NewEvent, Position, Revision, StoredEvent } from '../event-store.ts';

/** An event on its way to or from the file: names spelled out, payload still text. */
export type EventRow = {
  position: Position;
  stream: string;
  revision: Revision;
  type: string;
  recordedAtMs: number;
  id: string;
  data: string;
  metadata: string;
};

/** What of a row is known before the store gives it a place. */
export type NewRow = Pick<EventRow, 'id' | 'type' | 'data' | 'metadata'>;

export function toNewRow({ id, type, data, metadata, text }: NewEvent): NewRow {
  return { id, type, data: text?.data ?? JSON.stringify(data), metadata: text?.metadata ?? JSON.stringify(metadata) };
}

export function toStoredEvent(row: EventRow): StoredEvent {
  return {
    id: row.id,
    type: row.type,
    data: JSON.parse(row.data) as JsonObject,
    metadata: JSON.parse(row.metadata) as JsonObject,
    stream: row.stream,
    revision: row.revision,
    position: row.position,
    recordedAt: isoOf(row.recordedAtMs),
  };
}

let lastMs = Number.NaN;
let lastIso = '';

/** Events of one flush share their instant, so the last answer is nearly always the next one. */
function isoOf(ms: number): string {
  if (ms !== lastMs) {
    lastIso = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastIso;
}
