import { hash } from 'node:crypto';
import type { EventStore, NewEvent, Revision } from './event-store.ts';

/** What stands before the first event of a stream. */
export const CHAIN_START = '';

/** The part of an event that the chain covers: all that a writer decides. Not its position, which a copy may change. */
export type ChainedEvent = Pick<NewEvent, 'id' | 'type'> & { data: object; metadata: object };

export type ChainReport = {
  ok: boolean;
  /** Events whose link held, counted from the first. */
  events: number;
  /** The hash of the last of them: keep it elsewhere, and a tail that was cut off shows too. */
  hash: string;
  /** The first revision that is missing or was changed. */
  firstBroken?: Revision;
};

/**
 * The hash that binds an event to everything before it in its stream: SHA-256, hex, over the previous hash and the
 * canonical JSON of `{data, id, metadata, revision, stream, type}`. Stored for ever: this function never changes.
 * @param event as stored (personal fields sealed), its metadata without `hash`.
 */
export function chainHash(previousHash: string, stream: string, revision: Revision, event: ChainedEvent): string {
  const bytes = `${previousHash}{"data":${canonicalJson(event.data)},"id":${JSON.stringify(event.id)},"metadata":${canonicalJson(event.metadata)},"revision":${revision},"stream":${JSON.stringify(stream)},"type":${JSON.stringify(event.type)}}`;
  return hash('sha256', bytes, 'hex');
}

/** Walks a stream as it is stored and finds the first event that is not what was written there. */
export async function verifyChain(store: Pick<EventStore, 'read'>, stream: string): Promise<ChainReport> {
  let previous = CHAIN_START;
  let events = 0;
  for await (const page of store.read(stream)) {
    for (const { id, type, data, revision, metadata: stored } of page) {
      const { hash: claimed, ...metadata } = stored;
      const expected = chainHash(previous, stream, events, { id, type, data, metadata });
      if (revision !== events || claimed !== expected)
        return { ok: false, events, hash: previous, firstBroken: events };
      previous = expected;
      events += 1;
    }
  }
  return { ok: true, events, hash: previous };
}

/**
 * JSON in its one canonical form (RFC 8785, https://www.rfc-editor.org/rfc/rfc8785): keys in the order of their UTF-16
 * code units, no white space, numbers and strings as ECMAScript writes them. `undefined` fields count as absent.
 *
 * `JSON.stringify` writes just that whenever the keys are in order already, and several times as fast as code of ours
 * could; so look first, and write by hand only what needs it.
 */
export function canonicalJson(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : write(value);
}

function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let previous = '';
  for (const key in value) {
    if (key < previous) return false;
    previous = key;
    const field = (value as Record<string, unknown>)[key];
    if (typeof field === 'object' && field !== null && !isInOrder(field)) return false;
  }
  return true;
}

/** Not by sorting into a new object: that one would still list keys that look like numbers first. */
function write(value: unknown): string {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key];
    if (field !== undefined) fields += `${fields && ','}${JSON.stringify(key)}:${write(field)}`;
  }
  return `{${fields}}`;
}
