import type { WithdrawReason } from './seat-pool.messages.ts';

/** A place in line (Q1): one for each agent. */
export type Ticket = {
  ticketId: string;
  agentId: string;
  /** Milliseconds since the epoch. */
  requestedAtMs: number;
  /** Until when the seat that is held for it may be claimed (Q2); `null` while it waits. */
  claimUntilMs: number | null;
};

/** `claimed`: the agent has started a session on the seat. */
export type TicketEnd = 'claimed' | 'offer-lapsed' | WithdrawReason;
export type EndedTicket = { ticketId: string; agentId: string; reason: TicketEnd };

/** Who waits for a shared seat of a pool, and for whom one is held. Only pools in which somebody has waited have one. */
export type Queue = {
  /** In the order they came: the order in which seats are offered. */
  waiting: Map<string, Ticket>;
  offers: Map<string, Ticket>;
  byAgent: Map<string, Ticket>;
  /** In the order they ended, at most `ENDED_TICKETS_MAX`: to tell a late client what became of its ticket. */
  ended: Map<string, EndedTicket>;
};

const ENDED_TICKETS_MAX = 250;

export const emptyQueue = (): Queue => ({
  waiting: new Map(),
  offers: new Map(),
  byAgent: new Map(),
  ended: new Map(),
});

export function addTicket(queue: Queue, ticket: Ticket): void {
  if (queue.byAgent.has(ticket.agentId)) return;
  queue.byAgent.set(ticket.agentId, ticket);
  (ticket.claimUntilMs === null ? queue.waiting : queue.offers).set(ticket.ticketId, ticket);
}

export function offer(queue: Queue, ticketId: string, claimUntilMs: number): void {
  const ticket = queue.waiting.get(ticketId);
  if (!ticket) return;
  queue.waiting.delete(ticketId);
  ticket.claimUntilMs = claimUntilMs;
  queue.offers.set(ticketId, ticket);
}

export function endTicket(queue: Queue, ticketId: string, reason: TicketEnd): void {
  const ticket = queue.waiting.get(ticketId) ?? queue.offers.get(ticketId);
  if (!ticket) return;
  const { agentId } = ticket;
  queue.waiting.delete(ticketId);
  queue.offers.delete(ticketId);
  queue.byAgent.delete(agentId);
  queue.ended.set(ticketId, { ticketId, agentId, reason });
  if (queue.ended.size <= ENDED_TICKETS_MAX) return;
  for (const oldest of queue.ended.keys()) {
    queue.ended.delete(oldest);
    return;
  }
}

/** How many wait before it; the first in line has place 1, one that a seat is held for 0. */
export function placeOf(queue: Queue, { ticketId }: Ticket): number {
  if (!queue.waiting.has(ticketId)) return 0;
  let place = 1;
  for (const waiting of queue.waiting.keys()) {
    if (waiting === ticketId) break;
    place += 1;
  }
  return place;
}

/**
 * The ticket as its owner, or with `agentId` null anybody, may see it: alive, ended lately, or `undefined` when it is unknown
 * or another agent's.
 */
export function ticketStatus(
  queue: Queue | null,
  ticketId: string,
  agentId: string | null,
): Ticket | EndedTicket | undefined {
  const ticket = queue?.waiting.get(ticketId) ?? queue?.offers.get(ticketId) ?? queue?.ended.get(ticketId);
  return agentId === null || ticket?.agentId === agentId ? ticket : undefined;
}

export type QueueJson = { tickets: Ticket[]; ended: EndedTicket[] };

export const queueToJson = ({ waiting, offers, ended }: Queue): QueueJson => ({
  tickets: [...offers.values(), ...waiting.values()].map((ticket) => ({ ...ticket })),
  ended: [...ended.values()],
});

export function queueFromJson({ tickets, ended }: QueueJson): Queue {
  const queue = emptyQueue();
  for (const ticket of tickets) addTicket(queue, { ...ticket });
  for (const ticket of ended) queue.ended.set(ticket.ticketId, ticket);
  return queue;
}
