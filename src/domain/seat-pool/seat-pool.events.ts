import type { Platform, SeatType, SessionMode } from '../catalogue.ts';
import type { Message } from '../decider.ts';

export type EndReason =
  | 'ended-by-agent'
  | 'not-in-use'
  | 'agent-asked'
  | 'needed-elsewhere'
  | 'security'
  | 'other'
  | 'lease-expired'
  | 'no-customer-joined'
  | 'seat-removed'
  | 'user-suspended'
  | 'user-deleted';

// Stored contract: names and fields below are on disk for ever. Add, never rename; see seat-pool.upcast.ts.
export type SeatPoolEvent =
  | Message<'SeatCapacityChanged', { named: number; concurrent: number; reason: string | null }>
  | Message<'SeatAssigned', { userId: string; seatType: SeatType }>
  | Message<'SeatUnassigned', { userId: string; seatType: SeatType; reason: string | null }>
  | Message<
      'SessionStarted',
      {
        sessionId: string;
        agentId: string;
        seatType: SeatType;
        platform: Platform | null;
        device: string | null;
        /** `null` for products occupied from sign-in: they have no support key. */
        supportKeyHash: string | null;
      }
    >
  | Message<'SessionConnected', { sessionId: string; mode: SessionMode; platform: Platform }>
  | Message<'SessionEndRequested', { sessionId: string; deadlineAt: string; reason: EndReason; note: string | null }>
  | Message<'SessionEndWithdrawn', { sessionId: string }>
  | Message<
      'SessionEnded',
      {
        sessionId: string;
        agentId: string;
        seatType: SeatType;
        reason: EndReason;
        note: string | null;
        lastSeenAt: string | null;
      }
    >;
