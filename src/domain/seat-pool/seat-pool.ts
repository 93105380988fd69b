import type { SeatType, SessionMode } from '../catalogue.ts';
import { type Actor, passOver, type Recorded } from '../decider.ts';
import type { AgentApp, SeatPoolEvent, WhyEnded } from './seat-pool.messages.ts';
import { addTicket, emptyQueue, endTicket, offer, type Queue } from './seat-pool.queue.ts';

export type { EndReason, SeatPoolEvent } from './seat-pool.messages.ts';

/** An open session. All three phases occupy a seat (O1). */
export type Session = AgentApp & {
  sessionId: string;
  agentId: string;
  seatType: SeatType;
  phase: 'waiting' | 'connected' | 'signed-in';
  mode: SessionMode | null;
  supportKeyHash: string | null;
  /** Milliseconds since the epoch, as there are many of these: an instant as text takes three times the memory. */
  startedAtMs: number;
  /** When a customer first joined: an ISO instant. */
  connectedAt: string | null;
  /** Which of the pool's `services` started it; `null` for the agent's own app. */
  service: number | null;
  endRequested:
    | (WhyEnded & { deadlineAt: string; requestedBy: Actor; commandId: string; correlationId: string })
    | null;
};

/** Without the admin's note: that is personal, and must not stay in memory when the person has been erased. */
export type EndedSession = Pick<WhyEnded, 'reason'> & {
  sessionId: string;
  agentId: string;
  seatType: SeatType;
  phase: 'ended';
  startedAtMs: number;
  endedAt: string;
  endedBy: Actor;
  lastSeenAt: string | null;
  supportKeyHash: string | null;
};

/** Everything about one product in one account. Counts are kept, not computed: a lookup costs the same in any pool. */
export type SeatPool = {
  /** Capacities. */
  named: number;
  concurrent: number;
  assignments: Map<string, SeatType>;
  assigned: { [type in SeatType]: number };
  sessions: Map<string, Session>;
  /** Nearly every agent has one, which then takes no list of its own. */
  sessionsByAgent: Map<string, Session | readonly Session[]>;
  /** O2: who holds a shared seat, with the number of their open sessions on it. Its size is the seats in use. */
  occupants: Map<string, number>;
  /** Service accounts that have started sessions: few, so that each session needs but a number. */
  services: string[];
  /** In the order they ended, at most `RECENTLY_ENDED_MAX`. */
  recentlyEnded: Map<string, EndedSession>;
  /** Who waits for a shared seat; `null` until somebody has. */
  queue: Queue | null;
  /** When shared seats came free, the oldest first, at most `RECENTLY_FREED_MAX`: milliseconds since the epoch. */
  freedAtMs: number[];
};

/**
 * How many ended sessions a pool remembers, to answer a late heartbeat and to tell a late repeat from a new start. Thousands
 * of pools are held in memory at once, so no more than that takes; read models remember the rest.
 */
export const RECENTLY_ENDED_MAX = 250;

/** How many endings an estimated wait is made of. */
const RECENTLY_FREED_MAX = 20;

/** L2: whoever's start reclaims a lapsed lease, it is the lease that ends the session. */
export const LEASE_SWEEPER: Actor = { kind: 'system', id: 'lease-sweeper' };

export function initial(): SeatPool {
  return {
    named: 0,
    concurrent: 0,
    assignments: new Map(),
    assigned: { named: 0, concurrent: 0 },
    sessions: new Map(),
    sessionsByAgent: new Map(),
    occupants: new Map(),
    services: [],
    recentlyEnded: new Map(),
    queue: null,
    freedAtMs: [],
  };
}

export function evolve(pool: SeatPool, event: Recorded<SeatPoolEvent>): SeatPool {
  switch (event.type) {
    case 'SeatCapacityChanged':
      pool.named = event.data.named;
      pool.concurrent = event.data.concurrent;
      return pool;
    case 'SeatAssigned':
      removeAssignment(pool, event.data.userId);
      return addAssignment(pool, event.data.userId, event.data.seatType);
    case 'SeatUnassigned':
      return removeAssignment(pool, event.data.userId);
    case 'SessionStarted':
      return serve(addSession(pool, startedSession(pool, event)), event);
    case 'SessionConnected':
      return connect(pool, event);
    case 'SessionEndRequested':
      return requestEnd(pool, event);
    case 'SessionEndWithdrawn':
      return withdrawEnd(pool, event);
    case 'SessionEnded':
      return end(pool, event);
    case 'SeatRequested':
      return queueUp(pool, event);
    case 'SeatOffered':
      if (pool.queue) offer(pool.queue, event.data.ticketId, Date.parse(event.data.claimUntil));
      return pool;
    case 'SeatOfferLapsed':
      if (pool.queue) endTicket(pool.queue, event.data.ticketId, 'offer-lapsed');
      return pool;
    case 'SeatRequestWithdrawn':
      if (pool.queue) endTicket(pool.queue, event.data.ticketId, event.data.reason);
      return pool;
    default:
      return passOver(pool, event);
  }
}

