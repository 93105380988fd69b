import { setTimeout as pause } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import { Overloaded } from '../common/overloaded.ts';
import type { EventLog, RecordedEvent } from '../event-store/event-log.ts';
import { type Position, PositionBeyondHead } from '../event-store/event-store.ts';
import { Listener, type ListenerOptions } from './listener.ts';
import type { Memberships } from './memberships.ts';
import { Turns } from '../common/turns.ts';

/** Answers that one node keeps going at once. */
const LISTENERS_MAX = 5_000;
/** Pages read from the log at once for listeners that catch up, whatever their number: each takes its turn page by page. */
const PAGES_AT_ONCE = 4;
const FOLLOW_AGAIN_MS = 1_000;

type Warn = (error: unknown) => void;
/** By position, of whoever the event there is about. */
type Groups = Awaited<ReturnType<Memberships['of']>>;

/**
 * Tells listeners what happens. A node follows the log once, for all of them. A listener that begins further back first reads
 * the log in pages, up to where the node has got to; it joins there in the same turn, so that nothing is missed or said twice.
 */
export class Push {
  readonly #log: EventLog;
  readonly #memberships: Memberships;
  readonly #warn: Warn;
  readonly #open = new Set<Listener>();
  /** Those that have caught up, by account. */
  readonly #live = new Map<string, Set<Listener>>();
  readonly #turns = new Turns(PAGES_AT_ONCE);
  readonly #closing = new AbortController();
  /** Everything up to here was told to the live ones. */
  #position: Position = 0;
  #starting: Promise<void> | undefined;
  #following: Promise<void> | undefined;

  constructor(log: EventLog, memberships: Memberships, warn: Warn) {
    this.#log = log;
    this.#memberships = memberships;
    this.#warn = warn;
  }

  get listeners(): number {
    return this.#open.size;
  }

  /**
   * Where a listener begins: behind the position it names, else now.
   * @throws PositionBeyondHead, Overloaded, StoreUnavailable
   */
  async beginning(after: Position | undefined): Promise<Position> {
    if (this.#open.size >= LISTENERS_MAX) throw new Overloaded();
    await (this.#starting ??= this.#start());
    if (after === undefined) return this.#position;
    const head = after > this.#position ? await this.#log.head() : this.#position;
    if (after > head) throw new PositionBeyondHead(after, head);
    return after;
  }

  /** Tells whoever is at the other end of `out` what happens, until either side closes. `after`: from `beginning`. */
  listen(out: Writable, options: ListenerOptions): Listener {
    const listener = new Listener(out, options);
    this.#open.add(listener);
    listener.closed.addEventListener('abort', () => this.#forget(listener));
    void this.#bring(listener);
    return listener;
  }

  /** Ends every answer; clients resume elsewhere. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const listener of this.#open) listener.close();
    await this.#following;
  }

  async #start(): Promise<void> {
    try {
      this.#position = await this.#log.head();
      this.#following = this.#follow();
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    for (let warned = false; !signal.aborted; ) {
      try {
        for await (const { events, scannedTo } of this.#log.follow({ after: this.#position, signal })) {
          await this.#tellLive(events);
          this.#position = scannedTo;
          warned = false;
        }
      } catch (error) {
        if (!warned) this.#warn(error);
        warned = true;
      }
      await pause(FOLLOW_AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Everything is looked up first: from the first word to the last no other listener can join. */
  async #tellLive(events: readonly RecordedEvent[]): Promise<void> {
    this.#memberships.saw(events);
    const groups = new Map<string, Groups>();
    for (let account = this.#toLookUp(groups); account !== undefined; account = this.#toLookUp(groups))
      groups.set(account, await this.#groupsOf(account, events));
    for (const event of events) {
      const { account } = event.metadata;
      for (const listener of this.#live.get(account) ?? [])
        listener.tell(event, groups.get(account)?.get(event.position));
    }
  }

  /** An account whose listeners are told of some people only, of whom nothing was looked up yet. */
  #toLookUp(known: ReadonlyMap<string, Groups>): string | undefined {
    for (const [account, listeners] of this.#live)
      if (!known.has(account) && [...listeners].some(isScoped)) return account;
    return undefined;
  }

  /** Brings a listener to where the node is, then makes it one of the live ones. */
  async #bring(listener: Listener): Promise<void> {
    try {
      while (!listener.closed.aborted && listener.position < this.#position) await this.#catchUp(listener);
    } catch (error) {
      this.#warn(error);
      listener.close();
    }
    if (listener.closed.aborted) return;
    const live = this.#live.get(listener.account) ?? new Set();
    this.#live.set(listener.account, live.add(listener));
  }

  async #catchUp(listener: Listener): Promise<void> {
    const { account, audience, closed } = listener;
    const upTo = this.#position;
    const pages = this.#log.readAll({ after: listener.position, filter: audience.filter })[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { value, done } = await this.#turns.run(() => pages.next());
        if (done || closed.aborted) break;
        // What this node has yet to hear of itself, the listener hears of as one of the live ones.
        const own = value.filter(
          ({ metadata, position }) => metadata.account === account && position <= this.#position,
        );
        const groups = isScoped(listener) ? await this.#groupsOf(account, own) : undefined;
        for (const event of own) listener.tell(event, groups?.get(event.position));
        await listener.drained();
        if (value.at(-1)!.position > this.#position) break;
      }
    } finally {
      await pages.return?.();
    }
    listener.passed(upTo);
  }

  #groupsOf(account: string, events: readonly RecordedEvent[]): Promise<Groups> {
    return this.#memberships.of(
      account,
      events.filter(({ metadata }) => metadata.account === account),
    );
  }

  #forget(listener: Listener): void {
    this.#open.delete(listener);
    const live = this.#live.get(listener.account);
    live?.delete(listener);
    if (live?.size === 0) this.#live.delete(listener.account);
  }
}

const isScoped = ({ scope }: Listener): boolean => scope !== 'all';
