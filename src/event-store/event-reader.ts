import type { Actor } from '../domain/decider.ts';
import type { EventStore, Position, Revision, StoredEvent } from './event-store.ts';
import type { KeysAtHand, PersonalDataReader } from './personal-data.ts';

export type { Actor };

/** What every stored event says of itself (EVENTS.md). `$…` names are the ones EventStoreDB's own tools expect. */
export type EventMetadata = {
  actor: Actor;
  onBehalfOf?: string;
  account: string;
  /** ISO-8601 instant at which the command was decided. */
  occurredAt: string;
  commandId: string;
  $correlationId: string;
  $causationId: string;
  /** Version of the payload's shape; older ones are upcast where they leave the store. */
  schema: number;
  /** SHA-256, hex, over the previous hash of the stream and the canonical bytes of this event as stored. */
  hash: string;
};

/** An event opened for use: personal fields readable (or `null`, once the person's key is gone), payload upcast. */
export type RecordedEvent<
  Event extends { type: string; data: unknown } = { type: string; data: Record<string, unknown> },
> = Event & {
  id: string;
  stream: string;
  revision: Revision;
  position: Position;
  metadata: EventMetadata;
};

/** The payload's versions, as `domain/upcast.ts` knows them. */
export type Upcasters = {
  currentSchema(type: string): number;
  upcast(type: string, schema: number, data: Record<string, unknown>): Record<string, unknown>;
};

export type RecordedPage = { events: RecordedEvent[]; scannedTo: Position; caughtUp: boolean };

/** Which personal fields are opened, to read no more of people than is asked for; without it all. */
export type Opening = { opens?: ReadonlySet<string> };

/** What of a store is read in the order of the log. */
export type ReadableStore = Pick<EventStore, 'readAll' | 'follow' | 'head'>;

/**
 * The log for those who only read it: personal fields are opened, and old shapes lifted to today's. What the store holds is
 * never changed.
 */
export class EventReader {
  readonly #store: ReadableStore;
  readonly #personalData: PersonalDataReader;
  readonly #upcasters: Upcasters;

  constructor(store: ReadableStore, personalData: PersonalDataReader, upcasters: Upcasters) {
    this.#store = store;
    this.#personalData = personalData;
    this.#upcasters = upcasters;
  }

  /** As `EventStore.readAll`. */
  readAll({ opens, ...options }: Parameters<EventStore['readAll']>[0] & Opening = {}): AsyncIterable<RecordedEvent[]> {
    return this.openPages(this.#store.readAll(options), opens);
  }

  /** As `EventStore.follow`. */
  async *follow({ opens, ...options }: Parameters<EventStore['follow']>[0] & Opening): AsyncGenerator<RecordedPage> {
    for await (const { events, ...page } of this.#store.follow(options)) {
      yield { events: await this.#openPage(events, opens), ...page };
    }
  }

  /** The position of the last event. */
  head(): Promise<Position> {
    return this.#store.head();
  }

  protected async *openPages(
    pages: AsyncIterable<StoredEvent[]>,
    opens?: ReadonlySet<string>,
  ): AsyncGenerator<RecordedEvent[]> {
    for await (const page of pages) yield await this.#openPage(page, opens);
  }

  /** Waits only where a person's key is not at hand, which is rare. */
  #openPage(events: StoredEvent[], opens?: ReadonlySet<string>): RecordedEvent[] | Promise<RecordedEvent[]> {
    const keys = this.#personalData.keysOf(events, opens);
    return keys instanceof Promise
      ? keys.then((fetched) => this.#opened(events, fetched, opens))
      : this.#opened(events, keys, opens);
  }

  #opened(events: StoredEvent[], keys: KeysAtHand, opens?: ReadonlySet<string>): RecordedEvent[] {
    return events.map((event) => this.#recorded(event, this.#personalData.open(event, keys, opens)));
  }

  #recorded(event: StoredEvent, data: Record<string, unknown>): RecordedEvent {
    const { id, type, stream, revision, position } = event;
    const metadata = event.metadata as unknown as EventMetadata;
    return {
      id,
      type,
      data: this.#upcasters.upcast(type, metadata.schema, data),
      stream,
      revision,
      position,
      metadata,
    };
  }
}
