import type { Actor } from '../decider.ts';
import { ALL_SHARED_SEATS_IN_USE, refuse } from '../refusal.ts';
import type { DecidedEvent } from './seat-pool.facts.ts';
import type {
  PoolTime,
  RequestSeat,
  SeatPoolEvent,
  WithdrawReason,
  WithdrawSeatRequest,
} from './seat-pool.messages.ts';
import { placeOf, type Ticket, ticketStatus } from './seat-pool.queue.ts';
import { estimatedWaitSeconds, occupiedSeats, occupies, type SeatPool, seatsLeft, waitingCount } from './seat-pool.ts';

/** A3: whoever frees a seat, it is the line that offers it to the next, and takes it back. */
export const WAITING_LINE: Actor = { kind: 'system', id: 'waiting-line' };

/** Seats one append offers: with what freed them they stay below a store's limit. What is left is offered by the next. */
export const OFFERS_AN_APPEND_MAX = 200;

/** What a refused agent's client is told to wait before it tries again. */
export const RETRY_AFTER_SECONDS = 30;

/** Q1 One ticket for each agent: asking again leaves it where it is. Without a line the free seat is offered at once. */
export function requestSeat({ ticketId, agentId }: RequestSeat, pool: SeatPool, time: PoolTime): DecidedEvent[] {
  const held = pool.queue?.byAgent.get(agentId);
  if ((held && !hasLapsed(held, time)) || pool.queue?.ended.has(ticketId)) return [];
  const seatType = pool.assignments.get(agentId) ?? refuse('NO_SEAT_ASSIGNED', { detail: NO_SEAT_DETAIL });
  if (seatType === 'named' || occupies(pool, agentId)) refuse('VALIDATION_FAILED', { detail: NEEDS_NO_TICKET });
  return [
    ...lapseOffers(pool, time),
    { type: 'SeatRequested', data: { agentId, ticketId }, by: { onBehalfOf: agentId } },
  ];
}

export function withdrawSeatRequest({ ticketId, agentId }: WithdrawSeatRequest, pool: SeatPool): DecidedEvent[] {
  const ticket = ticketStatus(pool.queue, ticketId, agentId) ?? refuse('NOT_FOUND', NO_TICKET);
  if ('reason' in ticket) return [];
  return [{ ...withdrawn(ticket, 'withdrawn-by-agent'), by: { onBehalfOf: ticket.agentId } }];
}

/** Q2 Who has not claimed in time has had their turn. Their seat, and any other that is free, goes to the next. */
export function lapseOffers(pool: SeatPool, time: PoolTime): DecidedEvent[] {
  const due = [...(pool.queue?.offers.values() ?? [])].filter((ticket) => hasLapsed(ticket, time));
  return due.slice(0, OFFERS_AN_APPEND_MAX).map(({ ticketId, agentId }) => ({
    type: 'SeatOfferLapsed',
    data: { agentId, ticketId },
    by: { actor: WAITING_LINE },
  }));
}

/** The agent's place is given up, because of something that happened to their seat, to them or to their client. */
export function withdrawOf(pool: SeatPool, agentId: string, reason: WithdrawReason): DecidedEvent[] {
  const ticket = pool.queue?.byAgent.get(agentId);
  return ticket ? [withdrawn(ticket, reason)] : [];
}

/** Q3 The tickets among these whose client has fallen silent. */
export function expireTickets(ids: Iterable<string>, pool: SeatPool): DecidedEvent[] {
  const { queue } = pool;
  if (!queue) return [];
  return [...ids].flatMap((id) => {
    const ticket = queue.waiting.get(id) ?? queue.offers.get(id);
    return ticket ? [withdrawn(ticket, 'lease-expired')] : [];
  });
}

/** Whether a seat is held for the agent. */
export function holdsOffer(pool: SeatPool, agentId: string, time: PoolTime): boolean {
  const ticket = pool.queue?.byAgent.get(agentId);
  return ticket !== undefined && ticket.claimUntilMs !== null && !hasLapsed(ticket, time);
}

/** Q1 Whether somebody has queued who comes before the agent. */
export function isBehindOthers(pool: SeatPool, agentId: string): boolean {
  const { queue } = pool;
  if (!queue) return false;
  for (const { agentId: first } of queue.waiting.values()) return first !== agentId;
  return false;
}

/**
 * The ticket that may be claimed now. `agentId`: whose it must be; `null` for anybody's.
 * @throws Refusal NOT_FOUND, TICKET_ENDED; ALL_SHARED_SEATS_IN_USE while it waits.
 */
export function requireOffer(pool: SeatPool, ticketId: string, agentId: string | null, time: PoolTime): Ticket {
  const ticket = requireTicket(pool, ticketId, agentId, time);
  return ticket.claimUntilMs === null ? refuseFull(pool, time, placeOf(pool.queue!, ticket)) : ticket;
}

