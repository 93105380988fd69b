import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '../domain/decider.ts';
import type { EventLog, RecordedEvent } from '../event-store/event-log.ts';
import { type Revision, StoreUnavailable, WrongExpectedRevision } from '../event-store/event-store.ts';
import {
  type AnyEvent,
  type Batch,
  type Decided,
  type Outcome,
  outcomeOf,
  takeBatch,
  type Waiting,
} from './command-batch.ts';
import type { CommandContext } from './command-context.ts';
import { type Resident, ResidentStates, type ResidentStatesOptions } from './resident-states.ts';
import { appendSurely } from './sure-append.ts';

const MAX_WAITING_A_STREAM = 4_096;
const MAX_WAITING = 20_000;
const MAX_CONFLICTS = 20;
const CONFLICT_JITTER_MS = 10;

/** More is waiting than can be decided soon. Nothing was written; try again after `retryAfterSeconds`. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too many commands are waiting. Try again in a second.');
    this.name = 'Overloaded';
  }
}

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
        const resident = this.#residents.get(stream) ?? (await this.#residents.load(stream));
        const batch = takeBatch(this.log, this.decider, stream, mailbox, resident);
        this.#waiting -= batch.decided.length;
        await this.#write(stream, mailbox, resident, batch);
      } catch (error) {
        this.#residents.drop(stream);
        this.#failAll(mailbox, error);
      }
    }
    this.#mailboxes.delete(stream);
  }

  async #write(
    stream: string,
    mailbox: Waiting<State, Command, Event>[],
    resident: Resident<State>,
    { decided, prepared, hash }: Batch<State, Command, Event>,
  ): Promise<void> {
    if (prepared.length > 0) {
      try {
        const appended = await appendSurely(this.log, stream, prepared, resident.revision);
        resident.position = appended.position;
      } catch (error) {
        this.#residents.drop(stream);
        if (error instanceof WrongExpectedRevision) return this.#decideAgain(mailbox, decided, error);
        for (const { item } of decided) item.reject(error);
        return;
      }
      resident.revision += prepared.length;
      resident.hash = hash;
      this.#residents.set(stream, resident);
    }
    for (const answer of decided) {
      if (answer.refusal !== undefined) answer.item.reject(answer.refusal);
      else answer.item.resolve(outcomeOf(answer, resident));
    }
    this.#residents.snapshotIfDue(stream, resident);
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

  /** The stream can't be read: nobody who waits for it can be answered otherwise. */
  #failAll(mailbox: Waiting<State, Command, Event>[], error: unknown): void {
    const all = mailbox.splice(0);
    this.#waiting -= all.length;
    for (const item of all) item.reject(error);
  }
}
