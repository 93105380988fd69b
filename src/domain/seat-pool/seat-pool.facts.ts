import type { SeatType } from '../catalogue.ts';
import type { Decided } from '../decider.ts';
import type { EndReason, SeatPoolEvent, StartSession } from './seat-pool.messages.ts';
import type { Session } from './seat-pool.ts';

/** Facts that several rules decide. Keys are in canonical order: what is hashed is then written once, as it is. */

export type DecidedEvent = Decided<SeatPoolEvent>;

/** O1 Where the sign-in is what occupies the seat, there is no support key. */
export function sessionStarted(command: StartSession, seatType: SeatType): DecidedEvent {
  const { sessionId, agentId, platform, device, occupiedFrom } = command;
  const supportKeyHash = occupiedFrom === 'session' ? command.supportKeyHash : null;
  return { type: 'SessionStarted', data: { agentId, device, platform, seatType, sessionId, supportKeyHash } };
}

export function sessionEnded(
  { sessionId, agentId, seatType }: Session,
  why: { reason: EndReason; note?: string | null; lastSeenAt?: string | null },
): DecidedEvent {
  const { reason, note = null, lastSeenAt = null } = why;
  return { type: 'SessionEnded', data: { agentId, lastSeenAt, note, reason, seatType, sessionId } };
}