/** A ticket that is alive. @throws Refusal NOT_FOUND, TICKET_ENDED with the reason. */
export function requireTicket(pool: SeatPool, ticketId: string, agentId: string | null, time: PoolTime): Ticket {
  const ticket = ticketStatus(pool.queue, ticketId, agentId) ?? refuse('NOT_FOUND', NO_TICKET);
  if ('reason' in ticket) return refuseEnded(ticket.reason);
  return hasLapsed(ticket, time) ? refuseEnded('offer-lapsed') : ticket;
}

/**
 * Q2 What frees a seat while somebody waits offers it in the same append; Q4 to the head of the line, whoever had it before.
 * A pool that is over its capacity offers nothing until it has drained (S5).
 */
export function withOffers(events: DecidedEvent[], pool: SeatPool, time: PoolTime): DecidedEvent[] {
  if (waitingCount(pool) === 0 && !events.some(({ type }) => type === 'SeatRequested')) return events;
  const { left, waiting } = after(events, pool);
  if (left <= 0 || waiting.length === 0) return events;
  const { claimUntil } = time;
  const offers = waiting.slice(0, Math.min(left, OFFERS_AN_APPEND_MAX)).map(
    ({ ticketId, agentId }): DecidedEvent => ({
      type: 'SeatOffered',
      data: { agentId, claimUntil, ticketId },
      by: { actor: WAITING_LINE },
    }),
  );
  return [...events, ...offers];
}

/** O5; `occupants` is for the record of the denial (O6), not for the agent. */
export function refuseFull(pool: SeatPool, { at }: PoolTime, place?: number): never {
  const waiting = waitingCount(pool);
  return refuse('ALL_SHARED_SEATS_IN_USE', {
    title: ALL_SHARED_SEATS_IN_USE,
    detail: place === undefined ? WAIT_OR_ASK : 'No seat is held for this ticket yet. You are told when one is.',
    capacity: pool.concurrent,
    inUse: occupiedSeats(pool),
    waiting,
    ...(place === undefined ? {} : { place }),
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    estimatedWaitSeconds: estimatedWaitSeconds(pool, place ?? waiting + 1, Date.parse(at)),
    occupants: [...pool.occupants.keys()],
  });
}

const WAIT_OR_ASK = 'You can wait in line for a seat, or ask an admin to clear a shared seat that is not in use.';
const NEEDS_NO_TICKET = 'The agent has a seat: a session can be started right away.';
export const NO_SEAT_DETAIL = 'No seat for this product is assigned to the agent. An admin can assign one.';
const NO_TICKET = { detail: 'There is no such ticket.' };

const refuseEnded = (reason: string): never =>
  refuse('TICKET_ENDED', { detail: 'The place in line has ended. Ask for another to wait again.', reason });

const hasLapsed = ({ claimUntilMs }: Ticket, { at }: PoolTime): boolean =>
  claimUntilMs !== null && claimUntilMs <= Date.parse(at);

const withdrawn = ({ ticketId, agentId }: Ticket, reason: WithdrawReason): DecidedEvent => ({
  type: 'SeatRequestWithdrawn',
  data: { agentId, reason, ticketId },
});

type Place = Pick<Ticket, 'ticketId' | 'agentId'>;

/** How many seats nobody holds once this has happened, and who waits then, in order. */
function after(events: readonly SeatPoolEvent[], pool: SeatPool): { left: number; waiting: Place[] } {
  let left = seatsLeft(pool);
  const gone = new Set<string>();
  const come: Place[] = [];
  const endings = new Map<string, number>();
  for (const { type, data } of events) {
    if (type === 'SeatCapacityChanged') left += data.concurrent - pool.concurrent;
    if (type === 'SeatRequested') come.push(data);
    if (type === 'SessionEnded' && data.seatType === 'concurrent') {
      const ended = (endings.get(data.agentId) ?? 0) + 1;
      endings.set(data.agentId, ended);
      if (ended === pool.occupants.get(data.agentId)) left += 1;
    }
    if (type === 'SessionStarted' && data.seatType === 'concurrent' && !occupies(pool, data.agentId)) {
      const ticket = pool.queue?.byAgent.get(data.agentId);
      // Who starts on a seat that was held for them takes no other.
      if (!ticket || gone.has(ticket.ticketId) || ticket.claimUntilMs === null) left -= 1;
      if (ticket) gone.add(ticket.ticketId);
    }
    if (type === 'SeatOfferLapsed' || type === 'SeatRequestWithdrawn') {
      if (pool.queue?.offers.has(data.ticketId)) left += 1;
      gone.add(data.ticketId);
    }
  }
  const waiting = [...(pool.queue?.waiting.values() ?? []), ...come].filter(({ ticketId }) => !gone.has(ticketId));
  return { left, waiting };
}
