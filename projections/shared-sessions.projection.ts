import type { Platform, SeatType, SessionMode } from '../src/domain/catalogue.ts';
import type { EndReason } from '../src/domain/seat-pool/seat-pool.messages.ts';
import { nullable, table, text } from '../src/read-models/projection.ts';
import { productOf } from '../src/domain/streams.ts';
import { projection } from './events.ts';

export type ActorKind = 'user' | 'service' | 'system';
export type Phase = 'waiting' | 'connected' | 'signed-in';

const tables = {
  open_session: table(
    {
      session_id: text(),
      account: text(),
      product: text(),
      agent_id: text(),
      seat_type: text<SeatType>(),
      phase: text<Phase>(),
      mode: nullable(text<SessionMode>()),
      platform: nullable(text<Platform>()),
      device: nullable(text()),
      support_key_hash: nullable(text()),
      started_at: text(),
      connected_at: nullable(text()),
      /** Of the end that was asked for. It goes with the row: what was noted of somebody is here only as long as it is shown. */
      end_note: nullable(text()),
    },
    {
      primaryKey: ['session_id'],
      indexes: [
        ['account', 'agent_id'],
        ['account', 'product'],
      ],
    },
  ),
  session_ended: table(
    {
      session_id: text(),
      account: text(),
      product: text(),
      agent_id: text(),
      seat_type: text<SeatType>(),
      reason: text<EndReason>(),
      ended_by_kind: text<ActorKind>(),
      ended_by_id: text(),
      ended_at: text(),
      last_seen_at: nullable(text()),
    },
    { primaryKey: ['session_id'] },
  ),
  /** A2: an end that was asked for, and by whom: a timer carries it out unless it is withdrawn. */
  session_end_request: table(
    {
      session_id: text(),
      deadline_at: text(),
      reason: text<EndReason>(),
      requested_by_kind: text<ActorKind>(),
      requested_by_id: text(),
    },
    { primaryKey: ['session_id'] },
  ),
};

/** Open sessions, on named seats too, and how the others ended. */
export const sharedSessions = projection({
  name: 'shared-sessions',
  version: 4,
  tables,
  opens: ['device', 'note'],
  on: {
    SessionStarted: (event, change) => {
      const { data, metadata } = event;
      change.add('open_session', {
        session_id: data.sessionId,
        account: metadata.account,
        product: productOf(event),
        agent_id: data.agentId,
        seat_type: data.seatType,
        phase: data.supportKeyHash === null ? 'signed-in' : 'waiting',
        mode: null,
        platform: data.platform,
        device: data.device,
        support_key_hash: data.supportKeyHash,
        started_at: metadata.occurredAt,
        connected_at: null,
        end_note: null,
      });
    },
    SessionConnected: ({ data, metadata }, change) =>
      change.patch(
        'open_session',
        { session_id: data.sessionId },
        { phase: 'connected', mode: data.mode, platform: data.platform },
        { connected_at: metadata.occurredAt },
      ),
    SessionEndRequested: ({ data, metadata }, change) => {
      change.put('session_end_request', {
        session_id: data.sessionId,
        deadline_at: data.deadlineAt,
        reason: data.reason,
        requested_by_kind: metadata.actor.kind,
        requested_by_id: metadata.actor.id,
      });
      change.patch('open_session', { session_id: data.sessionId }, { end_note: data.note });
    },
    SessionEndWithdrawn: ({ data }, change) => {
      change.remove('session_end_request', { session_id: data.sessionId });
      change.patch('open_session', { session_id: data.sessionId }, { end_note: null });
    },
    SessionEnded: (event, change) => {
      const { data, metadata } = event;
      change.remove('open_session', { session_id: data.sessionId });
      // L2: whoever's start reclaimed the seat, it was the lease that ended the session.
      const endedBy = data.reason === 'lease-expired' ? LEASE_SWEEPER : metadata.actor;
      change.put('session_ended', {
        session_id: data.sessionId,
        account: metadata.account,
        product: productOf(event),
        agent_id: data.agentId,
        seat_type: data.seatType,
        reason: data.reason,
        ended_by_kind: endedBy.kind,
        ended_by_id: endedBy.id,
        ended_at: metadata.occurredAt,
        last_seen_at: data.lastSeenAt,
      });
    },
  },
});

const LEASE_SWEEPER = { kind: 'system', id: 'lease-sweeper' } as const;