/** Shared seats in use. May exceed the capacity after a plan change, until the pool has drained (S5). */
export const occupiedSeats = (pool: SeatPool): number => pool.occupants.size;
/** Shared seats that are held for somebody who has yet to claim theirs (Q2). */
export const offeredSeats = ({ queue }: SeatPool): number => queue?.offers.size ?? 0;
/** How many wait in line, for whom no seat is held yet. */
export const waitingCount = ({ queue }: SeatPool): number => queue?.waiting.size ?? 0;
/** Shared seats that are neither in use nor held; below 0 while the pool is over its capacity. */
export const seatsLeft = (pool: SeatPool): number => pool.concurrent - occupiedSeats(pool) - offeredSeats(pool);
/** Shared seats that may be granted; never below 0. */
export const freeSeats = (pool: SeatPool): number => Math.max(0, seatsLeft(pool));
/** How many shared seats have to come free before one may be granted. */
export const seatsShort = (pool: SeatPool): number => Math.max(0, 1 - seatsLeft(pool));
/** S5: by how many shared seats the pool is over its capacity. */
export const overBy = (pool: SeatPool): number => Math.max(0, occupiedSeats(pool) - pool.concurrent);
/** Whether the agent holds one of the shared seats. */
export const occupies = (pool: SeatPool, agentId: string): boolean => pool.occupants.has(agentId);
export const assignedCount = (pool: SeatPool, type: SeatType): number => pool.assigned[type];

/**
 * When the turn of a place in line may come, made of how often a seat came free lately, the time since the last one included:
 * in a pool where nothing happens any more the estimate grows. `null` where too little has happened to tell.
 */
export function estimatedWaitSeconds(pool: SeatPool, place: number, nowMs: number): number | null {
  const { freedAtMs } = pool;
  if (place <= 0) return 0;
  if (freedAtMs.length < 2) return null;
  const everyMs = Math.max(0, nowMs - freedAtMs[0]!) / freedAtMs.length;
  return Math.ceil(((place + overBy(pool)) * everyMs) / 1_000);
}

/** The agent's open sessions, on whatever seat. */
export function sessionsOf(pool: SeatPool, agentId: string): readonly Session[] {
  const own = pool.sessionsByAgent.get(agentId) ?? [];
  return 'sessionId' in own ? [own] : own;
}

/** Open sessions that the service started, whosever they are. */
export function sessionsStartedBy(pool: SeatPool, serviceId: string): Session[] {
  const number = pool.services.indexOf(serviceId);
  return number === -1 ? [] : [...pool.sessions.values()].filter(({ service }) => service === number);
}

/**
 * The session as its owner, or with `agentId` null anybody, may see it: open, recently ended (`phase: 'ended'`), or
 * `undefined` when unknown or another agent's.
 */
export function sessionStatus(
  pool: SeatPool,
  sessionId: string,
  agentId: string | null = null,
): Session | EndedSession | undefined {
  const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId);
  return agentId === null || session?.agentId === agentId ? session : undefined;
}

/** What ending a session would find. Read it from the state before the command. */
export function outcomeOf(
  pool: SeatPool,
  sessionId: string,
  agentId: string | null = null,
): 'open' | 'already-ended' | 'not-found' {
  const session = sessionStatus(pool, sessionId, agentId);
  if (session === undefined) return 'not-found';
  return session.phase === 'ended' ? 'already-ended' : 'open';
}

type Fact<Type extends SeatPoolEvent['type']> = Extract<Recorded<SeatPoolEvent>, { type: Type }>;

export function addAssignment(pool: SeatPool, userId: string, seatType: SeatType): SeatPool {
  pool.assignments.set(userId, seatType);
  pool.assigned[seatType] += 1;
  return pool;
}

function removeAssignment(pool: SeatPool, userId: string): SeatPool {
  const seatType = pool.assignments.get(userId);
  if (seatType === undefined) return pool;
  pool.assignments.delete(userId);
  pool.assigned[seatType] -= 1;
  return pool;
}

function startedSession(pool: SeatPool, { data, metadata }: Fact<'SessionStarted'>): Session {
  const { sessionId, agentId, seatType, platform, device, supportKeyHash } = data;
  return {
    sessionId,
    agentId,
    seatType,
    platform,
    device,
    supportKeyHash,
    phase: supportKeyHash === null ? 'signed-in' : 'waiting',
    mode: null,
    startedAtMs: Date.parse(metadata.occurredAt),
    connectedAt: null,
    service: serviceOf(pool, metadata.actor),
    endRequested: null,
  };
}

function serviceOf({ services }: SeatPool, { kind, id }: Actor): number | null {
  if (kind !== 'service') return null;
  const known = services.indexOf(id);
  return known === -1 ? services.push(id) - 1 : known;
}

