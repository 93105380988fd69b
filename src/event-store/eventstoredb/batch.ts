import { EventTooLarge, type JsonObject, type NewEvent } from '../event-store.ts';

export const MAX_BATCH_EVENTS = 512;
/** Data and metadata. The server takes 1 MiB an append, with what it adds itself. */
export const MAX_BATCH_BYTES = 1_000_000;

/** The server refuses the nil UUID too. */
const UUID = /^(?!0{8}-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** No control characters, no half of a surrogate pair; a leading `$` belongs to the server. */
const NAME = /^(?!\$)[^\p{Cc}\p{Cs}]{1,500}$/u;

/** An event as it goes over the wire: its payload is JSON in UTF-8. */
export type BatchEvent = { id: string; type: string; data: Uint8Array; metadata: Uint8Array };
export type Batch = { events: BatchEvent[]; bytes: number };

/**
 * Checks a batch and writes it out, so that the client meets nothing that does not serialise, and later changes to the
 * caller's objects change nothing.
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
  const written = events.map(({ id, type, data, metadata }) => {
    if (!UUID.test(id)) throw new TypeError(`Not a UUID: ${JSON.stringify(id)}`);
    if (!NAME.test(type)) throw new TypeError(`Not an event type: ${JSON.stringify(type)}`);
    const event = { id, type, data: jsonOf(data), metadata: jsonOf(metadata) };
    bytes += event.data.length + event.metadata.length;
    return event;
  });
  if (bytes > MAX_BATCH_BYTES) {
    throw new EventTooLarge(`${bytes} bytes for ${stream} at once; at most ${MAX_BATCH_BYTES} fit`);
  }
  return { events: written, bytes };
}

/** @throws TypeError for what JSON has no words for, such as a bigint or a cycle. */
function jsonOf(value: JsonObject): Uint8Array {
  const text = JSON.stringify(value) as string | undefined;
  if (!text?.startsWith('{')) throw new TypeError(`Not a JSON object: ${text}`);
  return Buffer.from(text);
}
