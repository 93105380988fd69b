import type { SeatType } from '../../../src/domain/catalogue.ts';
import type { Actor, Decided, Recorded } from '../../../src/domain/decider.ts';
import type {
  Customer,
  EndSessions,
  SeatPoolCommand,
  StartSession,
} from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import type { EndReason, SeatPoolEvent } from '../../../src/domain/seat-pool/seat-pool.ts';
import { FACTS } from '../given.ts';

// Facts and commands of a pool in few words. A session's id is the agent's name and a number: `ann-1`.

export const day = (time: string): string => `2026-01-05T${time}:00.000Z`;

export const at = (
  time: string,
  event: SeatPoolEvent,
  actor: Actor = { kind: 'user', id: 'ada' },
): Recorded<SeatPoolEvent> => ({
  ...event,
  metadata: { ...FACTS, occurredAt: day(time), actor },
});

export const capacity = (named: number, concurrent: number, reason: string | null = null): SeatPoolEvent => ({
  type: 'SeatCapacityChanged',
  data: { named, concurrent, reason },
});

export const assigned = (userId: string, seatType: SeatType = 'concurrent'): SeatPoolEvent => ({
  type: 'SeatAssigned',
  data: { userId, seatType },
});

export const unassigned = (userId: string, seatType: SeatType, reason: string | null = null): SeatPoolEvent => ({
  type: 'SeatUnassigned',
  data: { userId, seatType, reason },
});

export const agentOf = (sessionId: string): string => sessionId.split('-')[0]!;

export const started = (sessionId: string, seatType: SeatType = 'concurrent'): SeatPoolEvent => ({
  type: 'SessionStarted',
  data: {
    sessionId,
    agentId: agentOf(sessionId),
    seatType,
    platform: 'windows',
    device: 'Laptop',
    supportKeyHash: `key of ${sessionId}`,
  },
});

export const connected = (
  sessionId: string,
  customer: Customer = { mode: 'attended', platform: 'mac' },
): Decided<SeatPoolEvent> => ({
  type: 'SessionConnected',
  data: { sessionId, ...customer },
  by: { onBehalfOf: agentOf(sessionId) },
});

export const endRequested = (sessionId: string, deadline: string): SeatPoolEvent => ({
  type: 'SessionEndRequested',
  data: { agentId: agentOf(sessionId), sessionId, deadlineAt: day(deadline), reason: 'not-in-use', note: 'lunch' },
});

export const endWithdrawn = (sessionId: string): SeatPoolEvent => ({
  type: 'SessionEndWithdrawn',
  data: { sessionId },
});

export const ended = (
  sessionId: string,
  reason: EndReason,
  {
    seatType = 'concurrent',
    note = null,
    lastSeen,
  }: { seatType?: SeatType; note?: string | null; lastSeen?: string } = {},
): SeatPoolEvent => ({
  type: 'SessionEnded',
  data: {
    sessionId,
    agentId: agentOf(sessionId),
    seatType,
    reason,
    note,
    lastSeenAt: lastSeen === undefined ? null : day(lastSeen),
  },
});

/** L2, A3: a start ends it to make room, and the lease is whose doing it is. */
export const reclaimed = (sessionId: string, lastSeen: string): Decided<SeatPoolEvent> => ({
  ...ended(sessionId, 'lease-expired', { lastSeen }),
  by: { actor: { kind: 'system', id: 'lease-sweeper' } },
});

/** A3: an agent, or a service for them, ends it. */
export const endedByAgent = (sessionId: string): Decided<SeatPoolEvent> => ({
  ...ended(sessionId, 'ended-by-agent'),
  by: { onBehalfOf: agentOf(sessionId) },
});

/** A2, A3: the timer ends it as the admin wanted. */
export const endedAsAsked = (sessionId: string): Decided<SeatPoolEvent> => ({
  ...ended(sessionId, 'not-in-use', { note: 'lunch' }),
  by: { onBehalfOf: FACTS.actor.id, causationId: FACTS.commandId, correlationId: FACTS.$correlationId },
});

/** A pool of so many shared seats, with these people assigned to it. */
export const sharedBy = (seats: number, ...people: string[]): SeatPoolEvent[] => [
  capacity(0, seats),
  ...people.map((userId) => assigned(userId)),
];

export const start = (sessionId: string, more: Partial<StartSession> = {}): SeatPoolCommand => ({
  type: 'StartSession',
  data: {
    sessionId,
    agentId: agentOf(sessionId),
    platform: 'windows',
    device: 'Laptop',
    occupiedFrom: 'session',
    supportKeyHash: `key of ${sessionId}`,
    lapsed: [],
    ...more,
  },
});

export const lapsed = (...sessions: [sessionId: string, lastSeen: string][]) =>
  sessions.map(([sessionId, lastSeen]) => ({ sessionId, lastSeenAt: day(lastSeen) }));

export const assign = (userId: string, seatType: SeatType = 'concurrent'): SeatPoolCommand => ({
  type: 'AssignSeat',
  data: { userId, seatType },
});

export const unassign = (userId: string, reason: string | null = null): SeatPoolCommand => ({
  type: 'UnassignSeat',
  data: { userId, reason },
});

export const changeCapacity = (named: number, concurrent: number, reason: string | null = null): SeatPoolCommand => ({
  type: 'ChangeCapacity',
  data: { named, concurrent, reason },
});

export const connect = (sessionId: string, agentId: string | null = agentOf(sessionId)): SeatPoolCommand => ({
  type: 'ConnectSession',
  data: { sessionId, agentId, mode: 'attended', platform: 'mac' },
});

export const end = (sessionIds: string[], more: Partial<EndSessions> = {}): SeatPoolCommand => ({
  type: 'EndSessions',
  data: { sessionIds, agentId: null, reason: 'not-in-use', note: null, ...more },
});

export const requestEnd = (sessionIds: string[], deadline: string): SeatPoolCommand => ({
  type: 'RequestSessionEnd',
  data: { sessionIds, deadlineAt: day(deadline), reason: 'not-in-use', note: 'lunch' },
});

export const withdrawEnd = (...sessionIds: string[]): SeatPoolCommand => ({
  type: 'WithdrawSessionEnd',
  data: { sessionIds },
});
