import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  type AllStreamResolvedEvent,
  excludeSystemEvents,
  START as FROM_START,
} from '@eventstore/db-client';
import { type Position, PositionBeyondHead, START, UnreadableEvent } from '../event-store.ts';
import type { Connection, Log } from './connection.ts';
import { explain } from './faults.ts';
import { pointAt, type Reader } from './reader.ts';
import { isSystemEvent, type Logged, sizeOf, toLogged } from './records.ts';

const RECENT = { events: 20_000, bytes: 32 * 1_024 * 1_024 };
const RESUBSCRIBE = { firstMs: 50, mostMs: 3_000 };
/** A head behind us that stays so is another log; during an election it may be a node that has yet to catch up. */
const REWOUND_TIMES = 5;
/** Server-side checkpoints are not used: the fewer the better. */
const CHECKPOINT_INTERVAL = 1_000;

/**
 * The end of the log: one subscription for all followers, and the most recent events in memory. It ends quietly in more
 * ways than the client tells, so it is watched: whatever happens it is made again behind the last event that came.
 */
export class Tail {
  readonly #connection: Connection;
  readonly #reader: Reader;
  readonly #log: Log;
  readonly #silenceMs: number;
  readonly #closing = new AbortController();
  readonly #bells = new Set<() => void>();
  #recent: Logged[] = [];
  #sizes: number[] = [];
  #bytes = 0;
  /** The recent events are all there are behind this position; unknown before the first subscription. */
  #since: Position | undefined;
  #last: Position = START;
  #rewound: PositionBeyondHead | undefined;
  #running: Promise<void> | undefined;
  #ringing = false;

  constructor(connection: Connection, reader: Reader, log: Log, silenceMs: number) {
    this.#connection = connection;
    this.#reader = reader;
    this.#log = log;
    this.#silenceMs = silenceMs;
  }

  get last(): Position {
    return this.#last;
  }

  /** The log turned out to be older than what was read from it. */
  get rewound(): PositionBeyondHead | undefined {
    return this.#rewound;
  }

  start(): void {
    this.#running ??= this.#supervise();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#ring();
    await this.#running;
  }

  reaches(position: Position): boolean {
    return this.#since !== undefined && position >= this.#since;
  }

  /** Recent events behind a position that it reaches. */
  after(position: Position, maxCount: number): Logged[] {
    let [low, high] = [0, this.#recent.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#recent[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return this.#recent.slice(low, low + maxCount);
  }

  /** Calls back whenever there may be more to see; answers how to stop it. */
  onChange(bell: () => void): () => void {
    this.#bells.add(bell);
    return () => this.#bells.delete(bell);
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#closing;
    let pauseMs = RESUBSCRIBE.firstMs;
    for (let rewoundTimes = 0; !signal.aborted && !this.#rewound; ) {
      const before = this.#last;
      try {
        await this.#untilClosed(() => this.#begin());
        await this.#untilClosed((ended) => this.#subscribe(ended));
      } catch (error) {
        if (signal.aborted) return;
        rewoundTimes = error instanceof PositionBeyondHead ? rewoundTimes + 1 : 0;
        if (error instanceof PositionBeyondHead && rewoundTimes >= REWOUND_TIMES) this.#rewound = error;
        this.#log.warn({ reason: explain(error), after: this.#last }, 'The subscription to EventStoreDB ended; again');
      }
      pauseMs = this.#last > before ? RESUBSCRIBE.firstMs : Math.min(pauseMs * 2, RESUBSCRIBE.mostMs);
      await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
    this.#ring();
  }

  /** A subscription behind the end of an older log would be told that it caught up, and then nothing, for ever. */
  async #begin(): Promise<void> {
    const head = await this.#reader.head();
    if (head < this.#last) throw new PositionBeyondHead(this.#last, head);
    if (this.#since !== undefined) return;
    this.#since = head;
    this.#last = head;
    this.#ring();
  }

  /** Ends by throwing: why there has to be another. */
  async #subscribe(ended: AbortSignal): Promise<never> {
    const client = await this.#connection.client;
    ended.throwIfAborted();
    const subscription = client.subscribeToAll({
      fromPosition: this.#last === START ? FROM_START : pointAt(this.#last),
      filter: excludeSystemEvents({ checkpointInterval: CHECKPOINT_INTERVAL }),
      requiresLeader: true,
    });
    ended.addEventListener('abort', () => leave(subscription));
    return Promise.race([this.#listen(subscription), this.#watch(ended)]);
  }

  /** Does something that ends at the latest when the store closes. */
  async #untilClosed<T>(run: (ended: AbortSignal) => Promise<T>): Promise<T> {
    const ended = new AbortController();
    const closing = once(this.#closing.signal, 'abort', { signal: ended.signal });
    try {
      return await Promise.race([run(ended.signal), closing.then(() => Promise.reject(new Error('it was closed')))]);
    } finally {
      ended.abort();
    }
  }

  #listen(subscription: AllStreamSubscription): Promise<never> {
    return new Promise((_, reject) => {
      subscription
        .on('data', ({ event }: AllStreamResolvedEvent) => {
          try {
            if (event && !isSystemEvent(event)) this.#push(toLogged(event));
          } catch (error) {
            reject(error);
          }
        })
        .on('error', reject)
        .on('end', () => reject(new Error('the server ended it')))
        .on('close', () => reject(new Error('it broke off')));
    });
  }

  /** Silence is good only while the log has nothing that we have not. */
  async #watch(signal: AbortSignal): Promise<never> {
    for (;;) {
      const before = this.#last;
      await sleep(this.#silenceMs, undefined, { signal });
      if (this.#last !== before) continue;
      const head = await this.#reader.head();
      if (head < this.#last) throw new PositionBeyondHead(this.#last, head);
      if (head === this.#last) continue;
      await sleep(this.#silenceMs / 3, undefined, { signal });
      if (this.#last === before) throw new Error(`it said nothing of events up to ${head}`);
    }
  }

  /** After a break the server may say again what was heard before. */
  #push(logged: Logged): void {
    if (logged.position <= this.#last) return;
    const bytes = logged.event instanceof UnreadableEvent ? 0 : sizeOf(logged.event);
    this.#recent.push(logged);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    this.#last = logged.position;
    if (this.#recent.length > RECENT.events || this.#bytes > RECENT.bytes) this.#forget();
    this.#ringSoon();
  }

  /** A quarter at a time, so that it costs little an event. Followers that were there read pages from the server. */
  #forget(): void {
    const count = Math.ceil(this.#recent.length / 4);
    this.#since = this.#recent[count - 1]!.position;
    this.#recent = this.#recent.slice(count);
    for (const bytes of this.#sizes.splice(0, count)) this.#bytes -= bytes;
  }

  /** Everything that arrives in this turn of the loop makes one page. */
  #ringSoon(): void {
    if (this.#ringing) return;
    this.#ringing = true;
    setImmediate(() => {
      this.#ringing = false;
      this.#ring();
    });
  }

  #ring(): void {
    for (const bell of this.#bells) bell();
  }
}

/** Its last words are nobody's. Unsubscribing waits for a connection that may never be. */
function leave(subscription: AllStreamSubscription): void {
  subscription.removeAllListeners('data').on('error', () => {});
  subscription.unsubscribe().catch(() => {});
  subscription.destroy();
}
