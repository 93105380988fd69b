import { Overloaded } from '../../common/overloaded.ts';
import type { Decider } from '../../domain/decider.ts';
import type { EventLog, RecordedEvent } from '../../event-store/event-log.ts';
import { type Revision, StoreUnavailable, WrongExpectedRevision } from '../../event-store/event-store.ts';
import {
  type AnyEvent,
  type Batch,
  type Decided,
  type Outcome,
  outcomeOf,
  recordedOf,
  takeBatch,
  type Waiting,
} from './command-batch.ts';
import type { CommandContext } from './command-context.ts';
import { type Resident, ResidentStates, type ResidentStatesOptions } from './resident-states.ts';
import { appendWithRetry } from './append-with-retry.ts';

const MAX_WAITING_A_STREAM = 4_096;
const MAX_WAITING = 20_000;
/** Lost races to another node's append. Each is a few milliseconds. */
const MAX_CONFLICTS = 50;

/**
 * Runs commands against the streams of one kind. Each stream has a mailbox; a flush takes what waits there, decides each
 * command in turn against the evolving state, appends all their events at once with the expected revision, and answers when
 * they are durable. While an append is being written the next batch grows, so a hot stream shares one sync among many.
 */
export class CommandRunner<State, Command, Event extends AnyEvent> {
  readonly #residents: ResidentStates<State, Command, Event>;
  readonly #mailboxes = new Map<string, Waiting<State, Command, Event>[]>();
  /** Streams whose mailbox was opened in this turn of the loop. */
  readonly #opened: string[] = [];
  #waiting = 0;

  constructor(
    private readonly log: EventLog,
    private readonly decider: Decider<State, Command, Event>,
    options: ResidentStatesOptions<State> = {},
  ) {
    this.#residents = new ResidentStates(log, decider, options);
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

  /**
   * Reads a stream's state in its turn among the commands, once all that it rests on is durable.
   * @param options.mayBeStale what this node knows will do, though another may have written since: spares a look at the store.
   */
  async ask<Value>(
    stream: string,
    select: (state: State, revision: Revision) => Value,
    { mayBeStale = false }: { mayBeStale?: boolean } = {},
  ): Promise<Value> {
    const selectOf = (state: State, _events: Event[], revision: Revision) => select(state, revision);
    const outcome = await this.#post(stream, undefined, undefined, selectOf, undefined, mayBeStale);
    return outcome.value as Value;
  }

  /** Removes what is kept of a stream; the next write makes a new copy. */
  forgetSnapshot(stream: string): Promise<void> {
    return this.#residents.forgetSnapshot(stream);
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
    mayBeStale = false,
  ): Promise<Outcome<Event, unknown>> {
    return new Promise((resolve, reject) => {
      const mailbox = this.#mailboxes.get(stream) ?? this.#open(stream);
      if (mailbox.length >= MAX_WAITING_A_STREAM || this.#waiting >= MAX_WAITING) return reject(new Overloaded());
      this.#waiting += 1;
      const isFresh = mayBeStale || !this.log.isShared;
      mailbox.push({ command, context, select, expectedRevision, isFresh, conflicts: 0, resolve, reject });
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
        const resident = this.#residents.get(stream) ?? (await this.#load(stream, mailbox));
        if (this.log.isShared) await resident.backoff.wait();
        const beganMs = performance.now();
        const batch = await takeBatch(this.log, this.decider, stream, mailbox, resident);
        this.#waiting -= batch.decided.length;
        if (batch.prepared.length > 0) await this.#write(stream, mailbox, resident, batch, beganMs);
        else await this.#confirm(stream, mailbox, resident, batch);
      } catch (error) {
        this.#residents.drop(stream);
        this.#failAll(mailbox, error);
      }
    }
    this.#mailboxes.delete(stream);
  }

  #load(stream: string, mailbox: Waiting<State, Command, Event>[]): Promise<Resident<State>> {
    for (const item of mailbox) item.isFresh = true;
    return this.#residents.load(stream);
  }

  /** Writing a batch with the revision it was decided at proves all of it, refusals too. */
  async #write(
    stream: string,
    mailbox: Waiting<State, Command, Event>[],
    resident: Resident<State>,
    batch: Batch<State, Command, Event>,
    decidedMs: number,
  ): Promise<void> {
    const { decided, prepared, hash } = batch;
    const beganMs = performance.now();
    try {
      const appended = await appendWithRetry(this.log, stream, prepared, resident.revision, decidedMs);
      resident.position = appended.position;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return this.#lost(stream, mailbox, resident, decided, error);
      this.#residents.drop(stream);
      for (const { item } of decided) item.reject(error);
      return;
    }
    resident.revision += prepared.length;
    resident.hash = hash;
    this.#residents.settle(resident, recordedOf(batch));
    this.#residents.set(stream, resident);
    answerAll(decided, resident);
    this.#residents.snapshotIfDue(stream, resident);
    resident.backoff.wrote(performance.now() - beganMs, decided[0]!.item.conflicts);
  }

