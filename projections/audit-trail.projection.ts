import { integer, nullable, table, text } from '../src/read-models/projection.ts';
import { fold } from '../src/read-models/search.ts';
import { idOf, projection, type SeatledgerEvent } from './events.ts';
import type { RecordedEvent } from '../src/event-store/event-log.ts';
import type { Json } from '../src/event-store/event-store.ts';

export type ActorKind = 'user' | 'service' | 'system';
/** What of an event a sentence needs beside the row's own columns. Never a personal field: those stay in the log, sealed. */
export type SentenceFacts = { [name: string]: Json };

/** Who did what, when, to whom, why: a row an event, of whatever kind, also of kinds that a newer build writes. */
export const auditTrail = projection({
  name: 'audit-trail',
  version: 1,
  tables: {
    audit_entry: table(
      {
        position: integer(),
        account: text(),
        at: text(),
        action: text(),
        actor_kind: text<ActorKind>(),
        actor_id: text(),
        on_behalf_of: nullable(text()),
        /** Whom or what it is about. Events that name only a session take it from the session's start, when asked. */
        subject_id: nullable(text()),
        product: nullable(text()),
        session_id: nullable(text()),
        reason: nullable(text()),
        note: nullable(text()),
        note_folded: nullable(text()),
        stream: text(),
        revision: integer(),
        correlation_id: text(),
        causation_id: text(),
        hash: text(),
        facts: nullable(text()),
      },
      {
        primaryKey: ['position'],
        indexes: [
          ['account', 'position'],
          ['account', 'actor_id', 'position'],
          ['account', 'subject_id', 'position'],
          ['session_id'],
        ],
      },
    ),
  },
  onEvery: (event, change) => {
    const { type, metadata, position, stream, revision } = event;
    const { reason, note, sessionId } = detailsOf(event);
    const facts = factsOf(event);
    change.put('audit_entry', {
      position,
      account: metadata.account,
      at: metadata.occurredAt,
      action: type,
      actor_kind: metadata.actor.kind,
      actor_id: metadata.actor.id,
      on_behalf_of: metadata.onBehalfOf ?? null,
      subject_id: subjectOf(event),
      product: productOfStream(stream, metadata.account),
      session_id: sessionId,
      reason,
      note,
      note_folded: note === null ? null : fold(note),
      stream,
      revision,
      correlation_id: metadata.$correlationId,
      causation_id: metadata.$causationId,
      hash: metadata.hash,
      facts: facts === null ? null : JSON.stringify(facts),
    });
  },
});

/** Fields that several events share, whatever their type. */
function detailsOf({ data }: { data: unknown }): {
  reason: string | null;
  note: string | null;
  sessionId: string | null;
} {
  const { reason = null, note = null, sessionId = null } = data as { [field: string]: string | null | undefined };
  return { reason, note, sessionId };
}

/** The user, group, service account, or product of the plan that an event is about. */
function subjectOf(event: RecordedEvent<SeatledgerEvent>): string | null {
  switch (event.type) {
    case 'SeatAssigned':
    case 'SeatUnassigned':
    case 'BillingContactChanged':
    case 'EmailClaimed':
      return event.data.userId;
    case 'SessionStarted':
    case 'SessionEnded':
    case 'SeatDenied':
      return event.data.agentId;
    case 'SeatCapacityChanged':
      return productOfStream(event.stream, event.metadata.account);
    case 'SessionConnected':
    case 'SessionEndRequested':
    case 'SessionEndWithdrawn':
    case 'EmailReleased':
    case 'AccountOpened':
    case 'AccountSettingsChanged':
      return null;
    default:
      return NAMING_STREAM.test(event.stream) ? idOf(event) : null;
  }
}

/** Streams named by who they are about. */
const NAMING_STREAM = /^(user|userGroup|serviceAccount)-/u;
const POOL_STREAM = /^(seatPool|seatDenial)-/u;

export function productOfStream(stream: string, account: string): string | null {
  if (!POOL_STREAM.test(stream)) return null;
  return idOf({ stream }).slice(account.length + 1);
}

function factsOf(event: RecordedEvent<SeatledgerEvent>): SentenceFacts | null {
  const { data } = event;
  switch (event.type) {
    case 'SeatCapacityChanged':
      return { named: event.data.named, concurrent: event.data.concurrent };
    case 'SeatAssigned':
    case 'SeatUnassigned':
      return { seatType: event.data.seatType };
    case 'SessionStarted':
      return event.data.seatType === 'named' ? { seatType: 'named' } : null;
    case 'SessionEnded':
      return event.data.seatType === 'named' || event.data.lastSeenAt !== null
        ? { seatType: event.data.seatType, lastSeenAt: event.data.lastSeenAt }
        : null;
    case 'SessionConnected':
      return { mode: event.data.mode, platform: event.data.platform };
    case 'SessionEndRequested':
      return { deadlineAt: event.data.deadlineAt };
    case 'SeatDenied':
      return { count: event.data.count, capacity: event.data.capacity };
    case 'UserAdded':
    case 'UserRoleChanged':
      return { role: event.data.role, privileges: event.data.privileges };
    case 'UserProfileChanged':
      return { changed: Object.keys(event.data) };
    case 'UserGroupsChanged':
      return { groupIds: event.data.groupIds, managedGroupIds: event.data.managedGroupIds };
    case 'UserInvited':
      return { expiresAt: event.data.expiresAt };
    case 'AccountOpened':
    case 'UserGroupCreated':
    case 'UserGroupRenamed':
    case 'ServiceAccountAdded':
      return { name: event.data.name };
    case 'AccountSettingsChanged':
      return data as SentenceFacts;
    default:
      return null;
  }
}