export function addSession(pool: SeatPool, session: Session): SeatPool {
  const { sessionId, agentId, seatType } = session;
  if (pool.sessions.has(sessionId)) return pool;
  pool.sessions.set(sessionId, session);
  setSessionsOf(pool, agentId, [...sessionsOf(pool, agentId), session]);
  if (seatType === 'concurrent') pool.occupants.set(agentId, (pool.occupants.get(agentId) ?? 0) + 1);
  return pool;
}

/** Whoever starts on a shared seat waits no longer. */
function serve(pool: SeatPool, { data }: Fact<'SessionStarted'>): SeatPool {
  const ticket = pool.queue?.byAgent.get(data.agentId);
  if (ticket && data.seatType === 'concurrent') endTicket(pool.queue!, ticket.ticketId, 'claimed');
  return pool;
}

function queueUp(pool: SeatPool, { data, metadata }: Fact<'SeatRequested'>): SeatPool {
  const { ticketId, agentId } = data;
  pool.queue ??= emptyQueue();
  addTicket(pool.queue, { ticketId, agentId, requestedAtMs: Date.parse(metadata.occurredAt), claimUntilMs: null });
  return pool;
}

function connect(pool: SeatPool, { data, metadata }: Fact<'SessionConnected'>): SeatPool {
  const session = pool.sessions.get(data.sessionId);
  if (!session) return pool;
  session.phase = 'connected';
  session.mode = data.mode;
  session.platform = data.platform;
  session.connectedAt ??= metadata.occurredAt;
  return pool;
}

function requestEnd(pool: SeatPool, { data, metadata }: Fact<'SessionEndRequested'>): SeatPool {
  const { deadlineAt, reason, note } = data;
  const { actor: requestedBy, commandId, $correlationId: correlationId } = metadata;
  const session = pool.sessions.get(data.sessionId);
  if (session) session.endRequested = { deadlineAt, reason, note, requestedBy, commandId, correlationId };
  return pool;
}

function withdrawEnd(pool: SeatPool, { data }: Fact<'SessionEndWithdrawn'>): SeatPool {
  const session = pool.sessions.get(data.sessionId);
  if (session) session.endRequested = null;
  return pool;
}

function end(pool: SeatPool, event: Fact<'SessionEnded'>): SeatPool {
  const session = pool.sessions.get(event.data.sessionId);
  if (!session) return pool;
  if (removeSession(pool, session)) {
    pool.freedAtMs.push(Date.parse(event.metadata.occurredAt));
    if (pool.freedAtMs.length > RECENTLY_FREED_MAX) pool.freedAtMs.shift();
  }
  remember(pool, endedSession(session, event));
  return pool;
}

/** @returns whether that has freed a shared seat. */
function removeSession(pool: SeatPool, session: Session): boolean {
  const { sessionId, agentId, seatType } = session;
  pool.sessions.delete(sessionId);
  setSessionsOf(
    pool,
    agentId,
    sessionsOf(pool, agentId).filter((own) => own !== session),
  );
  if (seatType !== 'concurrent') return false;
  const remaining = (pool.occupants.get(agentId) ?? 1) - 1;
  if (remaining === 0) pool.occupants.delete(agentId);
  else pool.occupants.set(agentId, remaining);
  return remaining === 0;
}

function setSessionsOf(pool: SeatPool, agentId: string, sessions: readonly Session[]): void {
  const [only, ...others] = sessions;
  if (only) pool.sessionsByAgent.set(agentId, others.length === 0 ? only : sessions);
  else pool.sessionsByAgent.delete(agentId);
}

function endedSession(session: Session, event: Fact<'SessionEnded'>): EndedSession {
  const { sessionId, agentId, seatType, startedAtMs, supportKeyHash } = session;
  const { reason, lastSeenAt } = event.data;
  return {
    sessionId,
    agentId,
    seatType,
    phase: 'ended',
    reason,
    startedAtMs,
    endedAt: event.metadata.occurredAt,
    endedBy: endedBy(session, event),
    lastSeenAt,
    supportKeyHash,
  };
}

/** A2: the agent is told who ended the session: not the timer that carried out an admin's request. */
function endedBy({ endRequested }: Session, { data, metadata }: Fact<'SessionEnded'>): Actor {
  if (data.reason === 'lease-expired') return LEASE_SWEEPER;
  if (endRequested?.reason === data.reason && metadata.actor.kind === 'system') return endRequested.requestedBy;
  return metadata.actor;
}

function remember(pool: SeatPool, ended: EndedSession): void {
  pool.recentlyEnded.set(ended.sessionId, ended);
  if (pool.recentlyEnded.size <= RECENTLY_ENDED_MAX) return;
  for (const oldest of pool.recentlyEnded.keys()) {
    pool.recentlyEnded.delete(oldest);
    return;
  }
}
