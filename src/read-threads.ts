import { extname } from 'node:path';
import type { Logger } from 'pino';
import type { QueryAnswer, QueryArguments, QueryName } from '../projections/queries.ts';
import { type RefusalCode, type RefusalDetails, Refusal } from './domain/refusal.ts';
import { StoreUnavailable } from './event-store/event-store.ts';
import type { Questions } from './history/history.ts';
import type { AskingHistory } from './http/history/past-queries.ts';
import type { Asking } from './http/queries.ts';
import { DatabaseUnavailable } from './postgres/faults.ts';
import type { ProjectionRequests } from './projections.thread.ts';
import type { QueryRequests } from './queries.thread.ts';
import type { Projection } from './read-models/projection.ts';
import { notStarted, type ProjectionStatus } from './read-models/projector.ts';
import type { ProjectionRunner } from './read-models/read-models.ts';
import { type SnapshotStore, Snapshots } from './read-models/snapshots.ts';
import type { ThreadPlaces } from './thread-places.ts';
import type { ThrownError } from './threads/messages.ts';
import { SupervisedThread, type ThreadOptions } from './threads/supervised-thread.ts';

/** Queries that may read through much of history have a thread of their own: no other waits behind them. */
const LONG_QUERIES: ReadonlySet<QueryName> = new Set<QueryName>(['listAudit']);

type HistoryRequests = { [Question in keyof Questions]: Questions[Question] };
type Threads = { places: ThreadPlaces; logger: Logger };

/** Runs the projections in a thread, which is also the one writer of the read database. */
export class ProjectionThread implements ProjectionRunner {
  readonly #thread: SupervisedThread<ProjectionRequests>;
  #status: ProjectionStatus[];
  #heard: (status: ProjectionStatus[]) => void = () => {};
  readonly #isForMany: boolean;
  #isWaitedFor = false;
  #hasLeft = false;

  constructor({ places, logger }: Threads, projections: readonly Projection[]) {
    this.#isForMany = places.isForMany;
    this.#status = projections.map(notStarted);
    this.#thread = new SupervisedThread({
      ...optionsOf('projections', 'projections.thread', { places, logger }),
      onNotice: (status: ProjectionStatus[]) => {
        this.#status = status;
        this.#heard(status);
      },
      // A thread that was started anew does not know it.
      onReady: () => {
        this.isWaitedFor(this.#isWaitedFor);
        if (this.#hasLeft) this.leaveTurns();
      },
    });
  }

  status(): ProjectionStatus[] {
    return this.#status;
  }

  get fault(): string | undefined {
    return this.#thread.fault;
  }

  start(heard: (status: ProjectionStatus[]) => void): Promise<void> {
    this.#heard = heard;
    return this.#thread.start();
  }

  isWaitedFor(yes: boolean): void {
    // A process that is alone runs everything itself.
    if (!this.#isForMany) return;
    this.#isWaitedFor = yes;
    // Who waits is only told later where the thread is gone, or has too much to do.
    this.#thread.ask('isWaitedFor', yes).catch(() => undefined);
  }

  /** Leaves the projections to other nodes, for good. */
  leaveTurns(): void {
    this.#hasLeft = true;
    // A thread that is gone has no turn; the next one is told when it is there.
    this.#thread.ask('leaveTurns').catch(() => undefined);
  }

  /** Snapshots, read here and written there: SQLite has one writer at a time, and the request thread does not wait for it. */
  snapshots(own: Snapshots): SnapshotStore {
    return {
      load: (stream, version) => own.load(stream, version),
      save: (stream, version, snapshot) => this.#thread.ask('saveSnapshot', stream, version, snapshot),
      delete: (stream) => this.#thread.ask('deleteSnapshot', stream),
    };
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  /** As a crash would. */
  kill(): Promise<void> {
    return this.#thread.kill();
  }
}

/** Runs queries in threads. */
export class QueryThreads implements Asking {
  readonly #short: SupervisedThread<QueryRequests>;
  readonly #long: SupervisedThread<QueryRequests>;

  constructor(threads: Threads) {
    this.#short = new SupervisedThread(optionsOf('queries', 'queries.thread', threads));
    this.#long = new SupervisedThread(optionsOf('history queries', 'queries.thread', threads));
  }

  /** Why queries can't be asked at the moment. */
  get faults(): string[] {
    return [this.#short.fault, this.#long.fault].filter((fault) => fault !== undefined);
  }

  run<Name extends QueryName>(
    of: readonly string[],
    name: Name,
    ...args: QueryArguments<Name>
  ): Promise<QueryAnswer<Name>> {
    const thread = LONG_QUERIES.has(name) ? this.#long : this.#short;
    return thread.ask('run', of, name, args) as Promise<QueryAnswer<Name>>;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#short.stop(), this.#long.stop()]);
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    await Promise.all([this.#short.kill(), this.#long.kill()]);
  }
}

/** Answers questions about the past. A thread of its own: folding may take long, and no list waits behind it. */
export class HistoryThread implements AskingHistory {
  readonly #thread: SupervisedThread<HistoryRequests>;

  constructor(threads: Threads) {
    this.#thread = new SupervisedThread(optionsOf('history', 'history.thread', threads));
  }

  /** Has the index follow the log, before anybody asks. */
  start(): Promise<void> {
    return this.#thread.start();
  }

  get fault(): string | undefined {
    return this.#thread.fault;
  }

  ask<Name extends keyof Questions>(
    question: Name,
    ...asked: Parameters<Questions[Name]>
  ): Promise<Awaited<ReturnType<Questions[Name]>>> {
    return this.#thread.ask(question, ...asked);
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  /** As a crash would. */
  kill(): Promise<void> {
    return this.#thread.kill();
  }
}

function optionsOf(name: string, file: string, { places, logger }: Threads): ThreadOptions {
  return {
    name,
    file: new URL(`./${file}${extname(import.meta.url)}`, import.meta.url),
    data: places,
    logger,
    revive,
    unavailable: (message) => new DatabaseUnavailable(message),
  };
}

/** What the request thread tells apart. Another build's rows are, like a database that is away, for now only. */
const REVIVED: { [name: string]: (error: ThrownError) => Error } = {
  Refusal: ({ fields }) => new Refusal(fields.code as RefusalCode, fields.details as RefusalDetails),
  DatabaseUnavailable: ({ message }) => new DatabaseUnavailable(message),
  OtherVersionLive: ({ message }) => new DatabaseUnavailable(message),
  StoreUnavailable: ({ message }) => new StoreUnavailable(message),
};

function revive(error: ThrownError): Error | undefined {
  return REVIVED[error.name]?.(error);
}
