import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Decider, Recorded } from '../domain/decider.ts';
import { refuse } from '../domain/refusal.ts';
import type { EventLog, RecordedEvent } from '../event-store/event-log.ts';
import {
  type Appended,
  type JsonObject,
  type NewEvent,
  NO_STREAM,
  type Position,
  type Revision,
  START,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../event-store/event-store.ts';
import type { CommandContext } from './command-context.ts';
import { newId } from '../ids.ts';

/** What one flush may append, in events and in text. Below every store's own limit. */
const MAX_EVENTS_A_FLUSH = 512;
const MAX_CHARACTERS_A_FLUSH = 512 * 1_024;
/** What an event takes beside its data, about. */
const METADATA_CHARACTERS = 600;
const MAX_WAITING_A_STREAM = 4_096;
const MAX_WAITING = 20_000;
const MAX_CONFLICTS = 20;
const CONFLICT_JITTER_MS = 10;
/** How long an unknown outcome is pursued before its commands are answered `STORE_UNAVAILABLE`. */
const RESOLVE_WITHIN_MS = 10_000;
const RESEND_FIRST_MS = 50;
const RESEND_LONGEST_MS = 1_000;
const MAX_RESIDENT_STREAMS = 10_000;
/** What all resident states may hold together, in the units of `weigh`. */
const MAX_RESIDENT_WEIGHT = 1_000_000;

/** More is waiting than can be decided soon. Nothing was written; try again after `retryAfterSeconds`. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too many commands are waiting. Try again in a second.');
    this.name = 'Overloaded';
  }
}

type AnyEvent = { type: string; data: object };

export type Outcome<Event, Value = undefined> = {
  /** Position of the last event written; where nothing had to change, of the stream's last event. */
  position: Position;
  revision: Revision;
  events: Event[];
  value: Value;
};

/** Disposable states that make a cold start independent of a stream's length. */
export type Snapshots = {
  load(stream: string, version: number): Promise<Snapshot | null>;
  save(stream: string, version: number, snapshot: Snapshot): Promise<void>;
};
export type Snapshot = { state: JsonObject; revision: Revision; position: Position; hash: string };

export type SnapshotPlan<State> = {
  snapshots: Snapshots;
  version: number;
  /** Events between two snapshots. */
  every: number;
  toJson(state: State): JsonObject;
  fromJson(json: JsonObject): State;
  onError(error: unknown): void;
};

export type CommandRunnerOptions<State> = {
  snapshot?: SnapshotPlan<State>;
  maxResidentStreams?: number;
  /** How many things a state holds beyond itself, such as sessions; few large states must not outgrow many small ones. */
  weigh?(state: State): number;
};

type Resident<State> = {
  state: State;
  revision: Revision;
  position: Position;
  hash: string;
  snapshotRevision: Revision;
};

type Waiting<State, Command, Event> = {
  /** `undefined`: only a question. */
  command: Command | ((state: State) => Command) | undefined;
  context: CommandContext | undefined;
  select: ((state: State, events: Event[], revision: Revision) => unknown) | undefined;
  expectedRevision: Revision | undefined;
  conflicts: number;
  resolve(outcome: Outcome<Event, unknown>): void;
  reject(error: unknown): void;
};

type Decided<State, Command, Event> = {
  item: Waiting<State, Command, Event>;
  events: Event[];
  revision: Revision;
  value: unknown;
  refusal?: unknown;
};

/**
 * Runs commands against the streams of one kind. Each stream has a mailbox; a flush takes what waits there, decides each
 * command in turn against the evolving state, appends all their events at once with the expected revision, and answers when
 * they are durable. While an append is being written the next batch grows, so a hot stream shares one sync among many.
 */
export class CommandRunner<State, Command, Event extends AnyEvent> {
  readonly #residents: LRUCache<string, Resident<State>>;
  readonly #mailboxes = new Map<string, Waiting<State, Command, Event>[]>();
  /** Streams whose mailbox was opened in this turn of the loop. */
  readonly #opened: string[] = [];
  #waiting = 0;