  /**
   * What appends nothing is true only of a state that nobody has changed: where others write as well, the stream is asked.
   * Refusals, questions and what is already so are answered by what it holds after they came in.
   */
  async #confirm(
    stream: string,
    mailbox: Waiting<State, Command, Event>[],
    resident: Resident<State>,
    { decided }: Batch<State, Command, Event>,
  ): Promise<void> {
    const answerable = decided.filter(({ item }) => item.isFresh);
    const doubtful = decided.filter(({ item }) => !item.isFresh);
    answerAll(answerable, resident);
    if (doubtful.length === 0) return;
    try {
      if (await this.#residents.catchUp(stream, resident, { isAhead: false })) {
        resident.backoff.sawOthers();
        this.#putBack(mailbox, doubtful);
      } else answerAll(doubtful, resident);
    } catch (error) {
      this.#residents.drop(stream);
      for (const { item } of doubtful) item.reject(error);
    }
  }

  /** Another node wrote first: the batch goes back to the front, in its order, and is decided on what is there now. */
  async #lost(
    stream: string,
    mailbox: Waiting<State, Command, Event>[],
    resident: Resident<State>,
    decided: Decided<State, Command, Event>[],
    error: WrongExpectedRevision,
  ): Promise<void> {
    resident.backoff.sawOthers();
    const again: Decided<State, Command, Event>[] = [];
    for (const one of decided) {
      one.item.conflicts += 1;
      if (one.item.conflicts > MAX_CONFLICTS)
        one.item.reject(new StoreUnavailable(`Too many writers at once: ${error.message}`));
      else again.push(one);
    }
    this.#putBack(mailbox, again);
    if (!this.log.isShared) return this.#residents.drop(stream);
    // At once: it is for whoever was first to make way, or the one that is behind would stay behind.
    await this.#residents.catchUp(stream, resident, { isAhead: true });
  }

  /** What goes back has seen the stream being read since it came in. */
  #putBack(mailbox: Waiting<State, Command, Event>[], decided: readonly Decided<State, Command, Event>[]): void {
    for (const { item } of decided) item.isFresh = true;
    mailbox.unshift(...decided.map(({ item }) => item));
    this.#waiting += decided.length;
  }

  /** The stream can't be read: nobody who waits for it can be answered otherwise. */
  #failAll(mailbox: Waiting<State, Command, Event>[], error: unknown): void {
    const all = mailbox.splice(0);
    this.#waiting -= all.length;
    for (const item of all) item.reject(error);
  }
}

function answerAll<State, Command, Event>(
  decided: readonly Decided<State, Command, Event>[],
  resident: Resident<State>,
): void {
  for (const answer of decided) {
    if (answer.refusal !== undefined) answer.item.reject(answer.refusal);
    else answer.item.resolve(outcomeOf(answer, resident));
  }
}
