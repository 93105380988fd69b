import type { Platform, Product, SeatType, SessionMode } from '../catalogue.ts';
import type { Message, NoData } from '../decider.ts';

/*
 * What can be wanted of a pool, and what can have happened to it: each field is said here once. The requests of HTTP, the
 * commands on the bus and the states are made of these types.
 */

/** What an agent's app says of itself. */
export type AgentApp = { platform: Platform | null; device: string | null };
/** How a customer joined. */
export type Customer = { mode: SessionMode; platform: Platform };
export type WhyEnded = { reason: EndReason; note: string | null };

/** A1: what an admin may give as a reason. */
export const ADMIN_END_REASONS = ['not-in-use', 'agent-asked', 'needed-elsewhere', 'security', 'other'] as const;
export type EndReason =
  | (typeof ADMIN_END_REASONS)[number]
  | 'ended-by-agent'
  | 'lease-expired'
  | 'no-customer-joined'
  | 'seat-removed'
  | 'user-suspended'
  | 'user-deleted';

/** Q1–Q4: why somebody no longer waits. */
export type WithdrawReason =
  | 'withdrawn-by-agent'
  | 'lease-expired'
  | 'named-seat-assigned'
  | 'seat-removed'
  | 'user-suspended'
  | 'user-deleted';

export const DEVICE_MAX_CHARACTERS = 128;
export const NOTE_MAX_CHARACTERS = 500;
/** A2: the longest warning. */
export const GRACE_SECONDS_MAX = 3_600;
/** Seats of one kind that one pool may have. */
export const CAPACITY_MAX = 1_000_000;

// Stored contract: names and fields below are on disk for ever. Add, never rename; see seat-pool.upcast.ts.
export type SeatPoolEvent =
  | Message<'SeatCapacityChanged', { named: number; concurrent: number; reason: string | null }>
  | Message<'SeatAssigned', { userId: string; seatType: SeatType }>
  | Message<'SeatUnassigned', { userId: string; seatType: SeatType; reason: string | null }>
  | Message<
      'SessionStarted',
      AgentApp & {
        sessionId: string;
        agentId: string;
        seatType: SeatType;
        /** `null` for products occupied from sign-in: they have no support key. */
        supportKeyHash: string | null;
      }
    >
  | Message<'SessionConnected', { sessionId: string } & Customer>
  | Message<
      'SessionEndRequested',
      /** `agentId`: whose key seals the note; `null` in events that are older than that. */
      { sessionId: string; agentId: string | null; deadlineAt: string } & WhyEnded
    >
  | Message<'SessionEndWithdrawn', { sessionId: string }>
  | Message<
      'SessionEnded',
      WhyEnded & {
        sessionId: string;
        agentId: string;
        seatType: SeatType;
        lastSeenAt: string | null;
      }
    >
  | Message<'SeatRequested', { ticketId: string; agentId: string }>
  /** The seat is held for the agent until `claimUntil`; a session that they start meanwhile takes it. */
  | Message<'SeatOffered', { ticketId: string; agentId: string; claimUntil: string }>
  | Message<'SeatOfferLapsed', { ticketId: string; agentId: string }>
  | Message<'SeatRequestWithdrawn', { ticketId: string; agentId: string; reason: WithdrawReason }>;

/** A session, or a ticket, without a sign of life for longer than its lease, as the keeper of leases sees it (L1). */
export type Lapsed = { sessionId: string; lastSeenAt: string };

export type ChangeCapacity = { named: number; concurrent: number; reason: string | null };
export type AssignSeat = { userId: string; seatType: SeatType };
/** With the reason `user-suspended` or `user-deleted` the person's sessions end for it; with any other, `seat-removed`. */
export type UnassignSeat = { userId: string; reason: string | null };
export type StartSession = AgentApp & {
  sessionId: string;
  agentId: string;
  /** A `session` product has a support key, whose hash this is; a `sign-in` product has none. */
  occupiedFrom: Product['occupiedFrom'];
  supportKeyHash: string | null;
  /** Sessions that may be ended to make room. Needed only when the pool is full. */
  lapsed: readonly Lapsed[];
};
/** `agentId` null: whoever's session it is. */
export type ConnectSession = Customer & { sessionId: string; agentId: string | null };
export type RequestSessionEnd = WhyEnded & { sessionIds: readonly string[]; deadlineAt: string };
export type WithdrawSessionEnd = { sessionIds: readonly string[] };
/** `agentId` null: whosever sessions they are; else only that agent's own. */
export type EndSessions = WhyEnded & {
  sessionIds: readonly string[];
  agentId: string | null;
  lastSeenAt?: { readonly [sessionId: string]: string };
};
export type ExpireLeases = { lapsed: readonly Lapsed[] };
/** O3: ends sessions still waiting that started at this instant or earlier. */
export type EndUnjoined = { before: string };
/** A1: ends sessions whose requested deadline has come. */
export type EndDue = { at: string };

export type RequestSeat = { ticketId: string; agentId: string };
/** `agentId` null: whosever ticket it is. */
export type WithdrawSeatRequest = { ticketId: string; agentId: string | null };
/** Starts a session on the seat that is held for the ticket. */
export type ClaimSeat = StartSession & { ticketId: string };

/** When a command is decided, and until when a seat that it offers may be claimed: ISO instants. */
export type PoolTime = { at: string; claimUntil: string };

/** Any command may free a seat, and then offers it. */
export type SeatPoolCommand = SeatPoolIntent & { time: PoolTime };

export type SeatPoolIntent =
  | Message<'ChangeCapacity', ChangeCapacity>
  | Message<'AssignSeat', AssignSeat>
  | Message<'UnassignSeat', UnassignSeat>
  | Message<'StartSession', StartSession>
  | Message<'ConnectSession', ConnectSession>
  | Message<'RequestSessionEnd', RequestSessionEnd>
  | Message<'WithdrawSessionEnd', WithdrawSessionEnd>
  | Message<'EndSessions', EndSessions>
  | Message<'ExpireLeases', ExpireLeases>
  | Message<'EndUnjoined', EndUnjoined>
  | Message<'EndDue', EndDue>
  | Message<'RequestSeat', RequestSeat>
  | Message<'WithdrawSeatRequest', WithdrawSeatRequest>
  | Message<'ClaimSeat', ClaimSeat>
  /** Q2: takes back what was not claimed in time, and offers what is free. */
  | Message<'TendLine', NoData>;
