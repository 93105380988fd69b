import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '../event-store/event-store.ts';
import { soleLeader, type Leadership } from '../nodes/leadership.ts';
import { CheckpointWatch } from './checkpoint-watch.ts';
import type { EventSource, Projection } from './projection.ts';
import { type ProjectionStatus, Projector, type ProjectorLog } from './projector.ts';
import type { WritableDatabase } from './read-database.ts';

/** How long a query waits for its `after` unless told otherwise. */
const WITHIN_MS = 2_000;
/** For the node whose turn it is to make the tables; then queries have to do without. */
const START_WITHIN_MS = 10_000;
/** Queries that may wait at a time; one too many is told at once that its position is not there yet. */
const WAITING_MAX = 10_000;

type PassedListener = (name: string, position: Position) => void;

/**
 * All read models of this process. Of several nodes on one database each projection is run by one at a time; every node
 * answers queries and wakes who waits, by watching the checkpoints of those that it does not run.
 *
 * Nodes of two builds may run side by side, so that one can be upgraded after the other. A build with a higher `version` of
 * a projection makes its rows beside the old ones, which nodes of the older build go on serving and moving on. From the
 * switch on only the newer build's nodes serve them, and the older ones' say in `status()` that they have stopped. So a
 * node of the newer build is ready when the rows are. Going back is by hand: `rebuild` with the older build.
 */
export class ReadModels {
  readonly #database: WritableDatabase;
  /** Of a process that is alone nobody else moves a checkpoint. */
  readonly #watch: CheckpointWatch | undefined;
  readonly #stopping = new AbortController();
  #watching: Promise<void> | undefined;
  readonly #projectors: ReadonlyMap<string, Projector>;
  readonly #listeners = new Set<PassedListener>();
  #waiting = 0;

  /** Tables' types differ from one projection to the next; here only their names and shapes count. */
  constructor(parts: {
    database: WritableDatabase;
    log: EventSource;
    projections: readonly Projection[];
    logger: ProjectorLog;
    leadership?: Leadership;
    /** When rows that another node should move on are thought to be stuck. */
    stuckAfterMs?: number;
  }) {
    const { database, log, projections, logger, leadership = soleLeader, stuckAfterMs } = parts;
    this.#database = database;
    const onPassed: PassedListener = (name, position) => {
      for (const listener of this.#listeners) listener(name, position);
    };
    this.#projectors = new Map(
      projections.map((projection) => [
        projection.name,
        new Projector({ database, log, projection, logger, leadership, stuckAfterMs, onPassed }),
      ]),
    );
    if (leadership !== soleLeader) this.#watch = this.#watchOthers(log);
  }

  /**
   * Resolves once every table exists, at the latest after ten seconds: another node may be slow to make them. A projection
   * that can't start is `stopped` in `status()`.
   */
  async start(): Promise<void> {
    const started = Promise.all([...this.#projectors.values()].map((projector) => projector.start()));
    this.#watching = this.#watch?.run(this.#stopping.signal);
    const inTime = new AbortController();
    const late = pause(START_WITHIN_MS, undefined, { signal: inTime.signal }).catch(() => undefined);
    await Promise.race([started, late]);
    inTime.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#projectors.values()].map((projector) => projector.stop()));
    await this.#watching;
  }

  /** Resolves when queries can be asked. @throws DatabaseUnavailable */
  ping(): Promise<void> {
    return this.#database.ping();
  }

  status(): ProjectionStatus[] {
    return [...this.#projectors.values()].map((projector) => projector.status());
  }

  /** Up to where a read model's rows are complete. Ask before the query: the rows then show at least that. */
  position(name: string): Position {
    return this.#projector(name).position;
  }

  /**
   * Call it after the query: whether what was read is of the version that this build's queries mean. Another node may have
   * put other rows there at any moment.
   * @throws OtherVersionLive
   */
  async confirm(names: readonly string[]): Promise<void> {
    if (!this.#watch) return;
    await this.#watch.look();
    for (const name of names) this.#projector(name).requireOwnVersion();
  }

  /** Calls back after each commit that moved a read model. @returns how to stop that. */
  onPassed(listener: PassedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether all of the named read models have passed the position, at the latest after `withinMs`. */
  async waitFor(names: readonly string[], position: Position, withinMs: number = WITHIN_MS): Promise<boolean> {
    const behind = names.map((name) => this.#projector(name)).filter((projector) => projector.position < position);
    if (behind.length === 0) return true;
    if (this.#waiting >= WAITING_MAX || behind.some((projector) => projector.isStopped)) return false;
    this.#waiting += 1;
    try {
      return await allPass(behind, position, withinMs);
    } finally {
      this.#waiting -= 1;
    }
  }

  #watchOthers(log: EventSource): CheckpointWatch {
    return new CheckpointWatch({
      database: this.#database,
      log,
      isWaitedFor: () => this.#waiting > 0,
      onSeen: (live, head) => {
        for (const [name, projector] of this.#projectors) projector.saw(live.get(name), head);
      },
    });
  }

  #projector(name: string): Projector {
    const projector = this.#projectors.get(name);
    if (!projector) throw new Error(`There is no read model ${name}`);
    return projector;
  }
}

function allPass(projectors: readonly Projector[], position: Position, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let behind = projectors.length;
    const cancels = projectors.map(({ waiters }) =>
      waiters.add(position, (passed) => {
        behind -= 1;
        if (!passed || behind === 0) settle(passed);
      }),
    );
    const timer = setTimeout(() => settle(false), withinMs);
    function settle(passed: boolean): void {
      clearTimeout(timer);
      for (const cancel of cancels) cancel();
      resolve(passed);
    }
  });
}
