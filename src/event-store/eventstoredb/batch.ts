import { type JSONEventData, jsonEvent } from '@eventstore/db-client';
import { EventTooLarge, type JsonObject, type NewEvent } from '../event-store.ts';

export const MAX_BATCH_EVENTS = 512;
/** Data and metadata. The server takes 1 MiB an append, with what it adds itself. */
export const MAX_BATCH_BYTES = 1_000_000;

/** The server refuses the nil UUID too. */
const UUID = /^(?!0{8}-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** No control characters, no half of a surrogate pair; a leading `$` belongs to the server. */
const NAME = /^(?!\$)[^\p{Cc}\p{Cs}]{1,500}$/u;

export type Batch = { events: JSONEventData[]; bytes: number };

/**
 * Checks and copies a batch before the client sees it: what does not serialise would leave an append that never settles,
 * and later changes to the caller's objects would be written.
 * @throws EventTooLarge
 * @throws TypeError for what no store could hold: an empty batch or name, an id that is not a UUID, data that is no JSON.
 */
export function checkBatch(stream: string, events: readonly NewEvent[]): Batch {
  if (!NAME.test(stream)) throw new TypeError(`Not a stream name: ${JSON.stringify(stream)}`);
  if (events.length === 0) throw new TypeError(`Nothing to append to ${stream}`);
  if (events.length > MAX_BATCH_EVENTS) {
    throw new EventTooLarge(`${events.length} events for ${stream} at once; at most ${MAX_BATCH_EVENTS} fit`);
  }
  let bytes = 0;
  const copies = events.map(({ id, type, data, metadata }) => {
    if (!UUID.test(id)) throw new TypeError(`Not a UUID: ${JSON.stringify(id)}`);
    if (!NAME.test(type)) throw new TypeError(`Not an event type: ${JSON.stringify(type)}`);
    const texts = [JSON.stringify(data), JSON.stringify(metadata)] as const;
    bytes += Buffer.byteLength(texts[0]) + Buffer.byteLength(texts[1]);
    return jsonEvent({ id, type, data: plain(texts[0]), metadata: plain(texts[1]) });
  });
  if (bytes > MAX_BATCH_BYTES) {
    throw new EventTooLarge(`${bytes} bytes for ${stream} at once; at most ${MAX_BATCH_BYTES} fit`);
  }
  return { events: copies, bytes };
}

function plain(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
