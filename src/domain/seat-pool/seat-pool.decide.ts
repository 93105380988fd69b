import type { SeatType } from '../catalogue.ts';
import { type Attribution, type Decider, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';
import { type DecidedEvent, sessionEnded, sessionStarted } from './seat-pool.facts.ts';
import {
  expireTickets,
  holdsOffer,
  isBehindOthers,
  lapseOffers,
  NO_SEAT_DETAIL,
  refuseFull,
  requestSeat,
  requireOffer,
  withdrawOf,
  withdrawSeatRequest,
  withOffers,
} from './seat-pool.queue.decide.ts';
import {
  assignedCount,
  type EndReason,
  evolve,
  freeSeats,
  initial,
  LEASE_SWEEPER,
  occupies,
  type SeatPool,
  type SeatPoolEvent,
  seatsShort,
  type Session,
  sessionStatus,
  sessionsOf,
  waitingCount,
} from './seat-pool.ts';
import {
  CAPACITY_MAX,
  type AssignSeat,
  type ChangeCapacity,
  type ClaimSeat,
  type ConnectSession,
  type EndDue,
  type EndSessions,
  type EndUnjoined,
  type ExpireLeases,
  type Lapsed,
  type PoolTime,
  type RequestSessionEnd,
  type SeatPoolCommand,
  type StartSession,
  type UnassignSeat,
  type WithdrawReason,
  type WithdrawSessionEnd,
} from './seat-pool.messages.ts';

export * from './seat-pool.messages.ts';

/** Sessions that one tidying up by the clock ends: what is left is for the next. Keeps an append within a store's limit. */
export const SWEEP_MAX_SESSIONS = 200;

/** Sessions one agent may have open on a product: with their seat they all end in one append (S6). */
export const AGENT_MAX_SESSIONS = 100;

export const seatPool: Decider<SeatPool, SeatPoolCommand, SeatPoolEvent> = { initial, decide, evolve };

export function decide(command: SeatPoolCommand, pool: SeatPool): DecidedEvent[] {
  return withOffers(decideAlone(command, pool), pool, command.time);
}

function decideAlone(command: SeatPoolCommand, pool: SeatPool): DecidedEvent[] {
  switch (command.type) {
    case 'ChangeCapacity':
      return changeCapacity(command.data, pool);
    case 'AssignSeat':
      return assignSeat(command.data, pool);
    case 'UnassignSeat':
      return unassignSeat(command.data, pool);
    case 'StartSession':
      return startSession(command.data, pool, command.time);
    case 'ConnectSession':
      return connectSession(command.data, pool);
    case 'RequestSessionEnd':
      return requestSessionEnd(command.data, pool);
    case 'WithdrawSessionEnd':
      return withdrawSessionEnd(command.data, pool);
    case 'EndSessions':
      return endSessions(command.data, pool);
    case 'ExpireLeases':
      return expireLeases(command.data, pool);
    case 'EndUnjoined':
      return endUnjoined(command.data, pool);
    case 'EndDue':
      return endDue(command.data, pool);
    case 'RequestSeat':
      return requestSeat(command.data, pool, command.time);
    case 'WithdrawSeatRequest':
      return withdrawSeatRequest(command.data, pool);
    case 'ClaimSeat':
      return claimSeat(command.data, pool, command.time);
    case 'TendLine':
      return lapseOffers(pool, command.time);
    default:
      return unreachable(command);
  }
}

/** S5 Named capacity stays above what is assigned; concurrent capacity may fall below what is occupied: nobody is evicted. */
function changeCapacity({ named, concurrent, reason }: ChangeCapacity, pool: SeatPool): DecidedEvent[] {
  validateCapacities({ named, concurrent });
  if (named === pool.named && concurrent === pool.concurrent) return [];
  const assigned = assignedCount(pool, 'named');
  if (named < assigned) {
    const detail = `${assigned} named seats are assigned. Remove ${assigned - named} of them first.`;
    refuse('CAPACITY_BELOW_ASSIGNED', { detail, assigned, requested: named });
  }
  return [{ type: 'SeatCapacityChanged', data: { named, concurrent, reason } }];
}

/** S3 Assigning the other type replaces the first one. S4 Named assignments never exceed the named capacity. */
function assignSeat({ userId, seatType }: AssignSeat, pool: SeatPool): DecidedEvent[] {
  const held = pool.assignments.get(userId);
  if (held === seatType) return [];
  if (seatType === 'named') requireNamedSeat(pool);
  const replaced = held === undefined ? [] : removeSeat(userId, held, 'replaced', 'named-seat-assigned', pool);
  return [...replaced, { type: 'SeatAssigned', data: { userId, seatType } }];
}

/** S6 Sessions on a removed seat end with it, in the same append. */
function unassignSeat({ userId, reason }: UnassignSeat, pool: SeatPool): DecidedEvent[] {
  const held = pool.assignments.get(userId);
  const departure = reason === 'user-suspended' || reason === 'user-deleted' ? reason : 'seat-removed';
  return held === undefined ? [] : removeSeat(userId, held, reason, departure, pool);
}

/** The binding check (O4). S1 A named agent is never refused. O2 A shared seat is taken by an agent's first session only. */
function startSession(command: StartSession, pool: SeatPool, time: PoolTime): DecidedEvent[] {
  if (isRepeat(command, pool)) return [];
  const { agentId } = command;
  const seatType = pool.assignments.get(agentId) ?? refuse('NO_SEAT_ASSIGNED', { detail: NO_SEAT_DETAIL });
  if (sessionsOf(pool, agentId).length >= AGENT_MAX_SESSIONS) refuseTooManySessions();
  const needsSharedSeat = seatType === 'concurrent' && !occupies(pool, agentId) && !holdsOffer(pool, agentId, time);
  const madeRoom = needsSharedSeat ? makeRoom(command, pool, time) : [];
  return [...madeRoom, sessionStarted(command, seatType)];
}

/** Q2 Starts the session on the seat that is held. */
function claimSeat(command: ClaimSeat, pool: SeatPool, time: PoolTime): DecidedEvent[] {
  if (isRepeat(command, pool)) return [];
  requireOffer(pool, command.ticketId, command.agentId, time);
  return [sessionStarted(command, 'concurrent')];
}

/** Q1 Nobody who has not queued gets a seat past somebody who has. What was offered and not claimed in time is free. */
function makeRoom({ agentId, lapsed }: StartSession, pool: SeatPool, time: PoolTime): DecidedEvent[] {
  if (freeSeats(pool) > 0 && waitingCount(pool) === 0) return [];
  if (isBehindOthers(pool, agentId)) refuseFull(pool, time);
  const due = lapseOffers(pool, time);
  const short = seatsShort(pool) - due.length;
  return short <= 0 ? due : [...due, ...reclaimSeats(short, lapsed, pool, time)];
}

function connectSession({ sessionId, agentId, mode, platform }: ConnectSession, pool: SeatPool): DecidedEvent[] {
  const session = requireOpenSession(pool, sessionId, agentId);
  if (session.mode === mode && session.platform === platform) return []; // the mode is null until somebody joins
  return [{ type: 'SessionConnected', data: { sessionId, mode, platform }, by: { onBehalfOf: session.agentId } }];
}

/** A2 The agent sees a countdown. A second request may bring the end forward, never put it off. */
function requestSessionEnd(command: RequestSessionEnd, pool: SeatPool): DecidedEvent[] {
  const { sessionIds, deadlineAt, reason, note } = command;
  return openSessions(sessionIds, pool)
    .filter(({ endRequested }) => endRequested === null || deadlineAt < endRequested.deadlineAt)
    .map(({ sessionId, agentId }) => ({
      type: 'SessionEndRequested',
      data: { agentId, deadlineAt, note, reason, sessionId },
    }));
}

/** A2 Until the deadline an admin may think better of it: the session goes on as if nobody had asked. */
function withdrawSessionEnd({ sessionIds }: WithdrawSessionEnd, pool: SeatPool): DecidedEvent[] {
  return openSessions(sessionIds, pool)
    .filter(({ endRequested }) => endRequested !== null)
    .map(({ sessionId }) => ({ type: 'SessionEndWithdrawn', data: { sessionId } }));
}

/** A1 What is open ends; what has ended, or was never there, is left to the answer's list of outcomes. */
function endSessions(command: EndSessions, pool: SeatPool): DecidedEvent[] {
  const { sessionIds, agentId, reason, note, lastSeenAt } = command;
  return openSessions(sessionIds, pool)
    .filter((session) => agentId === null || session.agentId === agentId)
    .map((session) => {
      const ended = sessionEnded(session, { reason, note, lastSeenAt: lastSeenAt?.[session.sessionId] });
      // A3: a service that ends its agent's session does so for the agent; an admin who clears a seat does not.
      return reason === 'ended-by-agent' ? { ...ended, by: { onBehalfOf: session.agentId } } : ended;
    });
}

/** L2 Tidies up what no start has reclaimed yet; named seats' sessions lapse as well, and Q3 so do places in line. */
function expireLeases({ lapsed }: ExpireLeases, pool: SeatPool): DecidedEvent[] {
  const lastSeenAt = new Map(lapsed.map((lease) => [lease.sessionId, lease.lastSeenAt]));
  const ended = openSessions([...lastSeenAt.keys()], pool).map((session) =>
    sessionEnded(session, { reason: 'lease-expired', lastSeenAt: lastSeenAt.get(session.sessionId) }),
  );
  return [...ended, ...expireTickets(lastSeenAt.keys(), pool)];
}

function endUnjoined({ before }: EndUnjoined, pool: SeatPool): DecidedEvent[] {
  const beforeMs = Date.parse(before);
  return [...pool.sessions.values()]
    .filter(({ phase, startedAtMs }) => phase === 'waiting' && startedAtMs <= beforeMs)
    .slice(0, SWEEP_MAX_SESSIONS)
    .map((session) => sessionEnded(session, { reason: 'no-customer-joined' }));
}

function endDue({ at }: EndDue, pool: SeatPool): DecidedEvent[] {
  const due = [...pool.sessions.values()].flatMap((session) => {
    const request = session.endRequested;
    if (request === null || request.deadlineAt > at) return [];
    return [{ ...sessionEnded(session, request), by: onBehalfOfWhoAsked(request) }];
  });
  return due.slice(0, SWEEP_MAX_SESSIONS);
}

/** A3: the timer carries out what an admin wanted. */
function onBehalfOfWhoAsked({
  requestedBy,
  commandId,
  correlationId,
}: NonNullable<Session['endRequested']>): Attribution {
  return { onBehalfOf: requestedBy.id, causationId: commandId, correlationId };
}

function refuseTooManySessions(): never {
  const detail = `The agent has ${AGENT_MAX_SESSIONS} open sessions on this product. End one of them first.`;
  return refuse('VALIDATION_FAILED', { detail });
}

/**
 * The session if it is open and the caller's; a heartbeat asks the same question (L3).
 * @throws Refusal SESSION_ENDED with why and by whom; NOT_FOUND when it is unknown or another agent's.
 */
export function requireOpenSession(pool: SeatPool, sessionId: string, agentId: string | null): Session {
  const session =
    sessionStatus(pool, sessionId, agentId) ?? refuse('NOT_FOUND', { detail: 'There is no such session.' });
  if (session.phase !== 'ended') return session;
  const { reason, endedBy, endedAt } = session;
  return refuse('SESSION_ENDED', { detail: 'The session has ended.', reason, endedBy, endedAt });
}

/** L2 How many shared seats a start could free from these lapsed sessions: for the sign-in gate, which only asks (O4). */
export const reclaimableSeats = (lapsed: readonly Lapsed[], pool: SeatPool): number =>
  lapsedAgents(lapsed, pool).length;

/** Whether the command was carried out before; an id that names another agent's session is no repeat but a mistake. */
function isRepeat({ sessionId, agentId }: StartSession, pool: SeatPool): boolean {
  const known = sessionStatus(pool, sessionId);
  if (known === undefined) return false;
  if (known.agentId === agentId) return true;
  return refuse('VALIDATION_FAILED', { detail: 'The session id is in use by another agent.' });
}

/** L2 A lapsed lease is free at decision time: ends as many lapsed agents' sessions as it takes, or refuses. */
function reclaimSeats(needed: number, lapsed: readonly Lapsed[], pool: SeatPool, time: PoolTime): DecidedEvent[] {
  const agents = lapsedAgents(lapsed, pool).slice(0, needed);
  if (agents.length < needed) refuseFull(pool, time);
  return agents.flatMap(({ leases }) =>
    leases.map(({ session, lastSeenAt }) => ({
      ...sessionEnded(session, { reason: 'lease-expired', lastSeenAt }),
      by: { actor: LEASE_SWEEPER },
    })),
  );
}

type LapsedAgent = { agentId: string; lastSeenAt: string; leases: { session: Session; lastSeenAt: string }[] };

/** Agents all of whose shared sessions have lapsed (O2: only then does their seat come free), the longest silent first. */
function lapsedAgents(lapsed: readonly Lapsed[], pool: SeatPool): LapsedAgent[] {
  const byAgent = new Map<string, LapsedAgent>();
  for (const [sessionId, lastSeenAt] of new Map(lapsed.map((lease) => [lease.sessionId, lease.lastSeenAt]))) {
    const session = pool.sessions.get(sessionId);
    if (session?.seatType !== 'concurrent') continue;
    const { agentId } = session;
    const agent = byAgent.get(agentId) ?? { agentId, lastSeenAt, leases: [] };
    agent.leases.push({ session, lastSeenAt });
    if (lastSeenAt > agent.lastSeenAt) agent.lastSeenAt = lastSeenAt;
    byAgent.set(agentId, agent);
  }
  return [...byAgent.values()]
    .filter(({ agentId, leases }) => leases.length === pool.occupants.get(agentId))
    .sort((one, other) => Number(one.lastSeenAt > other.lastSeenAt) - Number(one.lastSeenAt < other.lastSeenAt));
}

function requireNamedSeat(pool: SeatPool): void {
  const assigned = assignedCount(pool, 'named');
  if (assigned < pool.named) return;
  const detail = `All ${pool.named} named seats are assigned. Remove one, or have the billing contact add licences to the plan.`;
  refuse('NO_SEAT_AVAILABLE', { detail, capacity: pool.named, assigned });
}

function validateCapacities(capacities: { named: number; concurrent: number }): void {
  const errors = Object.entries(capacities)
    .filter(([, seats]) => !Number.isInteger(seats) || seats < 0 || seats > CAPACITY_MAX)
    .map(([field]) => ({ pointer: `/${field}`, message: `must be a whole number from 0 to ${CAPACITY_MAX}` }));
  if (errors.length > 0) refuse('VALIDATION_FAILED', { detail: 'The capacity is not valid.', errors });
}

/** @param because what is told of their place in line; sessions end for the same, a seat that was replaced is removed. */
function removeSeat(
  userId: string,
  seatType: SeatType,
  reason: string | null,
  because: WithdrawReason & (EndReason | 'named-seat-assigned'),
  pool: SeatPool,
): DecidedEvent[] {
  const endReason = because === 'named-seat-assigned' ? 'seat-removed' : because;
  return [
    ...sessionsOf(pool, userId).map((session) => sessionEnded(session, { reason: endReason })),
    ...withdrawOf(pool, userId, because),
    { type: 'SeatUnassigned', data: { userId, seatType, reason } },
  ];
}

/** Those of the ids that name open sessions, each once. */
function openSessions(sessionIds: readonly string[], pool: SeatPool): Session[] {
  return [...new Set(sessionIds)].flatMap((sessionId) => pool.sessions.get(sessionId) ?? []);
}
