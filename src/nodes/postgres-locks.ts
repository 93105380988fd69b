import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Exclusive } from '../commands/runner/exclusive.ts';
import { KeyedMutex } from '../commands/runner/keyed-mutex.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';
import { LockSession } from './lock-session.ts';
import { NODES, NodesInTheWay } from './presence.ts';
import { type Leadership, untilAborted } from './leadership.ts';

const PACE = {
  /** Whoever waits for a turn asks so often: a turn whose holder has died is taken within this and half of it again. */
  askForTurnMs: 1_000,
  reconnectFirstMs: 100,
  reconnectMostMs: 2_000,
} as const;
/** A session that held for so long was a good one: the next one is opened without hesitation. */
const STEADY_AFTER_MS = 10_000;
/** Work that goes one at a time is short, and seldom met by another's. */
const ASK_FOR_KEY_MS = 30;
const KEY_WITHIN_MS = 10_000;

type Options = {
  url: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** This node, which had joined, may not come back after an outage: it must end. */
  onKeptOut?(error: NodesInTheWay): void;
  keyWithinMs?: number;
  /** Quicker, where turns change hands all the time. */
  pace?: Partial<Pace>;
};

type Pace = Record<keyof typeof PACE, number>;

/**
 * What only one node may do at a time, agreed on through advisory locks of PostgreSQL (14 or newer), all on one connection
 * of this process, which needs to be a session's: a pooler that hands connections out a transaction at a time will not do.
 *
 * A node that dies loses its locks at once; one that is frozen or cut off loses them after four seconds, and holds them for
 * lost itself after three. Between a server that was lost with its memory and that, two nodes may believe in one lock.
 * So a lock keeps nodes out of each other's way and no more: what is done under it stays safe by revisions that are
 * expected and checkpoints that move only from where they are believed to be.
 */
export class PostgresLocks implements Leadership, Exclusive {
  readonly #url: string;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #keyWithinMs: number;
  readonly #pace: Pace;
  readonly #onKeptOut: (error: NodesInTheWay) => void;
  readonly #joined = Promise.withResolvers<void>();
  readonly #closing = new AbortController();
  readonly #inProcess = new KeyedMutex();
  readonly #supervising: Promise<void>;
  /** Aborts when there is a session to ask, so that nobody waits longer than for that. */
  #connecting = new AbortController();
  #session: LockSession | undefined;
  #fault: string | undefined;
  #hasJoined = false;

  /** Connects by itself, now and whenever it has to. `url` is told to nobody. */
  constructor({ url, logger, onKeptOut = () => {}, keyWithinMs = KEY_WITHIN_MS, pace }: Options) {
    this.#url = url;
    this.#logger = logger;
    this.#keyWithinMs = keyWithinMs;
    this.#pace = { ...PACE, ...pace };
    this.#onKeptOut = onKeptOut;
    // Not everybody waits to have joined.
    this.#joined.promise.catch(() => undefined);
    this.#supervising = this.#supervise();
  }

  /** Why nothing can be locked at the moment. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /**
   * Resolves once this process is one of the nodes: what may not run beside them does not run now.
   * @throws NodesInTheWay when it does; DatabaseUnavailable when that can't be told in time.
   */
  async joined(): Promise<void> {
    const ended = new AbortController();
    const tooLong = pause(this.#keyWithinMs, undefined, { signal: ended.signal }).then(() => {
      throw new DatabaseUnavailable(this.#fault ?? `The database has not answered for ${this.#keyWithinMs} ms`);
    });
    await Promise.race([this.#joined.promise, tooLong]).finally(() => ended.abort());
  }

  async whileLeading(name: string, signal: AbortSignal, work: (mine: AbortSignal) => Promise<void>): Promise<void> {
    const until = AbortSignal.any([signal, this.#closing.signal]);
    const lock = `turn:${name}`;
    while (!until.aborted) {
      const session = this.#session;
      if (session && (await session.tryLock(lock))) {
        this.#logger.info({ turn: name }, 'It is the turn of this node');
        try {
          await work(AbortSignal.any([until, session.over]));
        } finally {
          await session.unlock(lock);
        }
        if (!session.over.aborted) return;
        this.#logger.info({ turn: name }, 'The turn was lost');
      }
      const asked = session ? until : AbortSignal.any([until, this.#connecting.signal]);
      await pauseUnlessAborted(jittered(this.#pace.askForTurnMs), asked);
    }
  }

  /** @throws DatabaseUnavailable when the key did not come free in time; the work has not begun then. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const giveUpAtMs = performance.now() + this.#keyWithinMs;
    const lock = `key:${key}`;
    return this.#inProcess.run(key, async () => {
      const session = await this.#lock(lock, giveUpAtMs);
      try {
        return await work();
      } finally {
        await session.unlock(lock);
      }
    });
  }

  /** Gives up everything. What still works under a turn is told so; work under a key goes on without it. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#session?.close();
    await this.#supervising;
  }

  async #lock(lock: string, giveUpAtMs: number): Promise<LockSession> {
    while (performance.now() < giveUpAtMs && !this.#closing.signal.aborted) {
      const session = this.#session;
      if (session && (await session.tryLock(lock))) return session;
      await pauseUnlessAborted(jittered(ASK_FOR_KEY_MS), this.#closing.signal);
    }
    throw new DatabaseUnavailable(this.#fault ?? `Another node has been at this for ${this.#keyWithinMs} ms`);
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#closing;
    const { reconnectFirstMs, reconnectMostMs } = this.#pace;
    for (let waitMs = reconnectFirstMs; !signal.aborted; ) {
      const beganMs = performance.now();
      await this.#holdSession();
      const isSteady = performance.now() - beganMs >= STEADY_AFTER_MS;
      waitMs = isSteady ? reconnectFirstMs : Math.min(waitMs * 2, reconnectMostMs);
      await pauseUnlessAborted(jittered(waitMs), signal);
    }
  }

  /** Opens a session and stays with it until it is over. */
  async #holdSession(): Promise<void> {
    try {
      const session = await LockSession.open(this.#url);
      const isShared = await session.tryShare(NODES);
      // Whoever closes has seen no session to close until here.
      if (this.#closing.signal.aborted) return await session.close();
      if (!isShared) return await this.#keptOut(session);
      this.#hasJoined = true;
      this.#joined.resolve();
      this.#session = session;
      this.#answered();
      this.#connecting.abort();
      await untilAborted(session.over);
      this.#session = undefined;
      this.#connecting = new AbortController();
      this.#failed(session.over.reason);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A session that was lost while it asked is just that. */
  async #keptOut(session: LockSession): Promise<void> {
    if (session.over.aborted) return this.#failed(session.over.reason);
    await session.close();
    const error = new NodesInTheWay(
      '`seatledger migrate` is at work on what nodes share. Start this node when it has said that all is there.',
    );
    this.#failed(error);
    if (this.#hasJoined) this.#onKeptOut(error);
    else this.#joined.reject(error);
  }

  /** Tells the log once an outage. */
  #failed(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    if (this.#fault === undefined)
      this.#logger.warn({ err: error }, 'This node has lost its locks, and asks for them again');
    this.#fault = error instanceof Error ? error.message : String(error);
  }

  #answered(): void {
    if (this.#fault !== undefined) this.#logger.info('This node can ask for locks again');
    this.#fault = undefined;
  }
}

async function pauseUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

/** Nodes that were stopped by the same fault do not all come back at the same moment. */
const jittered = (ms: number): number => ms * (0.5 + Math.random());
