import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Product } from '../../domain/catalogue.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Lapsed } from '../../domain/seat-pool/seat-pool.decide.ts';
import { isBehindOthers } from '../../domain/seat-pool/seat-pool.queue.decide.ts';
import { freeSeats, occupies, type SeatPool, seatsShort } from '../../domain/seat-pool/seat-pool.ts';
import { StoreUnavailable } from '../../event-store/event-store.ts';
import type { Clock } from '../../common/clock.ts';
import { Overloaded } from '../../common/overloaded.ts';
import type { LeaseClaim, Judgement, LeasedSession, Leases } from './leases.ts';
import { type PoolRunner, SESSIONS_AN_APPEND } from './pool-runner.ts';

const MAX_LAPSE_BOUNDS = 10_000;
/** For lapsed seats that others are deciding about: many times what a decision takes. */
const WAIT_FOR_OTHERS_MS = 2_000;
const ROUND_MS = 50;
const NOBODY: readonly Lapsed[] = [];

export type LeasedPool = { account: string; product: Product; leaseSeconds: number };
type Candidate = LeasedSession & { agentId: string };
/** What starts of one pool that come at the same time reclaim together: each takes its part of what was claimed. */
type Found = { claim: LeaseClaim; mayBeMore: boolean };
type Joint = { found: Promise<Found>; users: number; isInDoubt: boolean };

/** L2: a pool's sessions that have given no sign of life for a whole lease, and ending them. */
export class LapsedLeases {
  readonly #pools: PoolRunner;
  readonly #leases: Leases;
  readonly #clock: Clock;
  /**
   * No lease of the pool lapses before this: spares a full pool a look at every session for each refusal, and the sweeper one
   * in each round.
   */
  readonly #noLapseBefore = new LRUCache<string, number>({ max: MAX_LAPSE_BOUNDS });
  readonly #joint = new Map<string, Joint>();

  constructor(pools: PoolRunner, leases: Leases, clock: Clock) {
    this.#pools = pools;
    this.#leases = leases;
    this.#clock = clock;
  }

  /**
   * Starts; and where that is refused for want of a seat, starts again with lapsed sessions that may be ended for it.
   * @param start decides with what it is given for the pool as it is then.
   * @throws StoreUnavailable others are still deciding about the seats, or the leases are out of reach. To refuse then would
   *   be to say, and to record, that every seat is in use, which nobody knows.
   */
  async reclaiming<Answer>(
    leased: LeasedPool & { agentId: string },
    start: (lapsedIn: (pool: SeatPool) => readonly Lapsed[]) => Promise<Answer>,
  ): Promise<Answer> {
    let mayReclaim = false;
    const attempt = (claim?: LeaseClaim) =>
      start((pool) => {
        mayReclaim = this.mayReclaim(leased, pool);
        return claim?.isValid() ? claim.lapsed : NOBODY;
      });
    const refusal = await unlessFull(attempt());
    if ('answer' in refusal) return refusal.answer;
    if (!mayReclaim) throw refusal.error;
    for (const giveUpAtMs = performance.now() + WAIT_FOR_OTHERS_MS; ; ) {
      const { outcome, mayBeMore } = await this.#jointly(leased, (claim) => unlessFull(attempt(claim)));
      if ('answer' in outcome) return outcome.answer;
      if (!mayBeMore) throw outcome.error;
      if (performance.now() > giveUpAtMs)
        throw new StoreUnavailable('Others are deciding about seats whose leases have lapsed. Try again in a moment.');
      await pause(ROUND_MS * (0.5 + Math.random()));
    }
  }

  /**
   * Ends sessions of the pool that have lapsed, as many as one append may; not those that somebody else has claimed.
   * @returns `undefined` when there are none.
   */
  async ending<Answer>(
    leased: LeasedPool,
    end: (lapsed: () => readonly Lapsed[]) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (!this.#mayHaveLapsed(leased)) return undefined;
    const { lapsed } = await this.judged(leased);
    if (lapsed.length === 0) return undefined;
    const claim = await this.#leases.claim(lapsed.slice(0, SESSIONS_AN_APPEND), leased.leaseSeconds);
    try {
      const answer = await end(() => (claim.isValid() ? claim.lapsed : NOBODY));
      claim.giveBack();
      return answer;
    } catch (error) {
      if (wasNotDone(error)) claim.giveBack();
      throw error;
    }
  }

  /** Whether the agent needs a shared seat of the pool, none is free, one may have lapsed, and nobody comes before them. */
  mayReclaim(leased: LeasedPool & { agentId: string }, pool: SeatPool): boolean {
    const { agentId } = leased;
    if (isBehindOthers(pool, agentId)) return false;
    if (freeSeats(pool) > 0 || occupies(pool, agentId) || pool.assignments.get(agentId) !== 'concurrent') return false;
    return this.#mayHaveLapsed(leased);
  }

  #mayHaveLapsed(leased: LeasedPool): boolean {
    return this.#clock.nowMs() >= this.noneBeforeMs(leased);
  }

  /** No lease of the pool lapses before this, as far as is known: milliseconds since the epoch. */
  noneBeforeMs(leased: LeasedPool): number {
    return this.#noLapseBefore.get(keyOf(leased)) ?? 0;
  }

