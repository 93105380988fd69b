import type { EventStore, StoredEvent } from '../../src/event-store/event-store.ts';
import { chainHash } from '../../src/event-store/hash-chain.ts';

/** What the log says of one pool, folded once more by other code than the product's. */
type Pool = { concurrent: number; sessions: Map<string, { agentId: string; shared: boolean }> };

/**
 * Reads on in a log, and notes whatever must never be found there: gaps, broken chains, a shared seat granted over the
 * capacity. Keeps what it has read, so that each round reads only what is new.
 */
export class LogReader {
  readonly faults: string[] = [];
  readonly started = new Map<string, number>();
  readonly ended = new Map<string, number>();
  readonly #pools = new Map<string, Pool>();
  readonly #heads = new Map<string, { revision: number; hash: string }>();
  position = 0;
  grants = 0;
  events = 0;

  /** @param gapless whether the store numbers its events one by one. */
  constructor(
    private readonly open: () => EventStore,
    private readonly gapless: boolean,
  ) {}

  /** Sessions that are open at the end of the log. */
  get openSessions(): string[] {
    return [...this.#pools.values()].flatMap((pool) => [...pool.sessions.keys()]);
  }

  /** Reads what was written since the last time. */
  async readOn(): Promise<void> {
    const store = this.open();
    try {
      await this.#checkUnchanged(store);
      for await (const page of store.readAll({ after: this.position })) for (const event of page) this.#take(event);
    } finally {
      await store.close();
    }
  }

  /** What was durable once is still there, as it was. */
  async #checkUnchanged(store: EventStore): Promise<void> {
    if ((await store.head()) < this.position) this.faults.push(`the log ends before ${this.position}`);
    for (const [stream, { revision, hash }] of this.#heads) {
      for await (const page of store.read(stream, { from: revision, maxCount: 1 })) {
        if (page[0]?.metadata.hash !== hash) this.faults.push(`${stream} has another event at revision ${revision}`);
      }
    }
  }

  #take(event: StoredEvent): void {
    const follows = this.gapless ? event.position === this.position + 1 : event.position > this.position;
    if (!follows) this.faults.push(`${event.position} follows ${this.position}`);
    this.position = event.position;
    this.events += 1;
    this.#checkChain(event);
    if (event.stream.startsWith('seatPool-')) this.#fold(event);
  }

  #checkChain({ id, type, data, stream, revision, metadata: { hash, ...metadata } }: StoredEvent): void {
    const head = this.#heads.get(stream) ?? { revision: -1, hash: '' };
    const expected = chainHash(head.hash, stream, revision, { id, type, data, metadata });
    if (revision !== head.revision + 1 || hash !== expected)
      this.faults.push(`${stream} is broken at revision ${revision}`);
    this.#heads.set(stream, { revision, hash: String(hash) });
  }

  #fold({ type, data, stream, position }: StoredEvent): void {
    const pool = this.#pools.get(stream) ?? { concurrent: 0, sessions: new Map() };
    this.#pools.set(stream, pool);
    const sessionId = String(data.sessionId);
    if (type === 'SeatCapacityChanged') pool.concurrent = Number(data.concurrent);
    if (type === 'SessionStarted')
      this.#grant(pool, sessionId, String(data.agentId), data.seatType === 'concurrent', position);
    if (type === 'SessionEnded') {
      if (!pool.sessions.delete(sessionId)) this.faults.push(`${sessionId} ended at ${position} without being open`);
      this.ended.set(sessionId, position);
    }
  }

  #grant(pool: Pool, sessionId: string, agentId: string, shared: boolean, position: number): void {
    if (this.started.has(sessionId)) this.faults.push(`${sessionId} started twice, at ${position} again`);
    const before = occupants(pool);
    pool.sessions.set(sessionId, { agentId, shared });
    this.started.set(sessionId, position);
    this.grants += 1;
    if (shared && !before.has(agentId) && before.size >= pool.concurrent)
      this.faults.push(`over-grant at ${position}: ${before.size + 1} occupants of ${pool.concurrent} seats`);
  }
}

const occupants = ({ sessions }: Pool): Set<string> =>
  new Set([...sessions.values()].filter(({ shared }) => shared).map(({ agentId }) => agentId));
