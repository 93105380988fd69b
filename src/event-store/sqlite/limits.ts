import { EventTooLarge, type NewEvent } from '../event-store.ts';
import { type NewRow, toNewRow } from './rows.ts';

export const MAX_BATCH_EVENTS = 512;
export const MAX_BATCH_BYTES = 1_024 * 1_024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** No control characters, no half of a surrogate pair. */
const NAME = /^[^\p{Cc}\p{Cs}]{1,500}$/u;

/** A batch as text, so that later changes to its objects change nothing. */
export type CheckedBatch = { rows: NewRow[]; bytes: number };

/**
 * @throws EventTooLarge
 * @throws TypeError for what no store could hold: an empty batch or name, an id that is not a UUID.
 */
export function checkBatch(stream: string, events: readonly NewEvent[]): CheckedBatch {
  if (!NAME.test(stream)) throw new TypeError(`Not a stream name: ${JSON.stringify(stream)}`);
  if (events.length === 0) throw new TypeError(`Nothing to append to ${stream}`);
  if (events.length > MAX_BATCH_EVENTS) {
    throw new EventTooLarge(`${events.length} events for ${stream} at once; at most ${MAX_BATCH_EVENTS} fit`);
  }
  let bytes = 0;
  const rows = events.map((event) => {
    if (!UUID.test(event.id)) throw new TypeError(`Not a UUID: ${JSON.stringify(event.id)}`);
    if (!NAME.test(event.type)) throw new TypeError(`Not an event type: ${JSON.stringify(event.type)}`);
    const row = toNewRow(event);
    bytes += Buffer.byteLength(row.data) + Buffer.byteLength(row.metadata);
    return row;
  });
  if (bytes > MAX_BATCH_BYTES) {
    throw new EventTooLarge(`${bytes} bytes for ${stream} at once; at most ${MAX_BATCH_BYTES} fit`);
  }
  return { rows, bytes };
}
