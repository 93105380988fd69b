import { LRUCache } from 'lru-cache';
import type { Decider, Recorded } from '../../domain/decider.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import { type JsonObject, NO_STREAM, type Position, type Revision, START } from '../../event-store/event-store.ts';
import { WriteBackoff } from './write-backoff.ts';

const MAX_RESIDENT_STREAMS = 10_000;
/** What all resident states may hold together, in the units of `weigh`: a million agents with a seat and an open session. */
const MAX_RESIDENT_WEIGHT = 2_500_000;

/** Disposable states that make a cold start independent of a stream's length. */
export type Snapshots = {
  load(stream: string, version: number): Promise<Snapshot | null>;
  save(stream: string, version: number, snapshot: Snapshot): Promise<void>;
  delete(stream: string): Promise<void>;
};
export type Snapshot = { state: JsonObject; revision: Revision; position: Position; hash: string };

type SnapshotPlan<State> = {
  snapshots: Snapshots;
  version: number;
  /** Events between two snapshots. */
  every: number;
  toJson(state: State): JsonObject;
  fromJson(json: JsonObject): State;
  onError(error: unknown): void;
};

export type ResidentStatesOptions<State> = {
  snapshot?: SnapshotPlan<State>;
  maxResidentStreams?: number;
  /** How many things a state holds beyond itself, such as sessions; few large states must not outgrow many small ones. */
  weigh?(state: State): number;
};

/** The state of a stream as of its last durable event; while a batch is being written, the state alone is ahead. */
export type Resident<State> = {
  state: State;
  /**
   * Where others write as well: the state as of `revision`, never ahead. When they were first, it is where deciding begins
   * again, without reading the stream from far back.
   */
  durable: State | undefined;
  /** How fast to write where others write as well. */
  backoff: WriteBackoff;
  revision: Revision;
  position: Position;
  hash: string;
  snapshotRevision: Revision;
};

/** The streams whose state is held in memory: the most recently used, as many as the bounds allow. */
export class ResidentStates<State, Command, Event> {
  readonly #residents: LRUCache<string, Resident<State>>;

  constructor(
    private readonly log: EventLog,
    private readonly decider: Decider<State, Command, Event>,
    private readonly options: ResidentStatesOptions<State>,
  ) {
    this.#residents = new LRUCache({
      max: options.maxResidentStreams ?? MAX_RESIDENT_STREAMS,
      maxSize: MAX_RESIDENT_WEIGHT,
      sizeCalculation: ({ state, durable }) => (1 + (options.weigh?.(state) ?? 0)) * (durable === undefined ? 1 : 2),
    });
  }

  get size(): number {
    return this.#residents.size;
  }

  get(stream: string): Resident<State> | undefined {
    return this.#residents.get(stream);
  }

  /** Puts a state that has changed back, so that the cache weighs it anew. */
  set(stream: string, resident: Resident<State>): void {
    this.#residents.set(stream, resident);
  }

  /** What is held may differ from the log: the next command loads it again. */
  drop(stream: string): void {
    this.#residents.delete(stream);
  }

  /** Folds a stream from its snapshot, or else from its first event. */
  async load(stream: string): Promise<Resident<State>> {
    const resident = (await this.#fromSnapshot(stream)) ?? this.#fresh();
    await this.#readOn(stream, resident, (event) => {
      resident.state = this.decider.evolve(resident.state, event);
    });
    if (this.log.isShared) resident.durable = structuredClone(resident.state);
    this.#residents.set(stream, resident);
    return resident;
  }

  /**
   * Reads what others have written behind the resident revision, and makes the state what it is as of then.
   * @param isAhead the state holds a batch that was not written, and is undone in any case.
   * @returns whether there was anything.
   */
  async catchUp(stream: string, resident: Resident<State>, { isAhead }: { isAhead: boolean }): Promise<boolean> {
    const before = resident.revision;
    let { durable } = resident;
    await this.#readOn(stream, resident, (event) => {
      durable = this.decider.evolve(durable!, event);
    });
    resident.durable = durable;
    const isBehind = resident.revision > before;
    if (!isBehind && !isAhead) return false;
    resident.state = structuredClone(durable!);
    this.#residents.set(stream, resident);
    return isBehind;
  }

  /** The batch that the state is ahead by has been written: what is durable follows. */
  settle(resident: Resident<State>, events: Iterable<Recorded<Event>>): void {
    if (resident.durable === undefined) return;
    for (const event of events) resident.durable = this.decider.evolve(resident.durable, event);
  }

  async #readOn(stream: string, resident: Resident<State>, fold: (event: Recorded<Event>) => void): Promise<void> {
    for await (const page of this.log.read(stream, { from: resident.revision + 1 })) {
      for (const event of page) {
        fold(event as unknown as Recorded<Event>);
        resident.revision = event.revision;
        resident.position = event.position;
        resident.hash = event.metadata.hash;
      }
    }
  }

  /** Takes a snapshot where enough has happened since the last. Only while the state is exactly what is durable. */
  snapshotIfDue(stream: string, resident: Resident<State>): void {
    const plan = this.options.snapshot;
    if (!plan || resident.revision - resident.snapshotRevision < plan.every) return;
    resident.snapshotRevision = resident.revision;
    const { revision, position, hash } = resident;
    // Taken now, written in its own time.
    plan.snapshots
      .save(stream, plan.version, { state: plan.toJson(resident.state), revision, position, hash })
      .catch(plan.onError);
  }

  async forgetSnapshot(stream: string): Promise<void> {
    const resident = this.#residents.peek(stream);
    if (resident) resident.snapshotRevision = NO_STREAM - (this.options.snapshot?.every ?? 0);
    await this.options.snapshot?.snapshots.delete(stream);
  }

  #fresh(): Resident<State> {
    return {
      state: this.decider.initial(),
      durable: undefined,
      backoff: new WriteBackoff(),
      revision: NO_STREAM,
      position: START,
      hash: '',
      snapshotRevision: NO_STREAM,
    };
  }

  /**
   * A snapshot counts only while the log still holds the very event it was taken at (the log may be an older backup). When what
   * keeps them does not answer, there is none: commands need the log alone.
   */
  async #fromSnapshot(stream: string): Promise<Resident<State> | null> {
    const plan = this.options.snapshot;
    if (!plan) return null;
    const snapshot = await plan.snapshots.load(stream, plan.version).catch(plan.onError);
    if (!snapshot) return null;
    for await (const page of this.log.read(stream, { from: snapshot.revision, maxCount: 1 })) {
      if (page[0]?.metadata.hash !== snapshot.hash) return null;
      const { revision, position, hash } = snapshot;
      const state = plan.fromJson(snapshot.state);
      return {
        state,
        durable: undefined,
        backoff: new WriteBackoff(),
        revision,
        position,
        hash,
        snapshotRevision: revision,
      };
    }
    return null;
  }
}
