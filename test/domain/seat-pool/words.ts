import type { SeatType } from '../../../src/domain/catalogue.ts';
import type { Actor, Decided, Recorded } from '../../../src/domain/decider.ts';
import type {
  Customer,
  EndSessions,
  SeatPoolCommand,
  SeatPoolIntent,
  StartSession,
} from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { WAITING_LINE } from '../../../src/domain/seat-pool/seat-pool.queue.decide.ts';
import type { WithdrawReason } from '../../../src/domain/seat-pool/seat-pool.messages.ts';
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

/** A command as of a time of day; a seat that it offers may be claimed for half a minute. */
export const timed = (intent: SeatPoolIntent, time = '09:00'): SeatPoolCommand => ({
  ...intent,
  time: { at: day(time), claimUntil: new Date(Date.parse(day(time)) + 30_000).toISOString() },
});

export const start = (sessionId: string, more: Partial<StartSession> = {}): SeatPoolCommand =>
  timed({
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

export const assign = (userId: string, seatType: SeatType = 'concurrent'): SeatPoolCommand =>
  timed({
    type: 'AssignSeat',
    data: { userId, seatType },
  });

export const unassign = (userId: string, reason: string | null = null): SeatPoolCommand =>
  timed({
    type: 'UnassignSeat',
    data: { userId, reason },
  });

export const changeCapacity = (named: number, concurrent: number, reason: string | null = null): SeatPoolCommand =>
  timed({
    type: 'ChangeCapacity',
    data: { named, concurrent, reason },
  });

export const connect = (sessionId: string, agentId: string | null = agentOf(sessionId)): SeatPoolCommand =>
  timed({
    type: 'ConnectSession',
    data: { sessionId, agentId, mode: 'attended', platform: 'mac' },
  });

export const end = (sessionIds: string[], more: Partial<EndSessions> = {}): SeatPoolCommand =>
  timed({
    type: 'EndSessions',
    data: { sessionIds, agentId: null, reason: 'not-in-use', note: null, ...more },
  });

export const requestEnd = (sessionIds: string[], deadline: string): SeatPoolCommand =>
  timed({
    type: 'RequestSessionEnd',
    data: { sessionIds, deadlineAt: day(deadline), reason: 'not-in-use', note: 'lunch' },
  });

export const withdrawEnd = (...sessionIds: string[]): SeatPoolCommand =>
  timed({
    type: 'WithdrawSessionEnd',
    data: { sessionIds },
  });

// Places in line. A ticket's id is the agent's name and a number, as a session's is: `ann-1`.

export const requested = (ticketId: string): Decided<SeatPoolEvent> => ({
  type: 'SeatRequested',
  data: { agentId: agentOf(ticketId), ticketId },
  by: { onBehalfOf: agentOf(ticketId) },
});

/** Q2: by the line itself, whoever freed the seat. */
export const offered = (ticketId: string, claimUntil = '09:00:30'): Decided<SeatPoolEvent> => ({
  type: 'SeatOffered',
  data: { agentId: agentOf(ticketId), claimUntil: `2026-01-05T${claimUntil}.000Z`, ticketId },
  by: { actor: WAITING_LINE },
});

export const offerLapsed = (ticketId: string): Decided<SeatPoolEvent> => ({
  type: 'SeatOfferLapsed',
  data: { agentId: agentOf(ticketId), ticketId },
  by: { actor: WAITING_LINE },
});

export const requestWithdrawn = (ticketId: string, reason: WithdrawReason): SeatPoolEvent => ({
  type: 'SeatRequestWithdrawn',
  data: { agentId: agentOf(ticketId), reason, ticketId },
});

/** A3: an agent, or a service for them, gives up. */
export const withdrawnByAgent = (ticketId: string): Decided<SeatPoolEvent> => ({
  ...requestWithdrawn(ticketId, 'withdrawn-by-agent'),
  by: { onBehalfOf: agentOf(ticketId) },
});

export const request = (ticketId: string, time?: string): SeatPoolCommand =>
  timed({ type: 'RequestSeat', data: { ticketId, agentId: agentOf(ticketId) } }, time);

export const withdraw = (ticketId: string, agentId: string | null = agentOf(ticketId)): SeatPoolCommand =>
  timed({ type: 'WithdrawSeatRequest', data: { ticketId, agentId } });

export const tend = (time?: string): SeatPoolCommand => timed({ type: 'TendLine', data: {} }, time);

export const claim = (ticketId: string, sessionId: string, time?: string): SeatPoolCommand => {
  const { data } = start(sessionId) as Extract<SeatPoolCommand, { type: 'StartSession' }>;
  return timed({ type: 'ClaimSeat', data: { ...data, ticketId } }, time);
};

/** The same command at another time of day. */
export const later = (time: string, { type, data }: SeatPoolCommand): SeatPoolCommand =>
  timed({ type, data } as SeatPoolIntent, time);
