import { highest, integer, lowest, nullable, table, text } from '../src/read-models/projection.ts';
import { fold } from '../src/read-models/query/search.ts';
import { kindOf } from './audit-kinds.ts';
import { idOf } from '../src/domain/streams.ts';
import { projection, type SeatledgerEvent } from './events.ts';
import type { RecordedEvent } from '../src/event-store/event-log.ts';
import type { Json } from '../src/event-store/event-store.ts';

export type ActorKind = 'user' | 'service' | 'system';
/** What of an event a sentence needs beside the row's own columns. Never a personal field: those stay in the log, sealed. */
export type SentenceFacts = { [name: string]: Json };

/** What of an entry is only shown, never searched: one column, because every column costs at every event. */
export type EntryDetails = [
  actorKind: ActorKind,
  onBehalfOf: string | null,
  reason: string | null,
  stream: string,
  revision: number,
  correlationId: string,
  causationId: string,
  hash: string,
  facts: SentenceFacts | null,
  /** The policy that carried out what the entry's actor wanted; `null` where they did it themselves. */
  carriedOutBy: string | null,
];

/** Positions a row of `audit_block` speaks for. */
export const BLOCK_POSITIONS = 2_000;

/** Who did what, when, to whom, why: a row an event, of whatever kind, also of kinds that a newer build writes. */
export const auditTrail = projection({
  name: 'audit-trail',
  version: 3,
  opens: ['note'],
  tables: {
    audit_entry: table(
      {
        position: integer(),
        account: text(),
        /** Of `audit_kind`. */
        kind: integer(),
        actor_id: text(),
        /** Whom or what it is about. Events that name only a session take it from the session's start, when asked. */
        subject_id: nullable(text()),
        session_id: nullable(text()),
        at: text(),
        /** `EntryDetails` as JSON. */
        details: text(),
      },
      {
        primaryKey: ['position'],
        indexes: [
          ['account', 'position'],
          ['account', 'kind', 'position'],
          ['account', 'actor_id', 'position'],
          ['account', 'subject_id', 'position'],
          ['session_id'],
        ],
      },
    ),
    /** What events have in common that differ in who and when: few rows, which filters and words are compared with first. */
    audit_kind: table(
      { account: text(), kind: integer(), action: text(), product: nullable(text()), reason: nullable(text()) },
      { primaryKey: ['account', 'kind'] },
    ),
    /**
     * What people wrote, to be searched: notes, and reasons that are no codes. A note is the agent's whose key seals it, and
     * goes with them (U5).
     */
    audit_text: table(
      { person_id: text(), position: integer(), account: text(), note: nullable(text()), folded: text() },
      { primaryKey: ['person_id', 'position'], indexes: [['account', 'position']] },
    ),
    /** The instants found among so many positions: events are nearly, but not strictly, in the order of their time. */
    audit_block: table(
      { account: text(), block: integer(), first_at: lowest(text()), last_at: highest(text()) },
      { primaryKey: ['account', 'block'] },
    ),
  },
  onEvery: (event, change) => {
    const { type: action, metadata, position, stream, revision } = event;
    const { account, actor } = metadata;
    const at = whenOf(event);
    const whose = whoseActIs(metadata);
    const { reason, note, sessionId, agentId } = detailsOf(event);
    const product = productOfStream(stream, account);
    const code = REASON_IS_CODE.has(action) ? reason : null;
    const kind = kindOf(action, product, code);
    const details: EntryDetails = [
      actor.kind,
      metadata.onBehalfOf ?? null,
      reason,
      stream,
      revision,
      metadata.$correlationId,
      metadata.$causationId,
      metadata.hash,
      factsOf(event),
      whose === actor.id ? null : actor.id,
    ];
    change.put('audit_entry', {
      position,
      account,
      kind,
      actor_id: whose,
      subject_id: subjectOf(event),
      session_id: sessionId,
      at,
      details: JSON.stringify(details),
    });
    change.put('audit_kind', { account, kind, action, product, reason: code });
    change.put('audit_block', { account, block: Math.floor(position / BLOCK_POSITIONS), first_at: at, last_at: at });
    if (note !== null) {
      change.put('audit_text', { person_id: agentId ?? NOBODY, position, account, note, folded: fold(note) });
    } else if (reason !== null && code === null) {
      change.put('audit_text', { person_id: NOBODY, position, account, note, folded: fold(spaced(reason)) });
    }
    if (action === 'PersonErased') change.remove('audit_text', { person_id: idOf(event) });
  },
});

/** Whose what is of no one person. */
const NOBODY = '';

/** Their reasons are of a short list; elsewhere a reason is what somebody wrote. */
const REASON_IS_CODE = new Set(['SessionEnded', 'SessionEndRequested', 'SeatRequestWithdrawn']);

/** `left-the-team` is found as it is told, by each of its words. */
const spaced = (text: string): string => text.replaceAll('-', ' ');

/** A3: what a policy carries out for somebody is found under, and told as, theirs. */
function whoseActIs({ actor, onBehalfOf }: RecordedEvent['metadata']): string {
  return actor.kind === 'system' && onBehalfOf !== undefined ? onBehalfOf : actor.id;
}

/** O6: refusals that were folded into one record stand where the last of them happened, not where the record was written. */
function whenOf(event: RecordedEvent<SeatledgerEvent>): string {
  return event.type === 'SeatDenied' ? event.data.lastAt : event.metadata.occurredAt;
}

/** Fields that several events share, whatever their type. */
function detailsOf({ data }: { data: unknown }): {
  reason: string | null;
  note: string | null;
  sessionId: string | null;
  agentId: string | null;
} {
  const {
    reason = null,
    note = null,
    sessionId = null,
    agentId = null,
  } = data as { [field: string]: string | null | undefined };
  return { reason, note, sessionId, agentId };
}

/** The user, group, service account, or product of the plan that an event is about. */
function subjectOf(event: RecordedEvent<SeatledgerEvent>): string | null {
  switch (event.type) {
    case 'SeatAssigned':
    case 'SeatUnassigned':
    case 'BillingContactChanged':
    case 'EmailClaimed':
    case 'SuperAdminAdded':
    case 'SuperAdminRemoved':
      return event.data.userId;
    case 'EmailReleased':
      return event.data.userId ?? null;
    case 'SessionStarted':
    case 'SessionEnded':
    case 'SessionEndRequested':
    case 'SeatDenied':
    case 'SeatRequested':
    case 'SeatOffered':
    case 'SeatOfferLapsed':
    case 'SeatRequestWithdrawn':
      return event.data.agentId;
    case 'SeatCapacityChanged':
      return productOfStream(event.stream, event.metadata.account);
    case 'SessionConnected':
    case 'SessionEndWithdrawn':
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
    case 'SeatOffered':
      return { claimUntil: event.data.claimUntil };
    case 'SeatDenied':
      return denialOf(event.data);
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

/** What a record of refusals says beside whom it refused. */
const denialOf = ({ capacity, queued, count, firstAt, lastAt }: DenialFacts): DenialFacts => ({
  capacity,
  queued,
  count,
  firstAt,
  lastAt,
});
export type DenialFacts = { capacity: number; queued: number; count: number; firstAt: string; lastAt: string };
