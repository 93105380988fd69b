import type { Position } from '../event-store/event-store.ts';
import { PositionWaiters } from './position-waiters.ts';
import type { ProjectionStatus } from './projector.ts';

/** How long a query waits for its `after` unless told otherwise. */
const WITHIN_MS = 2_000;
/** Queries that may wait at a time; one too many is told at once that its position is not there yet. */
const WAITING_MAX = 10_000;

type PassedListener = (name: string, position: Position) => void;

/** What runs the projections: `Projectors`, here or in a thread. */
export type ProjectionRunner = {
  /** As of before it was started. */
  status(): ProjectionStatus[];
  /**
   * Resolves when queries can be asked, or can't be for now.
   * @param heard is told how all of them stand, soon after one has moved on or stopped.
   */
  start(heard: (status: ProjectionStatus[]) => void): Promise<void>;
  /** Whether somebody waits for a position: what other nodes run is then looked at more often. */
  isWaitedFor(yes: boolean): void;
  /** Why nothing is run at the moment, whatever the projections' own state. */
  readonly fault: string | undefined;
  stop(): Promise<void>;
};

/** All read models, for those who ask them: how far they are, and who waits for a position. */
export class ReadModels {
  readonly #runner: ProjectionRunner;
  #status: ReadonlyMap<string, ProjectionStatus>;
  readonly #waiters: ReadonlyMap<string, PositionWaiters>;
  readonly #listeners = new Set<PassedListener>();
  #waiting = 0;

  constructor(runner: ProjectionRunner) {
    this.#runner = runner;
    this.#status = byName(runner.status());
    this.#waiters = new Map([...this.#status.keys()].map((name) => [name, new PositionWaiters()]));
  }

  /** A projection that can't start is `stopped` in `status()`. */
  start(): Promise<void> {
    return this.#runner.start((status) => this.#heard(status));
  }

  async stop(): Promise<void> {
    await this.#runner.stop();
    for (const waiters of this.#waiters.values()) waiters.giveUp();
  }

  status(): ProjectionStatus[] {
    return [...this.#status.values()];
  }

  /** Why no read model moves on at the moment, if that is so. */
  get fault(): string | undefined {
    return this.#runner.fault;
  }

  /** Up to where a read model's rows are complete. Ask before the query: the rows then show at least that. */
  position(name: string): Position {
    return this.#of(name).position;
  }

  /** Calls back after each commit that moved a read model. @returns how to stop that. */
  onPassed(listener: PassedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether all of the named read models have passed the position, at the latest after `withinMs`. */
  async waitFor(names: readonly string[], position: Position, withinMs: number = WITHIN_MS): Promise<boolean> {
    const behind = names.map((name) => this.#of(name)).filter((status) => status.position < position);
    if (behind.length === 0) return true;
    if (this.#waiting >= WAITING_MAX || behind.some(({ state }) => state === 'stopped')) return false;
    this.#waiting += 1;
    if (this.#waiting === 1) this.#runner.isWaitedFor(true);
    try {
      const waiters = behind.map(({ name }) => this.#waiters.get(name)!);
      return await allPass(waiters, position, withinMs);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#runner.isWaitedFor(false);
    }
  }

  #heard(status: readonly ProjectionStatus[]): void {
    const before = this.#status;
    this.#status = byName(status);
    for (const { name, position, state } of status) {
      const waiters = this.#waiters.get(name)!;
      if (position > before.get(name)!.position) {
        waiters.passed(position);
        for (const listener of this.#listeners) listener(name, position);
      }
      if (state === 'stopped') waiters.giveUp();
    }
  }

  #of(name: string): ProjectionStatus {
    const status = this.#status.get(name);
    if (!status) throw new Error(`There is no read model ${name}`);
    return status;
  }
}

const byName = (status: readonly ProjectionStatus[]) => new Map(status.map((one) => [one.name, one]));

function allPass(waiters: readonly PositionWaiters[], position: Position, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let behind = waiters.length;
    const cancels = waiters.map((one) =>
      one.add(position, (passed) => {
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
