import { LRUCache } from 'lru-cache';
import type { Lapsed } from '../../domain/seat-pool/seat-pool.decide.ts';
import type { Clock } from '../../common/clock.ts';
import {
  CLAIM_SECONDS,
  type LeaseClaim,
  DECIDE_WITHIN_MS,
  type Judgement,
  lastSeenAt,
  leaseCountsFromMs,
  type LeasedSession,
  type Leases,
} from './leases.ts';

/** Sessions whose last sign of life is kept: far more than may be open at once on one node. */
const MAX_SESSIONS = 500_000;

/** The leases of a process that owns its data alone. */
export class LeasesInMemory implements Leases {
  readonly graceFromMs: number;
  readonly #seenMs = new LRUCache<string, number>({ max: MAX_SESSIONS });
  /** When each claim runs out. There are as many as are being decided about. */
  readonly #claimedUntilMs = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.graceFromMs = clock.nowMs();
  }

  begin(sessionId: string): number {
    const nowMs = this.#clock.nowMs();
    this.#seenMs.set(sessionId, nowMs);
    return nowMs;
  }

  async renew(sessionId: string): Promise<number | null> {
    return this.#isClaimed(sessionId) ? null : this.begin(sessionId);
  }

  async lastSeen(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(
      sessionIds.flatMap((sessionId) => {
        const seenMs = this.#seenMs.get(sessionId);
        return seenMs === undefined ? [] : [[sessionId, seenMs] as const];
      }),
    );
  }

  async judge(sessions: readonly LeasedSession[], leaseSeconds: number): Promise<Judgement> {
    const nowMs = this.#clock.nowMs();
    const judgement: Judgement = { lapsed: [], contended: [], nextLapseMs: nowMs + leaseSeconds * 1_000 };
    for (const session of sessions) {
      const { sessionId } = session;
      const seenMs = this.#seenMs.get(sessionId);
      const lapsesMs = leaseCountsFromMs(this, session, seenMs) + leaseSeconds * 1_000;
      if (lapsesMs > nowMs) {
        judgement.nextLapseMs = Math.min(judgement.nextLapseMs, lapsesMs);
        continue;
      }
      const one = { sessionId, lastSeenAt: lastSeenAt(session, seenMs) };
      if (this.#isClaimed(sessionId)) judgement.contended.push(one);
      else judgement.lapsed.push(one);
    }
    return judgement;
  }

  async claim(lapsed: readonly Lapsed[], leaseSeconds: number): Promise<LeaseClaim> {
    const nowMs = this.#clock.nowMs();
    const before = nowMs - leaseSeconds * 1_000;
    const claimed = lapsed.filter(
      ({ sessionId }) => !this.#isClaimed(sessionId) && (this.#seenMs.get(sessionId) ?? 0) <= before,
    );
    for (const { sessionId } of claimed) this.#claimedUntilMs.set(sessionId, nowMs + CLAIM_SECONDS * 1_000);
    return {
      lapsed: claimed,
      isValid: () => this.#clock.nowMs() - nowMs < DECIDE_WITHIN_MS,
      giveBack: () => {
        for (const { sessionId } of claimed) this.#claimedUntilMs.delete(sessionId);
      },
    };
  }

  forget(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) {
      this.#seenMs.delete(sessionId);
      this.#claimedUntilMs.delete(sessionId);
    }
  }

  #isClaimed(sessionId: string): boolean {
    const untilMs = this.#claimedUntilMs.get(sessionId);
    return untilMs !== undefined && this.#clock.nowMs() < untilMs;
  }
}
