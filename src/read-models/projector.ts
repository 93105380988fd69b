import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Position, START, StoreUnavailable, UnreadableEvent } from '../event-store/event-store.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';
import { assertSameLog, openProjection, swapIn } from './builds.ts';
import { readCheckpoint } from './checkpoints.ts';
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
  onPassed: (name: string, position: Position) => void;
};

/**
 * Runs one projection: follows the log, applies what comes, tells who waits. Whatever it can't get past stops it where it
 * stands, loudly: an event is never skipped.
 */
export class Projector {
  readonly waiters = new PositionWaiters();
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #applier: EventApplier | undefined;
  #building = false;
  #served: Position = START;
  #state: ProjectionStatus['state'] = 'catching-up';
  #failure: { error: string; stoppedAt?: Position } | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get position(): Position {
    return this.#served;
  }

  get isStopped(): boolean {
    return this.#state === 'stopped';
  }

  status(): ProjectionStatus {
    const { name, version } = this.#parts.projection;
    return { name, version, position: this.#served, state: this.#state, ...this.#failure };
  }

  /** Makes the tables, so that queries can be asked, then goes on in the background. Never rejects. */
  async start(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) return this.#halt(error);
      this.#waitFor(error);
    }
    this.#running = this.#run().catch((error: unknown) => this.#halt(error));
  }

  /** Finishes the commit under way and stores how far it came. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    if (!this.isStopped) await this.#applier?.flush().catch(ifUnavailable);
    this.waiters.giveUp();
  }

  async #open(): Promise<void> {
    const { database, log, projection } = this.#parts;
    const applier = await openProjection(database, projection);
    this.#building = applier.checkpoint.slot === 'building';
    const live = this.#building ? await readCheckpoint(database.writer, projection.name, 'live') : applier.checkpoint;
    // Not always further on: a server that took over may lack the last commits.
    this.#served = Math.min(this.#served, live?.position ?? START);
    this.#serve(live?.position ?? START);
    await assertSameLog(log, applier.checkpoint);
    this.#applier = applier;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
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
    // Whether the last commit lasted, and what a server that took over has of the others, only the checkpoint can tell.
    if (error instanceof DatabaseUnavailable) this.#applier = undefined;
  }

  async #take({ events, scannedTo, caughtUp }: EventPage): Promise<void> {
    const applier = this.#applier!;
    await applier.apply(events);
    if (!caughtUp) return this.#passed(applier.position);
    const began = performance.now();
    await applier.commit(scannedTo);
    const tookMs = performance.now() - began;
    if (this.#building) await this.#switch();
    this.#state = 'live';
    this.#failure = undefined;
    this.#passed(applier.position);
    if (events.length > 0) await pauseUnlessAborted(restMs(tookMs), this.#stopping.signal);
  }

  async #switch(): Promise<void> {
    const { database, logger, projection } = this.#parts;
    this.#applier = await swapIn(database, projection, this.#applier!);
    this.#building = false;
    logger.info({ projection: projection.name, version: projection.version }, 'Switched to the rebuilt read model');
  }

  #passed(position: Position): void {
    if (!this.#building) this.#serve(position);
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
    this.waiters.giveUp();
    logger.error({ projection: projection.name, position: stoppedAt, err: error }, 'Projection stopped');
  }
}

/** Of the event that could not be read or applied. */
function positionOf(error: unknown): Position | undefined {
  if (error instanceof UnreadableEvent) return error.position;
  return error instanceof HandlerFailed ? error.event.position : undefined;
}

/** What could not be flushed is read from the log again. */
function ifUnavailable(error: unknown): void {
  if (!(error instanceof StoreUnavailable)) throw error;
}

async function pauseUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

const restMs = (tookMs: number): number => Math.min(Math.max(tookMs * REST.timesWork, REST.leastMs), REST.mostMs);
