import { hash } from 'node:crypto';
import {
  type EventStore,
  type NewEvent,
  NO_STREAM,
  type Position,
  type Revision,
  START,
  type StoredEvent,
} from './event-store.ts';

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
  const text = { data: canonicalJson(event.data), metadata: canonicalJson(event.metadata) };
  return chainHashOfText(previousHash, stream, revision, event, text);
}

/** As `chainHash`, of data and metadata that are canonical JSON already. */
export function chainHashOfText(
  previousHash: string,
  stream: string,
  revision: Revision,
  { id, type }: Pick<ChainedEvent, 'id' | 'type'>,
  { data, metadata }: { data: string; metadata: string },
): string {
  const bytes = `${previousHash}{"data":${data},"id":${JSON.stringify(id)},"metadata":${metadata},"revision":${revision},"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`;
  return hash('sha256', bytes, 'hex');
}

/** Walks a stream as it is stored and finds the first event that is not what was written there. */
export async function verifyChain(store: Pick<EventStore, 'read'>, stream: string): Promise<ChainReport> {
  let previous = CHAIN_START;
  let events = 0;
  for await (const page of store.read(stream)) {
    for (const event of page) {
      const next = nextHash(previous, events, event);
      if (next === null) return { ok: false, events, hash: previous, firstBroken: events };
      previous = next;
      events += 1;
    }
  }
  return { ok: true, events, hash: previous };
}

export type LogReport = {
  ok: boolean;
  streams: number;
  events: number;
  brokenStreams: number;
  /** In the order of the log: the first revision of a stream that is missing or was changed, and where that showed. */
  firstBroken?: { stream: string; revision: Revision; position: Position };
};

/** Walks the whole log once and follows the chain of every stream in it. What stands behind a broken link is not looked at. */
export async function verifyLog(
  store: Pick<EventStore, 'head' | 'readAll'>,
  onProgress: (position: Position, head: Position) => void = () => {},
): Promise<LogReport> {
  const head = await store.head();
  const chains = new Chains();
  const report: LogReport = { ok: true, streams: 0, events: 0, brokenStreams: 0 };
  for await (const page of store.readAll({ after: START })) {
    for (const event of page) {
      report.events += 1;
      if (chains.follow(event) !== 'breaks') continue;
      const { stream, position } = event;
      report.ok = false;
      report.brokenStreams += 1;
      report.firstBroken ??= { stream, revision: chains.revisionOf(stream), position };
    }
    onProgress(page.at(-1)?.position ?? head, head);
  }
  return { ...report, streams: chains.streams };
}

/** The chains of many streams at once, told the events of a log in its order. Holds some 250 bytes a stream. */
export class Chains {
  readonly #ends = new Map<string, { revision: Revision; hash: string | null }>();

  get streams(): number {
    return this.#ends.size;
  }

  /** The last revision of a stream that was looked at. */
  revisionOf(stream: string): Revision {
    return this.#ends.get(stream)?.revision ?? NO_STREAM;
  }

  /** `breaks`: the first event of its stream that is not what was written there. `broken`: it stands behind such a one. */
  follow(event: StoredEvent): 'holds' | 'breaks' | 'broken' {
    const end = this.#ends.get(event.stream) ?? { revision: NO_STREAM, hash: CHAIN_START };
    if (end.hash === null) return 'broken';
    const revision = end.revision + 1;
    const hash = nextHash(end.hash, revision, event);
    this.#ends.set(event.stream, { revision, hash });
    return hash === null ? 'breaks' : 'holds';
  }
}

/** The hash with which the event continues its stream; `null` when it is not what was written at that revision. */
function nextHash(previous: string, revision: Revision, event: StoredEvent): string | null {
  const { id, type, data, stream } = event;
  const { hash: claimed, ...metadata } = event.metadata;
  const expected = chainHash(previous, stream, revision, { id, type, data, metadata });
  return event.revision === revision && claimed === expected ? expected : null;
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
