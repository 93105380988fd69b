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

/** Sessions whose last sign of life is kept: more than may be open at once on one node. */
const MAX_SESSIONS = 2_000_000;

/** The leases of a process that owns its data alone. */
export class LeasesInMemory implements Leases {
  readonly graceFromMs: number;
  /** Since `graceFromMs`, for small integers take no memory of their own; the longest silent first. */
  readonly #seenAfterMs = new Map<string, number>();
  /** When each claim runs out. There are as many as are being decided about. */
  readonly #claimedUntilMs = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.graceFromMs = clock.nowMs();
  }

  begin(sessionId: string): number {
    const nowMs = this.#clock.nowMs();
    this.#seenAfterMs.delete(sessionId);
    if (this.#seenAfterMs.size >= MAX_SESSIONS) this.#dropFirst();
    this.#seenAfterMs.set(sessionId, nowMs - this.graceFromMs);
    return nowMs;
  }

  async renew(sessionId: string): Promise<number | null> {
    return this.#isClaimed(sessionId) ? null : this.begin(sessionId);
  }

  async lastSeen(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(
      sessionIds.flatMap((sessionId) => {
        const seenMs = this.#seenMs(sessionId);
        return seenMs === undefined ? [] : [[sessionId, seenMs] as const];
      }),
    );
  }

  async judge(sessions: readonly LeasedSession[], leaseSeconds: number): Promise<Judgement> {
    const nowMs = this.#clock.nowMs();
    const judgement: Judgement = { lapsed: [], contended: [], nextLapseMs: nowMs + leaseSeconds * 1_000 };
    for (const session of sessions) {
      const { sessionId } = session;
      const seenMs = this.#seenMs(sessionId);
      const lapsesMs = leaseCountsFromMs(this, session.startedAtMs, seenMs) + leaseSeconds * 1_000;
      if (lapsesMs > nowMs) {
        judgement.nextLapseMs = Math.min(judgement.nextLapseMs, lapsesMs);
        continue;
      }
      const one = { sessionId, lastSeenAt: lastSeenAt(session.startedAtMs, seenMs) };
      if (this.#isClaimed(sessionId)) judgement.contended.push(one);
      else judgement.lapsed.push(one);
    }
    return judgement;
  }

  async claim(lapsed: readonly Lapsed[], leaseSeconds: number): Promise<LeaseClaim> {
    const nowMs = this.#clock.nowMs();
    const before = nowMs - leaseSeconds * 1_000;
    const claimed = lapsed.filter(
      ({ sessionId }) => !this.#isClaimed(sessionId) && (this.#seenMs(sessionId) ?? 0) <= before,
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
      this.#seenAfterMs.delete(sessionId);
      this.#claimedUntilMs.delete(sessionId);
    }
  }

  #seenMs(sessionId: string): number | undefined {
    const afterMs = this.#seenAfterMs.get(sessionId);
    return afterMs === undefined ? undefined : this.graceFromMs + afterMs;
  }

  #dropFirst(): void {
    for (const sessionId of this.#seenAfterMs.keys()) {
      this.#seenAfterMs.delete(sessionId);
      return;
    }
  }

  #isClaimed(sessionId: string): boolean {
    const untilMs = this.#claimedUntilMs.get(sessionId);
    return untilMs !== undefined && this.#clock.nowMs() < untilMs;
  }
}
