import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Position, START, StoreUnavailable, UnreadableEvent } from '../event-store/event-store.ts';
import { soleLeader, type Leadership, untilAborted } from '../nodes/leadership.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';
import { assertSameLog, openProjection, OtherVersionLive, swapIn } from './builds.ts';
import { type Checkpoint, CheckpointMoved, hasMoved, readCheckpoint } from './checkpoints.ts';
import { type EventApplier, HandlerFailed } from './event-applier.ts';
import { PositionWaiters } from './position-waiters.ts';
import type { EventPage, EventSource, Projection } from './projection.ts';
import type { WritableDatabase } from './read-database.ts';

/**
 * At the tail the first event is shown at once; what follows while the projection rests is shown together. It rests longer
 * the longer a commit takes: under load fewer, larger commits leave the loop to commands.
 */
const REST = { timesWork: 3, leastMs: 4, mostMs: 20 } as const;
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

type Parts = {
  database: WritableDatabase;
  log: EventSource;
  projection: Projection;
  logger: ProjectorLog;
  leadership: Leadership;
  stuckAfterMs?: number;
  onPassed: (name: string, position: Position) => void;
};

/**
 * Runs one projection: follows the log, applies what comes, tells who waits. Whatever it can't get past stops it where it
 * stands, loudly: an event is never skipped.
 *
 * It runs while it is this node's turn, and else is told what another node has done (`saw`). Nothing but the checkpoint
 * keeps two nodes apart that both believe in their turn: it is read when the turn is taken, and whoever finds it moved
 * gives way. A projection that has stopped keeps the turn: passed on, it would stop on one node after the other, over and
 * over. Each version has a turn of its own, so that an old one is moved on while the next is built.
 */
export class Projector {
  readonly waiters = new PositionWaiters();
  readonly #parts: Parts;
  readonly #isShared: boolean;
  readonly #stopping = new AbortController();
  readonly #opened = Promise.withResolvers<void>();
  /** Aborts when the turn is lost; there while it is ours. */
  #mine: AbortSignal | undefined;
  #applier: EventApplier | undefined;
  #building = false;
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

  get position(): Position {
    return this.#served;
  }

  get isStopped(): boolean {
    return this.status().state === 'stopped';
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

  /** @throws OtherVersionLive when the rows that were last seen are not this build's. */
  requireOwnVersion(): void {
    const { projection } = this.#parts;
    if (this.#liveVersion !== projection.version) throw new OtherVersionLive(projection, this.#liveVersion);
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
    this.waiters.giveUp();
  }

  /**
   * What the database has, as one looked on any node.
   * @param head where the log ended a moment before; `undefined` when that is not known.
   */
  saw(live: Pick<Checkpoint, 'version' | 'position'> | undefined, head: Position | undefined): void {
    const wasOutdated = this.#isOutdated;
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
    const { log, projection } = this.#parts;
    let waitMs: number = RETRY_MS.first;
    while (!signal.aborted) {
      try {
        if (!this.#applier) await this.#open();
        for await (const page of log.follow({ after: this.#applier!.position, filter: projection.filter, signal })) {
          await this.#take(page);
          waitMs = RETRY_MS.first;
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.#waitFor(error);
      }
      // Also behind a log that was closed under us: it ends followers without a word.
      await pauseUnlessAborted(waitMs, signal);
      waitMs = Math.min(waitMs * 2, RETRY_MS.most);
    }
  }

  /** Neither the log nor the database is gone for good. */
  #waitFor(error: StoreUnavailable): void {
    const { logger, projection } = this.#parts;
    const what = error instanceof DatabaseUnavailable ? 'The rows cannot be written' : 'The log cannot be read';
    // Once an outage, not once a try.
    if (!this.#failure) logger.warn({ projection: projection.name, err: error }, `${what}; trying again until it can`);
    this.#failure = { error: error.message };
    this.#state = 'catching-up';
    this.#opened.resolve();
    // Whether the last commit lasted, and what a server that took over has of the others, only the checkpoint can tell.
    if (error instanceof DatabaseUnavailable) this.#applier = undefined;
  }

  async #take({ events, scannedTo, caughtUp }: EventPage): Promise<void> {
    const applier = this.#applier!;
    await applier.apply(events);
    if (!caughtUp) return this.#passed(applier.position);
    const began = performance.now();
    await applier.commit(scannedTo);
    // Other nodes see what is stored, and no more.
    if (this.#isShared) await applier.flush();
    const tookMs = performance.now() - began;
    if (this.#building) await this.#switch();
    this.#isLive();
    this.#passed(applier.position);
    if (events.length > 0 || this.#isShared) await pauseUnlessAborted(restMs(tookMs), this.#mine!);
  }

  async #switch(): Promise<void> {
    const { database, logger, projection } = this.#parts;
    this.#applier = await swapIn(database, projection, this.#applier!);
    this.#building = false;
    if (this.#isShared) this.#liveVersion = projection.version;
    logger.info({ projection: projection.name, version: projection.version }, 'Switched to the rebuilt read model');
  }

  #isLive(): void {
    this.#state = 'live';
    this.#failure = undefined;
  }

  #hasAll(): void {
    this.#movedAtMs = performance.now();
    this.#isLive();
  }

  /** Another node gets on, also with what had stopped this one. */
  #movedElsewhere(position: Position): void {
    this.#movedAtMs = performance.now();
    if (this.#state === 'stopped') this.#state = 'catching-up';
    this.#failure = undefined;
    this.#showAt(position);
  }

  #isStuck(): void {
    const error = `its rows have not moved on from position ${this.#served} for a while; the log of the node that runs it says why`;
    this.#failure = { error };
    this.#state = 'catching-up';
  }

  #tellOutdated(): void {
    const { logger, projection } = this.#parts;
    const { message } = new OtherVersionLive(projection, this.#liveVersion);
    logger.error({ projection: projection.name }, message);
    this.waiters.giveUp();
  }

  #passed(position: Position): void {
    if (!this.#building) this.#serve(position);
  }

  /** Not always further on: a server that took over may lack the last commits. */
  #showAt(position: Position): void {
    this.#served = Math.min(this.#served, position);
    this.#serve(position);
  }

  #serve(position: Position): void {
    if (position <= this.#served) return;
    this.#served = position;
    this.waiters.passed(position);
    this.#parts.onPassed(this.#parts.projection.name, position);
  }

  #halt(error: unknown): void {
    const { logger, projection } = this.#parts;
    const at = this.#applier?.position ?? this.#served;
    if (!this.#building) this.#passed(at);
    const stoppedAt = positionOf(error) ?? at;
    this.#failure = { error: error instanceof Error ? error.message : String(error), stoppedAt };
    this.#state = 'stopped';
    this.#opened.resolve();
    this.waiters.giveUp();
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

const restMs = (tookMs: number): number => Math.min(Math.max(tookMs * REST.timesWork, REST.leastMs), REST.mostMs);
