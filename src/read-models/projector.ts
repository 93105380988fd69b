import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Position, START, StoreUnavailable, UnreadableEvent } from '../event-store/event-store.ts';
import { soleLeader, type Leadership, untilAborted } from '../nodes/leadership.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';
import { assertSameLog, openProjection, OtherVersionLive, swapIn } from './builds.ts';
import { type Checkpoint, CheckpointMoved, hasMoved, readCheckpoint } from './checkpoints.ts';
import { type EventApplier, HandlerFailed } from './event-applier.ts';
import { type Follower, FollowerGroup, GroupFailed } from './follower-group.ts';
import type { EventSource, Projection } from './projection.ts';
import type { WritableDatabase } from './database/read-database.ts';

const RETRY_MS = { first: 100, most: 2_000 } as const;
/** A node that others have overtaken leaves them the turn for so long. */
const GIVE_WAY_MS = 1_000;
/** Rows that another node should move on, and that are behind the log, are thought to be stuck after so long. */
const STUCK_AFTER_MS = 15_000;

export type ProjectorLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export type ProjectionStatus = {
  name: string;
  version: number;
  /** Up to where the rows that queries read are complete. */
  position: Position;
  state: 'catching-up' | 'live' | 'stopped';
  /** Why it has stopped, or what it waits for before it goes on by itself. */
  error?: string;
  /** The position of the event that could not be applied, else where the projection stands. */
  stoppedAt?: Position;
};

/** As it is before anything is known. */
export const notStarted = ({ name, version }: Pick<Projection, 'name' | 'version'>): ProjectionStatus => ({
  name,
  version,
  position: START,
  state: 'catching-up',
});

type Parts = {
  database: WritableDatabase;
  log: EventSource;
  projection: Projection;
  logger: ProjectorLog;
  leadership: Leadership;
  stuckAfterMs?: number;
  /** Of all projections of this process that have caught up. */
  group: FollowerGroup;
  /** Its status has changed. */
  onChange: () => void;
};

/**
 * Runs one projection: follows the log and applies what comes. It catches up alone, and then goes on together
 * with the others that have. Whatever it can't get past stops it where it stands, loudly: an event is never skipped.
 *
 * It runs while it is this node's turn, and else is told what another node has done (`saw`). Nothing but the checkpoint
 * keeps two nodes apart that both believe in their turn: it is read when the turn is taken, and whoever finds it moved
 * gives way. A projection that has stopped keeps the turn: passed on, it would stop on one node after the other, over and
 * over. Each version has a turn of its own, so that an old one is moved on while the next is built.
 */
