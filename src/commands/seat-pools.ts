import { LRUCache } from 'lru-cache';
import type { Catalogue, Platform, Product, SeatType, SessionMode } from '../domain/catalogue.ts';
import { ALL_SHARED_SEATS_IN_USE, Refusal, refuse } from '../domain/refusal.ts';
import {
  type Lapsed,
  reclaimableSeats,
  requireOpenSession,
  seatPool,
  type SeatPoolCommand,
} from '../domain/seat-pool/seat-pool.decide.ts';
import {
  type EndedSession,
  type EndReason,
  freeSeats,
  occupiedSeats,
  occupies,
  outcomeOf,
  overBy,
  type SeatPool,
  type SeatPoolEvent,
  type Session,
} from '../domain/seat-pool/seat-pool.ts';
import {
  SEAT_POOL_SNAPSHOT_VERSION,
  seatPoolFromJson,
  seatPoolToJson,
} from '../domain/seat-pool/seat-pool.snapshot.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { JsonObject, Position } from '../event-store/event-store.ts';
import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { CommandContext } from './command-context.ts';
import { CommandRunner, type Outcome, type Snapshots } from './command-runner.ts';
import type { Denials } from './denials.ts';
import type { Leases } from './leases.ts';
import type { Users } from './users.ts';

const SNAPSHOT_EVERY_EVENTS = 1_000;
/** Sessions one append ends: below the store's limit on a batch, whatever else the batch holds. */
const SESSIONS_AN_APPEND = 200;
const MAX_ROUTES = 200_000;
const MAX_LAPSE_BOUNDS = 10_000;

/** Nine digits, unique among open sessions; never stored in clear (`src/auth/support-keys.ts`). */
export type SupportKeys = {
  /** `cancel` gives the key back when the session was refused; it does nothing to a key the session had before. */
  reserve(sessionId: string): { key: string; hash: string; cancel(): void };
  /** The key once given to this session, from the hash that was stored with it. */
  recover(sessionId: string, hash: string): string;
  /** The session has ended: its key may be given to another. */
  releaseOf(sessionId: string): void;
};

/** Sessions that ended too long ago for the pool to remember, and the product of any other (a read model). */
export type SessionHistory = {
  find(account: string, sessionId: string): Promise<{ product: string; ended: EndedSessionFacts | null } | null>;
};
export type EndedSessionFacts = Pick<EndedSession, 'agentId' | 'reason' | 'note' | 'endedBy' | 'endedAt'>;

export type Lease = { expiresAt: string; renewEverySeconds: number };
export type StartedSession = {
  sessionId: string;
  product: string;
  agentId: string;
  seatType: SeatType;
  phase: 'waiting' | 'connected' | 'signed-in';
  supportKey?: string;
  startedAt: string;
  lease: Lease;
  position: Position;
};
export type OpenSession = Omit<StartedSession, 'supportKey' | 'position'> & {
  mode: SessionMode | null;
  platform: Platform | null;
  device: string | null;
  connectedAt: string | null;
  /** A2: set while an admin's warning runs. */
  ending: { deadlineAt: string; reason: EndReason; note: string | null } | null;
};
export type Heartbeat = Pick<OpenSession, 'ending'> & { expiresAt: string; inUse: number; capacity: number };
export type Gate = {
  product: string;
  seatType: SeatType;
  available: boolean;
  message?: string;
  inUse: number;
  capacity: number;
  waiting: number;
};
/** What became of each of many sessions (A4), in the order they were named. */
type Outcomes<Done extends string> = {
  results: { sessionId: string; outcome: Done | 'already-ended' | 'not-found' }[];
  position: Position;
};
export type EndedSharedSessions = Outcomes<'ended' | 'ending'>;
export type WithdrawnSessionEnds = Outcomes<'withdrawn' | 'not-ending'>;

/** A stored product that the catalogue no longer lists reads as unknown. */
export const seatPoolStream = (account: string, product: string): string => `seatPool-${account}.${product}`;

/** The seats of every account: who holds what, what starts and what ends. */
export class SeatPools {
  readonly runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>;
  /** Where sessions seen lately belong; the pools themselves know the rest. */
  readonly #routes = new LRUCache<string, string>({ max: MAX_ROUTES });
  /** No lease of the pool lapses before this: spares a full pool a look at every session for each refusal. */
  readonly #noLapseBefore = new LRUCache<string, { atMs: number; leaseSeconds: number }>({ max: MAX_LAPSE_BOUNDS });

