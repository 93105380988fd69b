import type { RecordedEvent } from '@eventstore/db-client';
import { type EventFilter, type JsonObject, type Position, type StoredEvent, UnreadableEvent } from '../event-store.ts';

/** An event as it came from `$all`: told to be unreadable only once somebody wants to read it. */
export type Logged = { position: Position; stream: string; type: string; event: StoredEvent | UnreadableEvent };

/** The server's own events and links, which no reader of ours is shown. */
export function isSystemEvent({ streamId, type }: Pick<RecordedEvent, 'streamId' | 'type'>): boolean {
  return type.startsWith('$') || streamId.startsWith('$');
}

export function toLogged(record: RecordedEvent): Logged {
  const position = positionOf(record);
  return { position, stream: record.streamId, type: record.type, event: read(record, position) };
}

/** @throws UnreadableEvent */
export function toStoredEvent(record: RecordedEvent): StoredEvent {
  return readable(read(record, positionOf(record)));
}

/** @throws UnreadableEvent */
export function readable(event: StoredEvent | UnreadableEvent): StoredEvent {
  if (event instanceof UnreadableEvent) throw event;
  return event;
}

export function passes({ type, stream }: Pick<Logged, 'type' | 'stream'>, filter: EventFilter | undefined): boolean {
  if (filter?.types && !filter.types.includes(type)) return false;
  return filter?.streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;
}

/** Malformed JSON is no error of the client's: data is then the raw text, metadata the raw bytes, or absent. */
function read(record: RecordedEvent, position: Position): StoredEvent | UnreadableEvent {
  const { data, metadata, streamId: stream } = record;
  const revision = Number(record.revision);
  if (!record.isJson || !isObject(data) || !isObject(metadata)) return new UnreadableEvent(position, stream, revision);
  return {
    id: record.id,
    type: record.type,
    data,
    metadata,
    stream,
    revision,
    position,
    recordedAt: record.created.toISOString(),
  };
}

/** About what an event takes in memory. */
export function sizeOf({ data, metadata }: { data: unknown; metadata?: unknown }): number {
  return lengthOf(data) + lengthOf(metadata);
}

function lengthOf(value: unknown): number {
  return ArrayBuffer.isView(value) ? value.byteLength : (JSON.stringify(value)?.length ?? 0);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function positionOf({ position, streamId }: RecordedEvent): Position {
  if (position === undefined) throw new RangeError(`An event of ${streamId} came without its position`);
  return safe(position.commit);
}

/** 9 PB of log have to be written before this can fail. */
export function safe(position: bigint): Position {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new RangeError(`Position ${position} is beyond what a number holds`);
  return number;
}