export class Projector {
  readonly #parts: Parts;
  readonly #isShared: boolean;
  readonly #stopping = new AbortController();
  readonly #opened = Promise.withResolvers<void>();
  /** Aborts when the turn is lost; there while it is ours. */
  #mine: AbortSignal | undefined;
  #applier: EventApplier | undefined;
  #building = false;
  #isTogether = false;
  #retryMs: number = RETRY_MS.first;
  #served: Position = START;
  /** Of the rows that queries read, where nodes of other builds may have put theirs there. */
  #liveVersion: number | undefined;
  /** When these rows last got on, or had everything. */
  #movedAtMs = performance.now();
  #state: ProjectionStatus['state'] = 'catching-up';
  #failure: { error: string; stoppedAt?: Position } | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#isShared = parts.leadership !== soleLeader;
  }

  status(): ProjectionStatus {
    const { name, version } = this.#parts.projection;
    const position = this.#served;
    const state = this.#state;
    if (state !== 'stopped' && this.#hasOtherVersion) {
      const { message: error } = new OtherVersionLive({ name, version }, this.#liveVersion);
      return { name, version, position, state: this.#isOutdated ? 'stopped' : 'catching-up', error };
    }
    return { name, version, position, state, ...this.#failure };
  }

  /** Resolves once the tables are there, so that queries can be asked, or can't be made for now; goes on by itself. */
  start(): Promise<void> {
    this.#running = this.#takeTurns();
    return this.#opened.promise;
  }

  /** Finishes the commit under way and stores how far it came. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#opened.resolve();
  }

  /**
   * What the database has, as one looked on any node.
   * @param head where the log ended a moment before; `undefined` when that is not known.
   */
  saw(live: Pick<Checkpoint, 'version' | 'position'> | undefined, head: Position | undefined): void {
    const wasOutdated = this.#isOutdated;
    if (this.#liveVersion !== live?.version) this.#parts.onChange();
    this.#liveVersion = live?.version;
    if (this.#isOutdated && !wasOutdated) this.#tellOutdated();
    if (live) this.#opened.resolve();
    if (!live || this.#mine || this.#hasOtherVersion) return;
    if (live.position !== this.#served) this.#movedElsewhere(live.position);
    if (this.#state === 'stopped' || head === undefined) return;
    if (live.position >= head) this.#hasAll();
    else if (performance.now() - this.#movedAtMs >= (this.#parts.stuckAfterMs ?? STUCK_AFTER_MS)) this.#isStuck();
  }

  get #hasOtherVersion(): boolean {
    return this.#liveVersion !== undefined && this.#liveVersion !== this.#parts.projection.version;
  }

  get #isOutdated(): boolean {
    return this.#liveVersion !== undefined && this.#liveVersion > this.#parts.projection.version;
  }

  async #takeTurns(): Promise<void> {
    const { leadership, projection } = this.#parts;
    const { signal } = this.#stopping;
    const turn = `projection:${projection.name}@${projection.version}`;
    while (!signal.aborted) {
      await leadership.whileLeading(turn, signal, (mine) => this.#haveTurn(mine));
      await pauseUnlessAborted(GIVE_WAY_MS, signal);
    }
  }

  async #haveTurn(mine: AbortSignal): Promise<void> {
    this.#mine = mine;
    this.#isTogether = false;
    try {
      await this.#run(mine);
      if (this.#stopping.signal.aborted) await this.#applier?.flush();
    } catch (error) {
      // What could not be flushed is read from the log again.
      if (!(error instanceof StoreUnavailable)) await this.#giveWayOrStop(error, mine);
    } finally {
      this.#applier = undefined;
      this.#mine = undefined;
      this.#movedAtMs = performance.now();
    }
  }

  async #giveWayOrStop(error: unknown, mine: AbortSignal): Promise<void> {
    const { logger, projection } = this.#parts;
    if (await this.#isOvertaken(error)) {
      logger.warn({ projection: projection.name, err: error }, 'Another process has gone on with the rows; giving way');
      return;
    }
    this.#halt(error);
    await untilAborted(mine);
  }

  /** Tables that were replaced under us fail in many ways; that the checkpoint is no longer ours tells them all. */
  async #isOvertaken(error: unknown): Promise<boolean> {
    if (!this.#isShared || error instanceof HandlerFailed) return false;
    if (error instanceof CheckpointMoved) return true;
    const ours = this.#applier?.checkpoint;
    return ours !== undefined && hasMoved(this.#parts.database.writer, ours).catch(() => true);
  }

  async #open(): Promise<void> {
    const { database, log, projection } = this.#parts;
    const applier = await openProjection(database, projection, { isShared: this.#isShared });
    this.#building = applier.checkpoint.slot === 'building';
    const live = this.#building ? await readCheckpoint(database.writer, projection.name, 'live') : applier.checkpoint;
    if (this.#isShared) this.#liveVersion = live?.version;
    this.#showAt(this.#hasOtherVersion ? START : (live?.position ?? START));
    await assertSameLog(log, applier.checkpoint);
    this.#applier = applier;
    this.#opened.resolve();
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (!this.#applier) await this.#open();
        if (this.#isTogether) await this.#parts.group.join(this.#follower(), signal);
        else if (await this.#catchUp(signal)) continue;
      } catch (error) {
        this.#isTogether = false;
        if (error instanceof GroupFailed) this.#goOnAlone(error);
        else if (error instanceof StoreUnavailable) this.#waitFor(error);
        else throw error;
      }
      // Also behind a log that was closed under us: it ends followers without a word.
      await pauseUnlessAborted(this.#retryMs, signal);
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.most);
    }
  }

  /** Alone, so that what is far behind, or built anew, keeps nobody waiting. @returns whether it got there. */
  async #catchUp(signal: AbortSignal): Promise<boolean> {
    const { database, log } = this.#parts;
    const arrived = new AbortController();
    const alone = new FollowerGroup({ database, log, isShared: this.#isShared });
    const follower = this.#follower((caughtUp) => caughtUp && arrived.abort());
    await alone.join(follower, AbortSignal.any([signal, arrived.signal]));
    if (!arrived.signal.aborted) return false;
    if (this.#building) await this.#switch();
    this.#isTogether = true;
    return true;
  }

  #follower(onPassed: (caughtUp: boolean) => void = () => {}): Follower {
    const applier = this.#applier!;
    return {
      projection: this.#parts.projection,
      applier,
      onPassed: (caughtUp) => {
        this.#retryMs = RETRY_MS.first;
        if (caughtUp && !this.#building) this.#isLive();
        this.#passed(applier.position);
        onPassed(caughtUp);
      },
    };
  }

  #goOnAlone(error: GroupFailed): void {
    const { logger, projection } = this.#parts;
    logger.warn(
      { projection: projection.name, err: error },
      'Something failed for several projections; each tries alone',
    );
  }

  /** Neither the log nor the database is gone for good. */
  #waitFor(error: StoreUnavailable): void {
    const { logger, projection } = this.#parts;
    const what = error instanceof DatabaseUnavailable ? 'The rows cannot be written' : 'The log cannot be read';
    // Once an outage, not once a try.
    if (!this.#failure) logger.warn({ projection: projection.name, err: error }, `${what}; trying again until it can`);
    this.#become('catching-up', { error: error.message });
    this.#opened.resolve();
    // Whether the last commit lasted, and what a server that took over has of the others, only the checkpoint can tell.
    if (error instanceof DatabaseUnavailable) this.#applier = undefined;
  }

  async #switch(): Promise<void> {
    const { database, logger, projection } = this.#parts;
    this.#applier = await swapIn(database, projection, this.#applier!);
    this.#building = false;
    if (this.#isShared) this.#liveVersion = projection.version;
    logger.info({ projection: projection.name, version: projection.version }, 'Switched to the rebuilt read model');
    this.#isLive();
    this.#passed(this.#applier.position);
  }

  #isLive(): void {
    this.#become('live');
  }

  #become(state: ProjectionStatus['state'], failure?: { error: string; stoppedAt?: Position }): void {
    const hasChanged = state !== this.#state || failure?.error !== this.#failure?.error;
    this.#state = state;
    this.#failure = failure;
    if (hasChanged) this.#parts.onChange();
  }

  #hasAll(): void {
    this.#movedAtMs = performance.now();
    this.#isLive();
  }

  /** Another node gets on, also with what had stopped this one. */
  #movedElsewhere(position: Position): void {
    this.#movedAtMs = performance.now();
    this.#become(this.#state === 'stopped' ? 'catching-up' : this.#state);
    this.#showAt(position);
  }

  #isStuck(): void {
    const error = `its rows have not moved on from position ${this.#served} for a while; the log of the node that runs it says why`;
    this.#become('catching-up', { error });
  }

  #tellOutdated(): void {
    const { logger, projection } = this.#parts;
    const { message } = new OtherVersionLive(projection, this.#liveVersion);
    logger.error({ projection: projection.name }, message);
  }

  #passed(position: Position): void {
    if (!this.#building) this.#serve(position);
  }

  /** Not always further on: a server that took over may lack the last commits. */
  #showAt(position: Position): void {
    if (position === this.#served) return;
    this.#served = position;
    this.#parts.onChange();
  }

  #serve(position: Position): void {
    if (position <= this.#served) return;
    this.#served = position;
    this.#parts.onChange();
  }

  #halt(error: unknown): void {
    const { logger, projection } = this.#parts;
    const at = this.#applier?.position ?? this.#served;
    if (!this.#building) this.#passed(at);
    const stoppedAt = positionOf(error) ?? at;
    this.#become('stopped', { error: error instanceof Error ? error.message : String(error), stoppedAt });
    this.#opened.resolve();
    logger.error({ projection: projection.name, position: stoppedAt, err: error }, 'Projection stopped');
  }
}

/** Of the event that could not be read or applied. */
function positionOf(error: unknown): Position | undefined {
  if (error instanceof UnreadableEvent) return error.position;
  return error instanceof HandlerFailed ? error.event.position : undefined;
}

async function pauseUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