  constructor(
    private readonly log: EventLog,
    private readonly catalogue: Catalogue,
    private readonly accounts: Accounts,
    private readonly users: Users,
    private readonly leases: Leases,
    private readonly supportKeys: SupportKeys,
    private readonly denials: Denials,
    private readonly history: SessionHistory,
    private readonly clock: Clock,
    snapshots: Snapshots,
    onSnapshotError: (error: unknown) => void,
    maxResidentStreams?: number,
  ) {
    this.runner = new CommandRunner(log, seatPool, {
      maxResidentStreams,
      weigh: ({ assignments, sessions, recentlyEnded }) => assignments.size + sessions.size + recentlyEnded.size,
      snapshot: {
        snapshots,
        version: SEAT_POOL_SNAPSHOT_VERSION,
        every: SNAPSHOT_EVERY_EVENTS,
        toJson: (pool) => seatPoolToJson(pool) as unknown as JsonObject,
        fromJson: seatPoolFromJson,
        onError: onSnapshotError,
      },
    });
  }

  async changeCapacity(
    context: CommandContext,
    { product, ...data }: { product: string; named: number; concurrent: number; reason: string | null },
  ): Promise<{ position: Position }> {
    const { position } = await this.#run(context, this.#product(product), { type: 'ChangeCapacity', data });
    return { position };
  }

  /** S3, S4. Whoever is suspended or gone gets no seat, also when that happens while this is under way. */
  async assign(
    context: CommandContext,
    { userId, product, type }: { userId: string; product: string; type: SeatType },
  ): Promise<{ position: Position }> {
    const known = this.#product(product);
    await this.users.requireMaySit(context, userId);
    const { position } = await this.#run(context, known, { type: 'AssignSeat', data: { userId, seatType: type } });
    const departure = await this.users.departure(context.account, userId);
    if (departure === null) return { position };
    await this.#run(context, known, { type: 'UnassignSeat', data: { userId, reason: departure } });
    return refuse(departure === 'user-suspended' ? 'USER_SUSPENDED' : 'NOT_FOUND');
  }

  async unassign(
    context: CommandContext,
    { userId, product, reason }: { userId: string; product: string; reason: string | null },
  ): Promise<{ position: Position; endedSessions: string[] }> {
    const known = this.#product(product);
    await this.users.requireManaged(context, userId);
    return this.#unassign(context, known, userId, reason);
  }

  /** S6 for every product: the seats of somebody who was suspended or deleted. Repeats change nothing. */
  async unassignAll(
    context: CommandContext,
    userId: string,
    reason: 'user-suspended' | 'user-deleted',
  ): Promise<Position> {
    let last: Position = 0;
    for (const product of this.catalogue.values()) {
      const { position } = await this.#unassign(context, product, userId, reason);
      last = Math.max(last, position);
    }
    return last;
  }