  /** All sessions of the pool, those on named seats as well, and all tickets (Q3). */
  async judged(leased: LeasedPool): Promise<Judgement> {
    return this.#judge(leased, await this.#pools.ask(leased.account, leased.product, allLeased));
  }

  async #judge(leased: LeasedPool, sessions: readonly LeasedSession[]): Promise<Judgement> {
    const judgement = await this.#leases.judge(sessions, leased.leaseSeconds);
    const { lapsed, contended, nextLapseMs } = judgement;
    if (lapsed.length === 0 && contended.length === 0) this.#noLapseBefore.set(keyOf(leased), nextLapseMs);
    return judgement;
  }

  /** Shares what is found with all who ask while it is looked for; the last one gives back what nobody used. */
  async #jointly<Outcome>(
    leased: LeasedPool,
    use: (claim: LeaseClaim) => Promise<Outcome>,
  ): Promise<{ outcome: Outcome; mayBeMore: boolean }> {
    const joint = this.#joint.get(keyOf(leased)) ?? this.#look(leased);
    joint.users += 1;
    const { claim, mayBeMore } = await joint.found;
    try {
      const outcome = await use(claim);
      // What came too late to be decided by is still there.
      return { outcome, mayBeMore: mayBeMore || (claim.lapsed.length > 0 && !claim.isValid()) };
    } catch (error) {
      if (!wasNotDone(error)) joint.isInDoubt = true;
      throw error;
    } finally {
      joint.users -= 1;
      if (joint.users === 0 && !joint.isInDoubt) claim.giveBack();
    }
  }

  #look(leased: LeasedPool): Joint {
    const key = keyOf(leased);
    const found = this.#claimSeats(leased).finally(() => this.#joint.delete(key));
    const joint: Joint = { found, users: 0, isInDoubt: false };
    this.#joint.set(key, joint);
    return joint;
  }

  async #claimSeats(leased: LeasedPool): Promise<Found> {
    const { account, product, leaseSeconds } = leased;
    const { sessions, shared, needed } = await this.#pools.ask(account, product, (pool) => {
      const all = [...pool.sessions.values()];
      return {
        sessions: allLeased(pool),
        shared: all.filter(({ seatType }) => seatType === 'concurrent'),
        needed: seatsShort(pool),
      };
    });
    const { lapsed, contended } = await this.#judge(leased, sessions);
    const silent = silentAgents(shared, lapsed);
    const chosen = asManyAsFit(silent, needed);
    const claim = await this.#leases.claim(chosen.flat(), leaseSeconds);
    // Claimed by others: a named session, or one of an agent who is there with another, frees no seat and is not waited for.
    const isContended = silentAgents(shared, [...lapsed, ...contended]).length > silent.length;
    const isShort = chosen.length < silent.length || claim.lapsed.length < chosen.flat().length;
    return { claim, mayBeMore: isContended || isShort };
  }
}

/** Anything else may have been written after all, or later still: then a claim has to outlast it. */
const wasNotDone = (error: unknown): boolean => error instanceof Refusal || error instanceof Overloaded;

/** Whatever lives by its client's signs of life. */
function allLeased({ sessions, queue }: SeatPool): LeasedSession[] {
  const tickets = [...(queue?.byAgent.values() ?? [])];
  return [
    ...sessions.values(),
    ...tickets.map(({ ticketId, requestedAtMs }) => ({ sessionId: ticketId, startedAtMs: requestedAtMs })),
  ];
}

const keyOf = ({ account, product, leaseSeconds }: LeasedPool): string => `${account}/${product.id}/${leaseSeconds}`;

/** O2: a seat comes free when all the sessions of its agent end. The sessions of such agents, the longest silent first. */
function silentAgents(sessions: readonly Candidate[], lapsed: readonly Lapsed[]): Lapsed[][] {
  const lapsedById = new Map(lapsed.map((one) => [one.sessionId, one]));
  const byAgent = new Map<string, (Lapsed | undefined)[]>();
  for (const { sessionId, agentId } of sessions) {
    const own = byAgent.get(agentId);
    if (own) own.push(lapsedById.get(sessionId));
    else byAgent.set(agentId, [lapsedById.get(sessionId)]);
  }
  const lastSeen = (own: readonly Lapsed[]) => Math.max(...own.map(({ lastSeenAt }) => Date.parse(lastSeenAt)));
  return [...byAgent.values()]
    .filter((own): own is Lapsed[] => !own.includes(undefined))
    .sort((one, other) => lastSeen(one) - lastSeen(other));
}

/** Of agents as many as an append may end, and in any case as many as have to end for one start (S5). */
function asManyAsFit(agents: readonly Lapsed[][], needed: number): Lapsed[][] {
  let sessions = 0;
  const tooMany = agents.findIndex((own, index) => {
    sessions += own.length;
    return index >= needed && sessions > SESSIONS_AN_APPEND;
  });
  return tooMany === -1 ? [...agents] : agents.slice(0, tooMany);
}

async function unlessFull<Answer>(start: Promise<Answer>): Promise<{ answer: Answer } | { error: Refusal }> {
  try {
    return { answer: await start };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ALL_SHARED_SEATS_IN_USE') return { error };
    throw error;
  }
}
