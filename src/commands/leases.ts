import { LRUCache } from 'lru-cache';
import type { Product } from '../domain/catalogue.ts';
import type { Clock } from './clock.ts';

/** Sessions whose last sign of life is kept: far more than may be open at once on one node. */
const MAX_SESSIONS = 500_000;

/** What a client is told of its lease. */
export type Lease = { expiresAt: string; renewEverySeconds: number };

/**
 * L1: when each open session last showed a sign of life. Renewals are not events; they live here alone. A session this
 * process has not heard of gets one full lease from the start of the process (L4).
 */
export class Leases {
  readonly #lastSeenMs = new LRUCache<string, number>({ max: MAX_SESSIONS });
  readonly #bornMs: number;

  constructor(private readonly clock: Clock) {
    this.#bornMs = clock.nowMs();
  }

  /** A sign of life now. */
  renew(sessionId: string): void {
    this.#lastSeenMs.set(sessionId, this.clock.nowMs());
  }

  forget(sessionId: string): void {
    this.#lastSeenMs.delete(sessionId);
  }

  /** ISO instant of the last sign of life; the start of the session where none has come since. */
  lastSeenAt(session: { sessionId: string; startedAt: string }): string {
    const seen = this.#lastSeenMs.get(session.sessionId);
    return seen === undefined ? session.startedAt : new Date(seen).toISOString();
  }

  /** Milliseconds since the epoch at which the lease lapses. */
  expiresAtMs(session: { sessionId: string; startedAt: string }, leaseSeconds: number): number {
    const seen = this.#lastSeenMs.get(session.sessionId) ?? Math.max(this.#bornMs, Date.parse(session.startedAt));
    return seen + leaseSeconds * 1_000;
  }

  /** ISO instant at which the lease lapses. */
  expiresAt(session: { sessionId: string; startedAt: string }, leaseSeconds: number): string {
    return new Date(this.expiresAtMs(session, leaseSeconds)).toISOString();
  }

  leaseOf(
    session: { sessionId: string; startedAt: string },
    leaseSeconds: number,
    { renewEverySeconds }: Product,
  ): Lease {
    return { expiresAt: this.expiresAt(session, leaseSeconds), renewEverySeconds };
  }

  hasLapsed(session: { sessionId: string; startedAt: string }, leaseSeconds: number): boolean {
    return this.expiresAtMs(session, leaseSeconds) <= this.clock.nowMs();
  }
}
