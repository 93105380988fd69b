import type { Lapsed } from '../../domain/seat-pool/seat-pool.decide.ts';

/** After a claim was asked for it may be decided by it for so long. */
export const DECIDE_WITHIN_MS = 4_000;
/**
 * A claim outlasts whatever is decided by it: an append is pursued for ten seconds (`append-with-retry.ts`), and a last try may be
 * under way then, for at most ten more. So it is seen to run out only when its claimer died, or does not know what became of
 * its append.
 */
export const CLAIM_SECONDS = 25;

/** What a client is told of its lease. */
export type Lease = { expiresAt: string; renewEverySeconds: number };

/** `startedAtMs`: milliseconds since the epoch. */
export type LeasedSession = { sessionId: string; startedAtMs: number };

/** Of sessions that were asked about. */
export type Judgement = {
  /** Those that may be claimed. */
  lapsed: Lapsed[];
  /** They have lapsed as well, and somebody else has claimed them: it will soon be known what became of them. */
  contended: Lapsed[];
  /** Milliseconds since the epoch: none of the others lapses before. */
  nextLapseMs: number;
};

/** Sessions that only the claimer may end for their lease. Their agents' signs of life wait until it is given back. */
export type LeaseClaim = {
  lapsed: readonly Lapsed[];
  /** Whether it may still be decided by it: whatever is decided now is written before the claim runs out. */
  isValid(): boolean;
  /** What has not ended goes on. Without this the claim runs out by itself. */
  giveBack(): void;
};

/**
 * L1: when each open session last showed a sign of life. Renewals are not events; they live here alone. A session that
 * nobody has heard of gets one full lease.
 */
export type Leases = {
  /** Milliseconds since the epoch: every lease counts from then at the earliest (L4). */
  readonly graceFromMs: number;
  /** Starts the first lease. @returns when it counts from, in milliseconds since the epoch. */
  begin(sessionId: string): number;
  /**
   * A sign of life now, kept once this resolves; no claim that comes later is granted within the lease.
   * @returns when it was, in milliseconds since the epoch; `null` when the session is claimed, and it may have ended.
   */
  renew(sessionId: string): Promise<number | null>;
  /** In milliseconds since the epoch; without those that nothing is known of. */
  lastSeen(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  judge(sessions: readonly LeasedSession[], leaseSeconds: number): Promise<Judgement>;
  /** Of those judged to have lapsed the ones that still have, and that nobody else has claimed; all at once. */
  claim(lapsed: readonly Lapsed[], leaseSeconds: number): Promise<LeaseClaim>;
  /** These have ended. */
  forget(sessionIds: readonly string[]): void;
};

/** Of a lease: three renewals may get lost before it lapses. */
const RENEWALS_A_LEASE = 4;

/** The lease that a sign of life at `seenMs` gives. */
export function leaseFrom(seenMs: number, leaseSeconds: number): Lease {
  const renewEverySeconds = Math.floor(leaseSeconds / RENEWALS_A_LEASE);
  return { expiresAt: new Date(seenMs + leaseSeconds * 1_000).toISOString(), renewEverySeconds };
}

/** What the lease of an open session counts from, in milliseconds since the epoch. */
export function leaseCountsFromMs(leases: Leases, startedAtMs: number, seenMs: number | undefined): number {
  return seenMs ?? Math.max(leases.graceFromMs, startedAtMs);
}

/** ISO instant of the last sign of life; the start of the session where none has come since. */
export const lastSeenAt = (startedAtMs: number, seenMs: number | undefined): string =>
  new Date(seenMs ?? startedAtMs).toISOString();
