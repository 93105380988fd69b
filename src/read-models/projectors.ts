import { setTimeout as pause } from 'node:timers/promises';
import { soleLeader, type Leadership } from '../nodes/leadership.ts';
import { CheckpointWatch } from './checkpoint-watch.ts';
import { FollowerGroup } from './follower-group.ts';
import type { EventSource, Projection } from './projection.ts';
import { type ProjectionStatus, Projector, type ProjectorLog } from './projector.ts';
import type { WritableDatabase } from './database/read-database.ts';
import type { ProjectionRunner } from './read-models.ts';

/** For the node whose turn it is to make the tables; then queries have to do without. */
const START_WITHIN_MS = 10_000;

/**
 * Runs projections. Of several nodes on one database each projection is run by one at a time; every node answers queries
 * and wakes who waits, by watching the checkpoints of those that it does not run.
 *
 * Nodes of two builds may run side by side, so that one can be upgraded after the other. A build with a higher `version` of
 * a projection makes its rows beside the old ones, which nodes of the older build go on serving and moving on. From the
 * switch on only the newer build's nodes serve them, and the older ones' say in `status()` that they have stopped. So a
 * node of the newer build is ready when the rows are. Going back is by hand: `rebuild` with the older build.
 */
export class Projectors implements ProjectionRunner {
  readonly fault = undefined;
  readonly #projectors: ReadonlyMap<string, Projector>;
  /** Of a process that is alone nobody else moves a checkpoint. */
  readonly #watch: CheckpointWatch | undefined;
  readonly #stopping = new AbortController();
  #watching: Promise<void> | undefined;
  #heard: (status: ProjectionStatus[]) => void = () => {};
  #isTelling = false;

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
    const isShared = leadership !== soleLeader;
    const group = new FollowerGroup({ database, log, isShared });
    const onChange = () => this.#tell();
    this.#projectors = new Map(
      projections.map((projection) => [
        projection.name,
        new Projector({ database, log, projection, logger, leadership, stuckAfterMs, group, onChange }),
      ]),
    );
    if (isShared) this.#watch = this.#watchOthers(database, log);
  }

  status(): ProjectionStatus[] {
    return [...this.#projectors.values()].map((projector) => projector.status());
  }

  /** Resolves once every table exists, at the latest after ten seconds: another node may be slow to make them. */
  async start(heard: (status: ProjectionStatus[]) => void): Promise<void> {
    const started = Promise.all([...this.#projectors.values()].map((projector) => projector.start()));
    this.#watching = this.#watch?.run(this.#stopping.signal);
    const inTime = new AbortController();
    const late = pause(START_WITHIN_MS, undefined, { signal: inTime.signal }).catch(() => undefined);
    await Promise.race([started, late]);
    inTime.abort();
    // Before that the checkpoints are not known: who was told already would think that rows had gone back.
    this.#heard = heard;
    heard(this.status());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#projectors.values()].map((projector) => projector.stop()));
    await this.#watching;
    this.#heard(this.status());
  }

  isWaitedFor(yes: boolean): void {
    if (this.#watch) this.#watch.isWaitedFor = yes;
  }

  #watchOthers(database: WritableDatabase, log: EventSource): CheckpointWatch {
    return new CheckpointWatch({
      database,
      log,
      onSeen: (live, head) => {
        for (const [name, projector] of this.#projectors) projector.saw(live.get(name), head);
      },
    });
  }

  /** Once for all that a commit has moved. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#heard(this.status());
    });
  }
}
