import { LRUCache } from 'lru-cache';
import type { Product } from '../domain/catalogue.ts';
import type { Lapsed } from '../domain/seat-pool/seat-pool.decide.ts';
import { freeSeats, occupies, type SeatPool } from '../domain/seat-pool/seat-pool.ts';
import type { Clock } from './clock.ts';
import type { Leases } from './leases.ts';

const MAX_LAPSE_BOUNDS = 10_000;

/** L2: which sessions of a pool have given no sign of life for a whole lease. */
export class LapsedLeases {
  /** No lease of the pool lapses before this: spares a full pool a look at every session for each refusal. */
  readonly #noLapseBefore = new LRUCache<string, { atMs: number; leaseSeconds: number }>({ max: MAX_LAPSE_BOUNDS });

  constructor(
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {}

  of(pool: SeatPool, leaseSeconds: number): Lapsed[] {
    return [...pool.sessions.values()]
      .filter((session) => this.leases.hasLapsed(session, leaseSeconds))
      .map((session) => ({ sessionId: session.sessionId, lastSeenAt: this.leases.lastSeenAt(session) }));
  }

  /** Looks only where the agent needs a shared seat and none is free. */
  whenFull(account: string, product: Product, pool: SeatPool, agentId: string, leaseSeconds: number): Lapsed[] {
    if (freeSeats(pool) > 0 || occupies(pool, agentId) || pool.assignments.get(agentId) !== 'concurrent') return [];
    const key = `${account}/${product.id}`;
    const bound = this.#noLapseBefore.get(key);
    const nowMs = this.clock.nowMs();
    if (bound?.leaseSeconds === leaseSeconds && nowMs < bound.atMs) return [];
    const lapsed = this.of(pool, leaseSeconds);
    if (lapsed.length === 0)
      this.#noLapseBefore.set(key, { atMs: this.#nextLapseMs(pool, leaseSeconds, nowMs), leaseSeconds });
    return lapsed;
  }

  #nextLapseMs(pool: SeatPool, leaseSeconds: number, nowMs: number): number {
    let next = nowMs + leaseSeconds * 1_000;
    for (const session of pool.sessions.values()) next = Math.min(next, this.leases.expiresAtMs(session, leaseSeconds));
    return next;
  }
}
