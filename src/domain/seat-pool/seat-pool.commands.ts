import type { Platform, Product, SeatType, SessionMode } from '../catalogue.ts';
import type { Message } from '../decider.ts';
import type { EndReason } from './seat-pool.events.ts';

/** A session without a sign of life for longer than its lease, as the keeper of leases sees it (L1). */
export type Lapsed = { sessionId: string; lastSeenAt: string };

export type ChangeCapacity = { named: number; concurrent: number; reason: string | null };
export type AssignSeat = { userId: string; seatType: SeatType };
/** With the reason `user-suspended` or `user-deleted` the person's sessions end for it; with any other, `seat-removed`. */
export type UnassignSeat = { userId: string; reason: string | null };
export type StartSession = {
  sessionId: string;
  agentId: string;
  platform: Platform | null;
  device: string | null;
  /** A `session` product has a support key, whose hash this is; a `sign-in` product has none. */
  occupiedFrom: Product['occupiedFrom'];
  supportKeyHash: string | null;
  /** Sessions that may be ended to make room. Needed only when the pool is full. */
  lapsed: readonly Lapsed[];
};
/** `agentId` null: whoever's session it is. */
export type ConnectSession = { sessionId: string; agentId: string | null; mode: SessionMode; platform: Platform };
export type RequestSessionEnd = {
  sessionIds: readonly string[];
  deadlineAt: string;
  reason: EndReason;
  note: string | null;
};
export type WithdrawSessionEnd = { sessionIds: readonly string[] };
/** `agentId` null: whosever sessions they are; else only that agent's own. */
export type EndSessions = {
  sessionIds: readonly string[];
  agentId: string | null;
  reason: EndReason;
  note: string | null;
  lastSeenAt?: { readonly [sessionId: string]: string };
};
export type ExpireLeases = { lapsed: readonly Lapsed[] };
/** O3: ends sessions still waiting that started at this instant or earlier. */
export type EndUnjoined = { before: string };
/** A1: ends sessions whose requested deadline has come. */
export type EndDue = { at: string };

export type SeatPoolCommand =
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
  | Message<'EndDue', EndDue>;