  /** O4: the binding check. A refusal for want of a seat is recorded (O6) before it is answered. */
  async start(
    context: CommandContext,
    data: { product: string; agentId: string; sessionId: string; platform: Platform | null; device: string | null },
  ): Promise<StartedSession> {
    const product = this.#product(data.product);
    const leaseSeconds = await this.accounts.leaseSeconds(context.account, product);
    const reserved = product.occupiedFrom === 'session' ? this.supportKeys.reserve(data.sessionId) : null;
    try {
      const { value, position, events } = await this.#run(
        context,
        product,
        (pool) => ({
          type: 'StartSession',
          data: {
            sessionId: data.sessionId,
            agentId: data.agentId,
            platform: data.platform,
            device: data.device,
            occupiedFrom: product.occupiedFrom,
            supportKeyHash: reserved?.hash ?? null,
            lapsed: this.#lapsedWhenFull(context.account, product, pool, data.agentId, leaseSeconds),
          },
        }),
        (pool, events) => {
          if (events.length > 0) this.leases.renew(data.sessionId);
          return this.#startedSession(pool, data.sessionId, leaseSeconds, product);
        },
      );
      if (events.length === 0) reserved?.cancel();
      this.#routes.set(routeKey(context.account, data.sessionId), product.id);
      const { supportKeyHash, ...session } = value;
      if (supportKeyHash === null) return { ...session, position };
      const supportKey =
        supportKeyHash === reserved?.hash ? reserved.key : this.supportKeys.recover(data.sessionId, supportKeyHash);
      return { ...session, supportKey, position };
    } catch (error) {
      if (error instanceof Refusal) {
        reserved?.cancel();
        if (error.code === 'ALL_SHARED_SEATS_IN_USE') throw await this.#denied(context, product, data.agentId, error);
      }
      throw error;
    }
  }

  async connect(
    context: CommandContext,
    {
      sessionId,
      agentId,
      mode,
      platform,
    }: { sessionId: string; agentId: string | null; mode: SessionMode; platform: Platform },
  ): Promise<{ position: Position }> {
    const product = await this.#locateOpen(context.account, sessionId, agentId);
    const command: SeatPoolCommand = { type: 'ConnectSession', data: { sessionId, agentId, mode, platform } };
    const { position } = await this.#run(context, product, command);
    return { position };
  }

  /** An agent's own ending. Already ended: nothing changes, and that is fine. */
  async end(
    context: CommandContext,
    { sessionId, agentId }: { sessionId: string; agentId: string | null },
  ): Promise<{ position: Position }> {
    const found = await this.#locate(context.account, sessionId);
    if (found?.ended && (agentId === null || found.ended.agentId === agentId))
      return { position: await this.log.head() };
    if (!found || found.ended) return refuse('NOT_FOUND', { detail: 'There is no such session.' });
    const { position } = await this.#run(context, found.product, (pool) => {
      if (outcomeOf(pool, sessionId, agentId) === 'not-found')
        refuse('NOT_FOUND', { detail: 'There is no such session.' });
      return { type: 'EndSessions', data: { sessionIds: [sessionId], agentId, reason: 'ended-by-agent', note: null } };
    });
    return { position };
  }

  /** A1: an admin clears seats, across products; named sessions and people outside the admin's scope are not found. */
  async endShared(
    context: CommandContext,
    data: { sessionIds: readonly string[]; reason: EndReason; note: string | null; graceSeconds: number },
  ): Promise<EndedSharedSessions> {
    const { graceSeconds, reason, note } = data;
    const outcome = () => (graceSeconds > 0 ? ('ending' as const) : ('ended' as const));
    return this.#forEachShared(context, data.sessionIds, outcome, (pool, sessionIds) => {
      if (graceSeconds > 0) {
        const deadlineAt = new Date(Date.parse(context.at) + graceSeconds * 1_000).toISOString();
        return { type: 'RequestSessionEnd', data: { sessionIds, deadlineAt, reason, note } };
      }
      const lastSeenAt = this.#lastSeen(pool, sessionIds);
      return { type: 'EndSessions', data: { sessionIds, agentId: null, reason, note, lastSeenAt } };
    });
  }

  /** A2: an admin takes warnings back. Who may end a session may let it go on. */
  withdrawEnds(context: CommandContext, data: { sessionIds: readonly string[] }): Promise<WithdrawnSessionEnds> {
    const outcome = ({ endRequested }: Session) =>
      endRequested === null ? ('not-ending' as const) : ('withdrawn' as const);
    return this.#forEachShared(context, data.sessionIds, outcome, (_pool, sessionIds) => ({
      type: 'WithdrawSessionEnd',
      data: { sessionIds },
    }));
  }

  /** L1, L3: a sign of life. @throws Refusal SESSION_ENDED, NOT_FOUND */
  async heartbeat(account: string, sessionId: string, agentId: string | null): Promise<Heartbeat> {
    const product = await this.#locateOpen(account, sessionId, agentId);
    const leaseSeconds = await this.accounts.leaseSeconds(account, product);
    return this.runner.ask(seatPoolStream(account, product.id), (pool) => {
      const session = requireOpenSession(pool, sessionId, agentId);
      this.leases.renew(sessionId);
      const expiresAt = this.#expiresAt(session, leaseSeconds);
      return { expiresAt, inUse: occupiedSeats(pool), capacity: pool.concurrent, ending: endingOf(session) };
    });
  }

  /** The sign-in gate (O4): what each assigned seat would answer now. Nothing is reserved by asking. */
  async gate(account: string, agentId: string): Promise<Gate[]> {
    const gates: Gate[] = [];
    for (const product of this.catalogue.values()) {
      const leaseSeconds = await this.accounts.leaseSeconds(account, product);
      const gate = await this.runner.ask(seatPoolStream(account, product.id), (pool) => {
        const seatType = pool.assignments.get(agentId);
        return seatType && this.#gate(account, product, pool, agentId, seatType, leaseSeconds);
      });
      if (gate) gates.push(gate);
    }
    return gates;
  }

  /** An agent's open sessions, as of now. */
  async openSessions(account: string, agentId: string): Promise<OpenSession[]> {
    const sessions: OpenSession[] = [];
    for (const product of this.catalogue.values()) {
      const leaseSeconds = await this.accounts.leaseSeconds(account, product);
      const own = await this.runner.ask(seatPoolStream(account, product.id), (pool) =>
        [...(pool.sessionsByAgent.get(agentId) ?? [])].map((id) =>
          this.#openSession(pool.sessions.get(id)!, leaseSeconds, product),
        ),
      );
      sessions.push(...own);
    }
    return sessions;
  }

  /** One open session. @throws Refusal SESSION_ENDED, NOT_FOUND */
  async openSession(account: string, sessionId: string, agentId: string | null): Promise<OpenSession> {
    const product = await this.#locateOpen(account, sessionId, agentId);
    const leaseSeconds = await this.accounts.leaseSeconds(account, product);
    return this.runner.ask(seatPoolStream(account, product.id), (pool) =>
      this.#openSession(requireOpenSession(pool, sessionId, agentId), leaseSeconds, product),
    );
  }

  /** L2: what no start has reclaimed yet. Answers how many sessions ended. */
  async expireLeases(context: CommandContext, productId: string): Promise<number> {
    const product = this.#product(productId);
    const leaseSeconds = await this.accounts.leaseSeconds(context.account, product);
    const { events } = await this.#run(context, product, (pool) => ({
      type: 'ExpireLeases',
      data: { lapsed: this.#lapsed(pool, leaseSeconds).slice(0, SESSIONS_AN_APPEND) },
    }));
    return events.length;
  }

  /** O3: sessions that nobody joined in time. */
  async endUnjoined(context: CommandContext, productId: string): Promise<number> {
    const product = this.#product(productId);
    const minutes = await this.accounts.unjoinedMinutes(context.account, product);
    if (minutes === null) return 0;
    const before = new Date(Date.parse(context.at) - minutes * 60_000).toISOString();
    const { events } = await this.#run(context, product, { type: 'EndUnjoined', data: { before } });
    return events.length;
  }

  /** A2: sessions whose warning has run out. */
  async endDue(context: CommandContext, productId: string): Promise<number> {
    const { events } = await this.#run(context, this.#product(productId), { type: 'EndDue', data: { at: context.at } });
    return events.length;
  }

  async #unassign(context: CommandContext, product: Product, userId: string, reason: string | null) {
    const { position, events } = await this.#run(context, product, { type: 'UnassignSeat', data: { userId, reason } });
    const endedSessions = events.flatMap((event) => (event.type === 'SessionEnded' ? [event.data.sessionId] : []));
    return { position, endedSessions };
  }

  /**
   * One command to each pool about its share of the sessions. Those on named seats, and those of people outside the admin's
   * scope, are not found.
   * @param outcome what becomes of an open one; asked before the command.
   */
  async #forEachShared<Done extends string>(
    context: CommandContext,
    sessionIds: readonly string[],
    outcome: (session: Session) => Done,
    command: (pool: SeatPool, open: string[]) => SeatPoolCommand,
  ): Promise<Outcomes<Done>> {
    const outcomes = new Map<string, Outcomes<Done>['results'][number]['outcome']>();
    const byProduct = new Map<Product, string[]>();
    for (const sessionId of new Set(sessionIds)) {
      const found = await this.#locate(context.account, sessionId);
      outcomes.set(sessionId, found?.ended ? 'already-ended' : 'not-found');
      if (found && !found.ended) byProduct.set(found.product, [...(byProduct.get(found.product) ?? []), sessionId]);
    }
    let position: Position = 0;
    for (const [product, own] of byProduct) {
      for (let from = 0; from < own.length; from += SESSIONS_AN_APPEND) {
        const some = own.slice(from, from + SESSIONS_AN_APPEND);
        const allowed = await this.#managedAgents(context, product, some);
        const done = await this.#run(context, product, (pool) => {
          const open = some.filter((sessionId) => {
            const found = sharedOutcome(pool, sessionId, allowed);
            outcomes.set(sessionId, found === 'open' ? outcome(pool.sessions.get(sessionId)!) : found);
            return found === 'open';
          });
          return command(pool, open);
        });
        position = Math.max(position, done.position);
      }
    }
    return { results: sessionIds.map((sessionId) => ({ sessionId, outcome: outcomes.get(sessionId)! })), position };
  }

  /** The agents of these sessions whom the admin may manage. */
  async #managedAgents(
    context: CommandContext,
    product: Product,
    sessionIds: readonly string[],
  ): Promise<'all' | Set<string>> {
    if (!context.authority || context.authority.scope === 'all') return 'all';
    const agents = await this.runner.ask(seatPoolStream(context.account, product.id), (pool) => [
      ...new Set(sessionIds.flatMap((id) => (pool.sessions.get(id) ?? pool.recentlyEnded.get(id))?.agentId ?? [])),
    ]);
    const managed = await Promise.all(agents.map((agentId) => this.users.isManaged(context, agentId)));
    return new Set(agents.filter((_, index) => managed[index]));
  }

  /** Every command to a pool goes through here: what ended gives its support key and its lease back. */
  async #run<Value = undefined>(
    context: CommandContext,
    product: Product,
    command: SeatPoolCommand | ((pool: SeatPool) => SeatPoolCommand),
    select?: (pool: SeatPool, events: SeatPoolEvent[]) => Value,
  ): Promise<Outcome<SeatPoolEvent, Value>> {
    const stream = seatPoolStream(context.account, product.id);
    const outcome = await this.runner.run(stream, command, context, select);
    for (const event of outcome.events) {
      if (event.type !== 'SessionEnded') continue;
      this.leases.forget(event.data.sessionId);
      this.supportKeys.releaseOf(event.data.sessionId);
    }
    return outcome;
  }

  /** Records the denial; answers the refusal without the names of those who hold the seats. */
  async #denied(context: CommandContext, product: Product, agentId: string, refusal: Refusal): Promise<Refusal> {
    const { occupants, ...shown } = refusal.details;
    await this.denials.record(context, product.id, {
      agentId,
      capacity: shown.capacity as number,
      queued: shown.waiting as number,
      occupants: occupants as string[],
    });
    return new Refusal(refusal.code, shown);
  }

  /** The pool of a session: from memory, from the pools themselves, at last from history. */
  async #locate(
    account: string,
    sessionId: string,
  ): Promise<{ product: Product; ended: EndedSessionFacts | null } | null> {
    const route = this.catalogue.get(this.#routes.get(routeKey(account, sessionId)) ?? '');
    for (const product of route ? [route] : this.catalogue.values()) {
      const known = await this.runner.ask(
        seatPoolStream(account, product.id),
        (pool) => pool.sessions.has(sessionId) || pool.recentlyEnded.has(sessionId),
      );
      if (!known) continue;
      this.#routes.set(routeKey(account, sessionId), product.id);
      return { product, ended: null };
    }
    const past = await this.history.find(account, sessionId);
    const product = past && this.catalogue.get(past.product);
    return product ? { product, ended: past.ended } : null;
  }

  async #locateOpen(account: string, sessionId: string, agentId: string | null): Promise<Product> {
    const found = await this.#locate(account, sessionId);
    if (!found || (found.ended && agentId !== null && found.ended.agentId !== agentId)) {
      return refuse('NOT_FOUND', { detail: 'There is no such session.' });
    }
    if (!found.ended) return found.product;
    const { reason, note, endedBy, endedAt } = found.ended;
    return refuse('SESSION_ENDED', { detail: 'The session has ended.', reason, note, endedBy, endedAt });
  }

  #product(id: string): Product {
    return this.catalogue.get(id) ?? refuse('NOT_FOUND', { detail: `There is no product "${id}".` });
  }

  #gate(
    account: string,
    product: Product,
    pool: SeatPool,
    agentId: string,
    seatType: SeatType,
    leaseSeconds: number,
  ): Gate {
    const available =
      seatType === 'named' ||
      occupies(pool, agentId) ||
      freeSeats(pool) > 0 ||
      reclaimableSeats(this.#lapsedWhenFull(account, product, pool, agentId, leaseSeconds), pool) > overBy(pool);
    return {
      product: product.id,
      seatType,
      available,
      ...(available ? {} : { message: ALL_SHARED_SEATS_IN_USE }),
      inUse: occupiedSeats(pool),
      capacity: pool.concurrent,
      waiting: 0,
    };
  }

  #lapsedWhenFull(account: string, product: Product, pool: SeatPool, agentId: string, leaseSeconds: number): Lapsed[] {
    if (freeSeats(pool) > 0 || occupies(pool, agentId) || pool.assignments.get(agentId) !== 'concurrent') return [];
    const key = seatPoolStream(account, product.id);
    const bound = this.#noLapseBefore.get(key);
    const nowMs = this.clock.nowMs();
    if (bound?.leaseSeconds === leaseSeconds && nowMs < bound.atMs) return [];
    const lapsed = this.#lapsed(pool, leaseSeconds);
    if (lapsed.length === 0)
      this.#noLapseBefore.set(key, { atMs: this.#nextLapseMs(pool, leaseSeconds, nowMs), leaseSeconds });
    return lapsed;
  }

  #lapsed(pool: SeatPool, leaseSeconds: number): Lapsed[] {
    return [...pool.sessions.values()]
      .filter((session) => this.leases.hasLapsed(session, leaseSeconds))
      .map((session) => ({ sessionId: session.sessionId, lastSeenAt: this.leases.lastSeenAt(session) }));
  }

  #nextLapseMs(pool: SeatPool, leaseSeconds: number, nowMs: number): number {
    let next = nowMs + leaseSeconds * 1_000;
    for (const session of pool.sessions.values()) next = Math.min(next, this.leases.expiresAtMs(session, leaseSeconds));
    return next;
  }

  #lastSeen(pool: SeatPool, sessionIds: readonly string[]): Record<string, string> {
    return Object.fromEntries(
      sessionIds.map((sessionId) => [sessionId, this.leases.lastSeenAt(pool.sessions.get(sessionId)!)]),
    );
  }

  #expiresAt(session: Session, leaseSeconds: number): string {
    return new Date(this.leases.expiresAtMs(session, leaseSeconds)).toISOString();
  }

  #openSession(session: Session, leaseSeconds: number, product: Product): OpenSession {
    const { sessionId, agentId, seatType, phase, startedAt, mode, platform, device, connectedAt } = session;
    const lease = { expiresAt: this.#expiresAt(session, leaseSeconds), renewEverySeconds: product.renewEverySeconds };
    const ending = endingOf(session);
    return {
      sessionId,
      product: product.id,
      agentId,
      seatType,
      phase,
      startedAt,
      lease,
      mode,
      platform,
      device,
      connectedAt,
      ending,
    };
  }

  /** The first answer, also for a repeat of a start whose session has ended since. */
  #startedSession(pool: SeatPool, sessionId: string, leaseSeconds: number, product: Product) {
    const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId)!;
    const { agentId, seatType, startedAt, supportKeyHash } = session;
    const phase: StartedSession['phase'] = supportKeyHash === null ? 'signed-in' : 'waiting';
    const expiresAt = new Date(this.leases.expiresAtMs({ sessionId, startedAt }, leaseSeconds)).toISOString();
    const lease: Lease = { expiresAt, renewEverySeconds: product.renewEverySeconds };
    return { sessionId, product: product.id, agentId, seatType, phase, startedAt, lease, supportKeyHash };
  }
}

/** As `outcomeOf`, to an admin who clears seats: of shared sessions of the agents they manage. */
function sharedOutcome(pool: SeatPool, sessionId: string, managed: 'all' | Set<string>) {
  const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId);
  const visible = session?.seatType === 'concurrent' && (managed === 'all' || managed.has(session.agentId));
  return visible ? outcomeOf(pool, sessionId) : 'not-found';
}

const routeKey = (account: string, sessionId: string): string => `${account}/${sessionId}`;

function endingOf({ endRequested }: Session): OpenSession['ending'] {
  if (endRequested === null) return null;
  const { deadlineAt, reason, note } = endRequested;
  return { deadlineAt, reason, note };
}
