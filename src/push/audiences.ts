import type { SeatledgerEvent } from '../../projections/events.ts';
import { idOf, productOf } from '../domain/streams.ts';
import { productOfStream } from '../../projections/audit-trail.projection.ts';
import type { RecordedEvent } from '../event-store/event-log.ts';
import type { EventFilter } from '../event-store/event-store.ts';

/** What a listener is sent of an event. */
export type Message = {
  name: string;
  data: object;
  /**
   * Who hears it of those that manage chosen groups only: `all`; `person`, if the event is about somebody in one of theirs;
   * or whoever manages this group.
   */
  about: 'all' | 'person' | { groupId: string };
};

/** A kind of listener: which events it has to be asked about, and what each of them says to it. */
export type Audience = {
  filter: EventFilter;
  /** In the order they are sent; none for an event that says nothing to this audience. */
  messages(event: RecordedEvent): readonly Message[];
};

type Fact = RecordedEvent<SeatledgerEvent>;

const CHANGING = [
  ...['SessionStarted', 'SessionConnected', 'SessionEndRequested', 'SessionEndWithdrawn', 'SessionEnded'],
  ...['SeatRequested', 'SeatOffered', 'SeatOfferLapsed', 'SeatRequestWithdrawn'],
  ...['SeatCapacityChanged', 'SeatAssigned', 'SeatUnassigned'],
  ...['UserAdded', 'UserProfileChanged', 'UserRoleChanged', 'UserGroupsChanged', 'UserInvited'],
  ...['InvitationAccepted', 'UserSignedIn', 'UserSuspended', 'UserReactivated', 'UserDeleted'],
  ...['UserGroupCreated', 'UserGroupRenamed', 'UserGroupDeleted', 'AccountSettingsChanged'],
];

/** For pages that show lists: that something in them has changed, and whom to look at again. */
export const CHANGES: Audience = {
  filter: { types: CHANGING },
  messages: (event) => (CHANGING.includes(event.type) ? changesOf(event as Fact) : []),
};

/** For auditors: every event of their account, named by its type. */
export const EVERYTHING: Audience = {
  filter: {},
  messages: (event) => [{ name: event.type, data: shown(event), about: 'person' }],
};

function changesOf(event: Fact): Message[] {
  const position = String(event.position);
  switch (event.type) {
    case 'SessionStarted':
    case 'SessionEnded': {
      const { sessionId, agentId: userId, seatType } = event.data;
      return [sessionsChanged({ position, product: productOf(event), sessionId, userId, seatType })];
    }
    case 'SessionConnected':
    case 'SessionEndRequested':
    case 'SessionEndWithdrawn': {
      const { sessionId } = event.data;
      return [sessionsChanged({ position, product: productOf(event), sessionId })];
    }
    case 'SeatRequested':
    case 'SeatOffered':
    case 'SeatOfferLapsed':
    case 'SeatRequestWithdrawn':
    case 'SeatCapacityChanged':
      return [planChanged({ position, product: productOf(event) })];
    case 'SeatAssigned':
    case 'SeatUnassigned': {
      const product = productOf(event);
      const { userId } = event.data;
      return [planChanged({ position, product }), usersChanged({ position, product, userId })];
    }
    case 'AccountSettingsChanged':
      return [usersChanged({ position }, 'all')];
    case 'UserGroupCreated':
    case 'UserGroupRenamed':
    case 'UserGroupDeleted': {
      const groupId = idOf(event);
      return [usersChanged({ position, groupId }, { groupId })];
    }
    default: {
      const userId = idOf(event);
      return [usersChanged({ position, userId })];
    }
  }
}

type About = Message['about'];
const usersChanged = (data: object, about: About = 'person'): Message => ({ name: 'users-changed', data, about });
const sessionsChanged = (data: object): Message => ({ name: 'shared-sessions-changed', data, about: 'person' });
/** The plan is the whole account's: it names nobody. */
const planChanged = (data: object): Message => ({ name: 'plan-changed', data, about: 'all' });

/** As the audit list has it, with what the event says. Whoever hears of a person may read what is sealed of them. */
function shown(event: RecordedEvent): object {
  const { type, stream, revision, metadata } = event;
  const { supportKeyHash: _secret, ...data } = event.data;
  return {
    position: String(event.position),
    at: metadata.occurredAt,
    action: type,
    actor: metadata.actor,
    onBehalfOf: metadata.onBehalfOf ?? null,
    product: productOfStream(stream, metadata.account),
    stream,
    revision,
    correlationId: metadata.$correlationId,
    causationId: metadata.$causationId,
    hash: metadata.hash,
    data,
  };
}