  constructor(
    private readonly log: EventLog,
    private readonly decider: Decider<State, Command, Event>,
    private readonly options: CommandRunnerOptions<State> = {},
  ) {
    this.#residents = new LRUCache({
      max: options.maxResidentStreams ?? MAX_RESIDENT_STREAMS,
      maxSize: MAX_RESIDENT_WEIGHT,
      sizeCalculation: ({ state }) => 1 + (options.weigh?.(state) ?? 0),
    });
  }

  /**
   * Decides one command and resolves once its events are durable.
   *
   * @param command the command, or a function that makes it from the state it is decided against.
   * @param select what to answer from the state as it stands right after the command.
   * @param expectedRevision the revision the caller has seen (`If-Match`); refused with `STALE` at any other.
   * @throws Refusal a rule said no; @throws Overloaded too much waits; @throws StoreUnavailable it is not known to have
   *   been written.
   */
  run<Value = undefined>(
    stream: string,
    command: Command | ((state: State) => Command),
    context: CommandContext,
    select?: (state: State, events: Event[]) => Value,
    expectedRevision?: Revision,
  ): Promise<Outcome<Event, Value>> {
    return this.#post(stream, command, context, select, expectedRevision) as Promise<Outcome<Event, Value>>;
  }

  /** Reads a stream's state in its turn among the commands, once all that it rests on is durable. */
  async ask<Value>(stream: string, select: (state: State, revision: Revision) => Value): Promise<Value> {
    const outcome = await this.#post(
      stream,
      undefined,
      undefined,
      (state, _events, revision) => select(state, revision),
      undefined,
    );
    return outcome.value as Value;
  }

  /** Every event of a stream, in pages, for the rare command that has to look further back than the state remembers. */
  history(stream: string): AsyncIterable<RecordedEvent[]> {
    return this.log.read(stream);
  }

  /** Commands that wait for a flush now. */
  get queued(): number {
    return this.#waiting;
  }

  /** Streams whose state is held in memory. */
  get resident(): number {
    return this.#residents.size;
  }

  #post(
    stream: string,
    command: Waiting<State, Command, Event>['command'],
    context: CommandContext | undefined,
    select: Waiting<State, Command, Event>['select'],
    expectedRevision: Revision | undefined,
  ): Promise<Outcome<Event, unknown>> {
    return new Promise((resolve, reject) => {
      const mailbox = this.#mailboxes.get(stream) ?? this.#open(stream);
      if (mailbox.length >= MAX_WAITING_A_STREAM || this.#waiting >= MAX_WAITING) return reject(new Overloaded());
      this.#waiting += 1;
      mailbox.push({ command, context, select, expectedRevision, conflicts: 0, resolve, reject });
    });
  }

  #open(stream: string): Waiting<State, Command, Event>[] {
    const mailbox: Waiting<State, Command, Event>[] = [];
    this.#mailboxes.set(stream, mailbox);
    // Not at once: everything that arrives in this turn of the loop shares the first flush.
    if (this.#opened.length === 0) setImmediate(() => this.#drainOpened());
    this.#opened.push(stream);
    return mailbox;
  }

  #drainOpened(): void {
    for (const stream of this.#opened.splice(0)) void this.#drain(stream, this.#mailboxes.get(stream)!);
  }

  async #drain(stream: string, mailbox: Waiting<State, Command, Event>[]): Promise<void> {
    while (mailbox.length > 0) {
      try {
        const resident = this.#residents.get(stream) ?? (await this.#load(stream));
        await this.#write(stream, mailbox, resident, this.#decide(stream, mailbox, resident));
      } catch (error) {
        this.#residents.delete(stream);
        this.#failAll(mailbox, error);
      }
    }
    this.#mailboxes.delete(stream);
  }

  /** Takes commands from the mailbox and decides them in turn; the resident state evolves with each. */
  #decide(stream: string, mailbox: Waiting<State, Command, Event>[], resident: Resident<State>) {
    const decided: Decided<State, Command, Event>[] = [];
    const prepared: NewEvent[] = [];
    const head = { revision: resident.revision, hash: resident.hash };
    let taken = 0;
    let characters = 0;
    while (taken < mailbox.length && taken < MAX_EVENTS_A_FLUSH && characters < MAX_CHARACTERS_A_FLUSH) {
      const item = mailbox[taken]!;
      let events: Event[] = [];
      let value: unknown;
      let refusal: unknown;
      try {
        if (item.expectedRevision !== undefined && item.expectedRevision !== head.revision) refuse('STALE');
        events = this.#eventsOf(item, resident.state);
        if (prepared.length > 0 && prepared.length + events.length > MAX_EVENTS_A_FLUSH) break;
        const { context } = item;
        if (events.length > 0 && context) {
          const fresh = this.log.prepare(stream, events.map(identified), metadataOf(context), head);
          for (const event of fresh) prepared.push(event);
          for (const { data } of fresh) characters += charactersIn(data);
          head.revision += fresh.length;
          head.hash = fresh[fresh.length - 1]!.metadata.hash as string;
          this.#evolve(resident, events, context);
        }
        value = item.select?.(resident.state, events, head.revision);
      } catch (error) {
        refusal = error;
        events = [];
      }
      taken += 1;
      decided.push({ item, events, revision: head.revision, value, refusal });
    }
    mailbox.splice(0, taken);
    this.#waiting -= taken;
    return { decided, prepared, hash: head.hash };
  }

  #eventsOf({ command }: Waiting<State, Command, Event>, state: State): Event[] {
    if (command === undefined) return [];
    return this.decider.decide(
      typeof command === 'function' ? (command as (state: State) => Command)(state) : command,
      state,
    );
  }

  #evolve(resident: Resident<State>, events: Event[], context: CommandContext): void {
    const metadata = { occurredAt: context.at, actor: context.actor };
    for (const event of events) resident.state = this.decider.evolve(resident.state, { ...event, metadata });
  }

  async #write(
    stream: string,
    mailbox: Waiting<State, Command, Event>[],
    resident: Resident<State>,
    { decided, prepared, hash }: { decided: Decided<State, Command, Event>[]; prepared: NewEvent[]; hash: string },
  ): Promise<void> {
    const before = resident.revision;
    const after = before + prepared.length;
    if (prepared.length > 0) {
      try {
        const appended = await this.#appendSurely(stream, prepared, before);
        resident.position = appended.position;
      } catch (error) {
        this.#residents.delete(stream);
        if (error instanceof WrongExpectedRevision) return this.#decideAgain(mailbox, decided, error);
        for (const { item } of decided) item.reject(error);
        return;
      }
    }
    if (prepared.length > 0) {
      resident.revision = after;
      resident.hash = hash;
      // Put back, so that the cache weighs it anew.
      this.#residents.set(stream, resident);
    }
    for (const answer of decided) {
      if (answer.refusal !== undefined) answer.item.reject(answer.refusal);
      else answer.item.resolve(outcomeOf(answer, resident));
    }
    this.#snapshot(stream, resident);
  }

  /** Another node wrote first: put the batch back at the front, in its order, and let the reloaded state decide. */
  async #decideAgain(
    mailbox: Waiting<State, Command, Event>[],
    decided: Decided<State, Command, Event>[],
    error: WrongExpectedRevision,
  ): Promise<void> {
    const again: Waiting<State, Command, Event>[] = [];
    for (const { item } of decided) {
      item.conflicts += 1;
      if (item.conflicts > MAX_CONFLICTS)
        item.reject(new StoreUnavailable(`Too many writers at once: ${error.message}`));
      else again.push(item);
    }
    mailbox.unshift(...again);
    this.#waiting += again.length;
    await sleep(Math.random() * CONFLICT_JITTER_MS);
  }

  /**
   * Appends, and pursues an unknown outcome until it is known: the identical batch is sent again, alone, until the store
   * takes it, or says that somebody wrote first; then the stream itself tells whether that somebody was us.
   */
  async #appendSurely(stream: string, prepared: NewEvent[], expected: Revision): Promise<Appended> {
    const giveUpAt = performance.now() + RESOLVE_WITHIN_MS;
    let pause = RESEND_FIRST_MS;
    for (let unknown = false; ; unknown = true) {
      try {
        return await this.log.append(stream, prepared, expected);
      } catch (error) {
        if (error instanceof WrongExpectedRevision && unknown)
          return this.#foundWritten(stream, prepared, expected, error);
        if (!(error instanceof StoreUnavailable) || performance.now() + pause > giveUpAt) throw error;
        await sleep(pause * (0.5 + Math.random() / 2));
        pause = Math.min(pause * 2, RESEND_LONGEST_MS);
      }
    }
  }

  async #foundWritten(
    stream: string,
    prepared: NewEvent[],
    expected: Revision,
    conflict: WrongExpectedRevision,
  ): Promise<Appended> {
    let index = 0;
    let last: Appended | undefined;
    for await (const page of this.log.read(stream, { from: expected + 1, maxCount: prepared.length })) {
      for (const event of page) {
        if (event.id !== prepared[index]?.id) throw conflict;
        last = { revision: event.revision, position: event.position };
        index += 1;
      }
    }
    if (index !== prepared.length || last === undefined) throw conflict;
    return last;
  }

  async #load(stream: string): Promise<Resident<State>> {
    const resident = (await this.#fromSnapshot(stream)) ?? this.#fresh();
    for await (const page of this.log.read(stream, { from: resident.revision + 1 })) {
      for (const event of page) {
        resident.state = this.decider.evolve(resident.state, event as unknown as Recorded<Event>);
        resident.revision = event.revision;
        resident.position = event.position;
        resident.hash = event.metadata.hash;
      }
    }
    this.#residents.set(stream, resident);
    return resident;
  }

  #fresh(): Resident<State> {
    return {
      state: this.decider.initial(),
      revision: NO_STREAM,
      position: START,
      hash: '',
      snapshotRevision: NO_STREAM,
    };
  }

  /** A snapshot counts only while the log still holds the very event it was taken at (the log may be an older backup). */
  async #fromSnapshot(stream: string): Promise<Resident<State> | null> {
    const plan = this.options.snapshot;
    const snapshot = await plan?.snapshots.load(stream, plan.version);
    if (!plan || !snapshot) return null;
    for await (const page of this.log.read(stream, { from: snapshot.revision, maxCount: 1 })) {
      if (page[0]?.metadata.hash !== snapshot.hash) return null;
      const { revision, position, hash } = snapshot;
      return { state: plan.fromJson(snapshot.state), revision, position, hash, snapshotRevision: revision };
    }
    return null;
  }

  #snapshot(stream: string, resident: Resident<State>): void {
    const plan = this.options.snapshot;
    if (!plan || resident.revision - resident.snapshotRevision < plan.every) return;
    resident.snapshotRevision = resident.revision;
    const { revision, position, hash } = resident;
    // Taken now, while the state is exactly what is durable; written in its own time.
    plan.snapshots
      .save(stream, plan.version, { state: plan.toJson(resident.state), revision, position, hash })
      .catch(plan.onError);
  }

  /** The stream can't be read: nobody who waits for it can be answered otherwise. */
  #failAll(mailbox: Waiting<State, Command, Event>[], error: unknown): void {
    const all = mailbox.splice(0);
    this.#waiting -= all.length;
    for (const item of all) item.reject(error);
  }
}

/** About as long as the data is in the store, without writing it out once more. */
function charactersIn(data: JsonObject): number {
  let characters = METADATA_CHARACTERS;
  for (const key in data) {
    const value = data[key];
    if (typeof value === 'string') characters += value.length;
    else if (Array.isArray(value)) characters += JSON.stringify(value).length;
  }
  return characters;
}

function identified(event: AnyEvent): { id: string; type: string; data: JsonObject } {
  return { id: newId(), type: event.type, data: event.data as JsonObject };
}

function metadataOf({ account, actor, onBehalfOf, commandId, correlationId, causationId, at }: CommandContext) {
  return {
    account,
    actor,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    occurredAt: at,
    commandId,
    $correlationId: correlationId,
    $causationId: causationId ?? commandId,
  };
}

/** The last event's position belongs to the batch; a store's positions are in revision order, so it covers each command. */
function outcomeOf<State, Command, Event>(
  { events, revision, value }: Decided<State, Command, Event>,
  resident: Resident<State>,
): Outcome<Event, unknown> {
  return { position: resident.position, revision, events, value };
}
