import {
  type Appended,
  type EventStore,
  type JsonObject,
  type NewEvent,
  NO_STREAM,
  type Revision,
} from './event-store.ts';
import { type EventMetadata, EventReader, type RecordedEvent, type Upcasters } from './event-reader.ts';
import { CHAIN_START, type ChainReport, canonicalJson, chainHashOfText, verifyChain } from './hash-chain.ts';
import type { Attribution } from '../domain/decider.ts';
import type { PersonalData } from './personal-data.ts';

export type { Actor, EventMetadata, RecordedEvent, RecordedPage, Upcasters } from './event-reader.ts';

/** An event as it was decided, before it is sealed and chained. */
export type DecidedEvent = { id: string; type: string; data: object; by?: Attribution };

/** Where a stream ends: what the next event's hash builds upon. */
export type StreamHead = { revision: Revision; hash: string };
/** The head of a stream without events. */
export const EMPTY_STREAM: StreamHead = { revision: NO_STREAM, hash: CHAIN_START };

/** An event ready to be stored: the text that was hashed is the text that is stored. */
export type PreparedEvent = Required<NewEvent>;

/**
 * The log as the rest of the program sees it: plain events in, plain events out. In between personal fields are sealed, and
 * events are chained.
 */
export class EventLog extends EventReader {
  readonly #store: EventStore;
  readonly #personalData: PersonalData;
  readonly #upcasters: Upcasters;

  constructor(store: EventStore, personalData: PersonalData, upcasters: Upcasters) {
    super(store, personalData, upcasters);
    this.#store = store;
    this.#personalData = personalData;
    this.#upcasters = upcasters;
  }

  /**
   * Makes decided events ready to be stored behind `head`: sealed, chained, complete. The last one's `metadata.hash` is
   * the stream's next hash. Fields are laid out in canonical order, which makes hashing them cheap.
   * A promise only where a person's key has to be looked up.
   */
  prepare(
    stream: string,
    events: readonly DecidedEvent[],
    meta: Omit<EventMetadata, 'hash' | 'schema'>,
    head: StreamHead,
  ): PreparedEvent[] | Promise<PreparedEvent[]> {
    const sealed = events.map(({ type, data }) => this.#personalData.seal(stream, type, data as JsonObject));
    return sealed.some((data) => data instanceof Promise)
      ? Promise.all(sealed).then((all) => this.#chain(stream, events, all, meta, head))
      : this.#chain(stream, events, sealed as JsonObject[], meta, head);
  }

  /** As `EventStore.isShared`. */
  get isShared(): boolean {
    return this.#store.isShared;
  }

  /** Has a person's key at hand before something of theirs is written; a promise only where it has to be fetched. */
  fetchKey(person: string): unknown {
    return this.#personalData.fetchKey(person);
  }

  /** As `EventStore.append`. */
  append(stream: string, prepared: readonly NewEvent[], expectedRevision: Revision): Promise<Appended> {
    return this.#store.append(stream, prepared, expectedRevision);
  }

  /** As `EventStore.read`. */
  read(...args: Parameters<EventStore['read']>): AsyncIterable<RecordedEvent[]> {
    return this.openPages(this.#store.read(...args));
  }

  /** Where a stream ends now. */
  async streamHead(stream: string): Promise<StreamHead> {
    for await (const [last] of this.#store.read(stream, { direction: 'backwards', maxCount: 1 })) {
      if (last) return { revision: last.revision, hash: String(last.metadata.hash) };
    }
    return EMPTY_STREAM;
  }

  /** Whether a stream still is what was written; see `verifyChain`. */
  verifyChain(stream: string): Promise<ChainReport> {
    return verifyChain(this.#store, stream);
  }

  #chain(
    stream: string,
    events: readonly DecidedEvent[],
    sealed: readonly JsonObject[],
    meta: Omit<EventMetadata, 'hash' | 'schema'>,
    head: StreamHead,
  ): PreparedEvent[] {
    const { account, commandId, occurredAt } = meta;
    let { revision, hash } = head;
    return events.map(({ id, type, by }, index) => {
      revision += 1;
      const data = sealed[index]!;
      const schema = this.#upcasters.currentSchema(type);
      const { $causationId, $correlationId, actor, onBehalfOf } = attributed(meta, by);
      const facts = { $causationId, $correlationId, account, actor, commandId, occurredAt, onBehalfOf, schema };
      const written = { data: canonicalJson(data), metadata: canonicalJson(facts) };
      hash = chainHashOfText(hash, stream, revision, { id, type }, written);
      const text = { data: written.data, metadata: withHash(written.metadata, hash) };
      return { id, type, data, metadata: { ...facts, hash } as unknown as JsonObject, text };
    });
  }
}

/** Metadata as text with the hash as its last field, as `JSON.stringify` would write it. */
const withHash = (metadata: string, hash: string): string => `${metadata.slice(0, -1)},"hash":"${hash}"}`;

type Whose = Pick<EventMetadata, '$causationId' | '$correlationId' | 'actor' | 'onBehalfOf'>;

/** Whose doing an event is: the command's sender, but for what the decision says (A3). Keys in canonical order. */
function attributed(
  { $causationId, $correlationId, actor: sender, onBehalfOf }: Whose,
  by: Attribution = NOTHING,
): Whose {
  const { id, kind } = by.actor ?? sender;
  const person = by.onBehalfOf ?? onBehalfOf;
  return {
    $causationId: by.causationId ?? $causationId,
    $correlationId: by.correlationId ?? $correlationId,
    actor: { id, kind },
    onBehalfOf: person === id ? undefined : person,
  };
}

const NOTHING: Attribution = {};
