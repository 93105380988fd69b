import type { Position } from '../event-store/event-store.ts';
import type { EventSource, Projection } from './projection.ts';
import { type ProjectionStatus, Projector, type ProjectorLog } from './projector.ts';
import type { WritableDatabase } from './read-database.ts';

/** How long a query waits for its `after` unless told otherwise. */
const WITHIN_MS = 2_000;
/** Queries that may wait at a time; one too many is told at once that its position is not there yet. */
const WAITING_MAX = 10_000;

type PassedListener = (name: string, position: Position) => void;

/** All read models of this process. */
export class ReadModels {
  readonly #database: WritableDatabase;
  readonly #projectors: ReadonlyMap<string, Projector>;
  readonly #listeners = new Set<PassedListener>();
  #waiting = 0;

  /** Tables' types differ from one projection to the next; here only their names and shapes count. */
  constructor(parts: {
    database: WritableDatabase;
    log: EventSource;
    projections: readonly Projection[];
    logger: ProjectorLog;
  }) {
    const { database, log, projections, logger } = parts;
    this.#database = database;
    const onPassed: PassedListener = (name, position) => {
      for (const listener of this.#listeners) listener(name, position);
    };
    this.#projectors = new Map(
      projections.map((projection) => [
        projection.name,
        new Projector({ database, log, projection, logger, onPassed }),
      ]),
    );
  }

  /** Resolves once every table exists. A projection that can't start is `stopped` in `status()`. */
  async start(): Promise<void> {
    for (const projector of this.#projectors.values()) await projector.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#projectors.values()].map((projector) => projector.stop()));
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
