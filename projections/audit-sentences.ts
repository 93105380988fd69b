import { type Product, seatLabel, type SeatType } from '../src/domain/catalogue.ts';
import type { ActorKind, SentenceFacts } from './audit-trail.projection.ts';
import { ERASED_USER, systemName } from './people.ts';

/** What a sentence is made of. */
export type Telling = {
  action: string;
  actor: { kind: ActorKind; id: string };
  subjectId: string | null;
  product: string | null;
  sessionId: string | null;
  reason: string | null;
  facts: SentenceFacts;
};

/** What is looked up while telling. */
export type Words = { names: ReadonlyMap<string, string>; catalogue: ReadonlyMap<string, Product> };

export function actorName({ kind, id }: Telling['actor'], names: ReadonlyMap<string, string>): string {
  return kind === 'system'
    ? systemName(id)
    : (names.get(id) ?? (kind === 'service' ? 'A deleted service' : ERASED_USER));
}

/** What happened, in words, with people called as they are called now. */
export function sentence(telling: Telling, words: Words): string {
  const tell = Object.hasOwn(TELL, telling.action) ? TELL[telling.action as keyof typeof TELL] : undefined;
  return tell ? tell(voiceOf(telling, words)) : `${actorName(telling.actor, words.names)}: ${telling.action}`;
}

/** Words by which an action is searched for beside its name. */
export const ACTION_WORDS: { readonly [action: string]: string } = {
  SeatCapacityChanged: 'plan capacity seats licences changed',
  SeatAssigned: 'assigned seat',
  SeatUnassigned: 'removed seat unassigned',
  SessionStarted: 'started session',
  SessionConnected: 'connected session',
  SessionEndRequested: 'asked warned end session',
  SessionEndWithdrawn: 'withdrew ending session',
  SessionEnded: 'cleared ended session seat',
  SeatDenied: 'refused denied seat',
  SeatRequested: 'queued waiting line seat',
  SeatOffered: 'offered waiting line seat',
  SeatOfferLapsed: 'lapsed unclaimed offer waiting line seat',
  SeatRequestWithdrawn: 'withdrew left waiting line seat',
  UserAdded: 'added user',
  UserDeleted: 'deleted user',
  UserSuspended: 'suspended user',
  UserReactivated: 'reactivated user',
  UserSignedIn: 'signed in',
  PersonErased: 'erased',
};

type Voice = Telling & {
  /** Who did it. */
  who: string;
  /** Whom it was about. */
  whom: string;
  /** "their", or "Bo Agent's". */
  whose: string;
  /** Whether they did it themselves. */
  self: boolean;
  productName: string;
  nameOf(id: unknown): string;
};

function voiceOf(telling: Telling, { names, catalogue }: Words): Voice {
  const { actor, subjectId, product } = telling;
  const nameOf = (id: unknown) => names.get(String(id)) ?? ERASED_USER;
  const whom = subjectId === null ? 'somebody' : nameOf(subjectId);
  const self = actor.id === subjectId;
  return {
    ...telling,
    who: actorName(actor, names),
    whom,
    whose: self ? 'their' : `${whom}'s`,
    self,
    productName: product === null ? '' : (catalogue.get(product)?.name ?? product),
    nameOf,
  };
}

const TELL = {
  SeatCapacityChanged: ({ who, productName, facts, reason }: Voice) =>
    `${who} changed the plan for ${productName} to ${count(facts.named, 'named seat')} and ${count(facts.concurrent, 'shared seat')}${because(reason)}`,
  SeatAssigned: ({ who, whom, self, ...rest }: Voice) =>
    `${who} assigned ${self ? 'themselves' : whom} a ${label(rest)} seat`,
  SeatUnassigned: ({ who, whose, reason, ...rest }: Voice) =>
    `${who} removed ${whose} ${label(rest)} seat${because(readable(reason))}`,
  SessionStarted: ({ who, whom, self, productName }: Voice) =>
    `${who} started a ${productName} session${self ? '' : ` for ${whom}`}`,
  SessionConnected: ({ who, self, whose, productName, facts }: Voice) =>
    `${who} connected ${self ? 'their' : whose} ${productName} session to a customer (${facts.mode}, ${PLATFORM_NAMES[String(facts.platform)] ?? facts.platform})`,
  SessionEndRequested: ({ who, whose, productName, facts, reason }: Voice) =>
    `${who} asked to end ${whose} ${productName} session by ${facts.deadlineAt}${because(readable(reason))}`,
  SessionEndWithdrawn: ({ who, whose, productName }: Voice) =>
    `${who} withdrew the ending of ${whose} ${productName} session`,
  SessionEnded: sessionEnded,
  SeatRequested: ({ who, whom, self, productName }: Voice) =>
    `${who} took a place in line for a ${productName} seat${self ? '' : ` for ${whom}`}`,
  SeatOffered: ({ who, whom, productName, facts }: Voice) =>
    `${who} offered ${whom} a ${productName} seat until ${facts.claimUntil}`,
  SeatOfferLapsed: ({ who, whom, productName }: Voice) =>
    `${who} took back the ${productName} seat that ${whom} had not claimed in time`,
  SeatRequestWithdrawn: seatRequestWithdrawn,
  SeatDenied: ({ whom, productName, facts }: Voice) =>
    `${whom} was refused a ${productName} seat: ${facts.capacity === 0 ? 'there are no shared seats' : `all ${count(facts.capacity, 'shared seat')} in use`}${times(facts.count)}`,

  AccountOpened: ({ who, facts }: Voice) => `${who} opened the account ${facts.name}`,
  BillingContactChanged: ({ who, whom, self }: Voice) =>
    `${who} made ${self ? 'themselves' : whom} the billing contact`,
  AccountSettingsChanged: ({ who, facts }: Voice) =>
    `${who} changed the account's settings: ${list(settingsOf(facts))}`,

  UserAdded: ({ who, whom, facts }: Voice) => `${who} added ${whom} as ${roleName(facts.role)}`,
  UserProfileChanged: ({ who, whose, facts }: Voice) =>
    `${who} changed ${whose} ${list(names(facts.changed).map(fieldName))}`,
  UserRoleChanged: ({ who, whom, facts }: Voice) =>
    `${who} made ${whom} ${roleName(facts.role)}${names(facts.privileges).length > 0 ? ` with the privileges ${list(names(facts.privileges))}` : ''}`,
  UserGroupsChanged: ({ who, whose, facts, nameOf }: Voice) => {
    const groups = names(facts.groupIds).map(nameOf);
    const managed = names(facts.managedGroupIds).map(nameOf);
    const manages = managed.length > 0 ? `, managing ${list(managed)}` : '';
    return `${who} changed ${whose} groups to ${groups.length > 0 ? list(groups) : 'none'}${manages}`;
  },
  UserInvited: ({ who, whom }: Voice) => `${who} invited ${whom}`,
  InvitationAccepted: ({ whom }: Voice) => `${whom} accepted the invitation`,
  PasswordChanged: ({ who, whose }: Voice) => `${who} changed ${whose} password`,
  UserSignedIn: ({ whom }: Voice) => `${whom} signed in`,
  UserSuspended: ({ who, whom, reason }: Voice) => `${who} suspended ${whom}${because(reason)}`,
  UserReactivated: ({ who, whom, reason }: Voice) => `${who} reactivated ${whom}${because(reason)}`,
  UserDeleted: ({ who, whom, reason }: Voice) => `${who} deleted ${whom}${because(reason)}`,
  PersonErased: ({ who }: Voice) => `${who} erased a deleted user's personal data`,

  UserGroupCreated: ({ who, facts }: Voice) => `${who} created the group ${facts.name}`,
  UserGroupRenamed: ({ who, facts }: Voice) => `${who} renamed a group to ${facts.name}`,
  UserGroupDeleted: ({ who, whom }: Voice) => `${who} deleted the group ${whom}`,
  ServiceAccountAdded: ({ who, facts }: Voice) => `${who} added the service account ${facts.name}`,
  ServiceAccountSecretRotated: ({ who, whose }: Voice) => `${who} changed ${whose} client secret`,
  ServiceAccountDeleted: ({ who, whom }: Voice) => `${who} deleted the service account ${whom}`,
  EmailClaimed: ({ who, whose }: Voice) => `${who} reserved ${whose} e-mail address`,
  EmailReleased: ({ who }: Voice) => `${who} released an e-mail address`,
  SuperAdminAdded: ({ who, whom, self }: Voice) =>
    `${who} listed ${self ? 'themselves' : whom} as an active Super Admin`,
  SuperAdminRemoved: ({ who, whom, self }: Voice) =>
    `${who} took ${self ? 'themselves' : whom} off the active Super Admins`,
};

/** Every event type that has a sentence: all that this build writes. */
export const ACTIONS: readonly string[] = Object.keys(TELL);

/** Reasons an admin gives when clearing a seat (A1). */
const CLEARING = new Set(['not-in-use', 'agent-asked', 'needed-elsewhere', 'security', 'other']);

function sessionEnded({ who, whom, whose, self, productName, reason, facts }: Voice): string {
  // L2: whoever's start reclaimed the seat, it was the lease that ended the session.
  if (reason === 'lease-expired') {
    const since = facts.lastSeenAt ? ` since ${facts.lastSeenAt}` : '';
    return `The lease sweeper ended ${whom}'s ${productName} session: no sign of life${since}`;
  }
  const clears = CLEARING.has(reason ?? '') && facts.seatType !== 'named' && !self;
  if (clears) return `${who} cleared ${whom}'s ${productName} seat${because(readable(reason))}`;
  const why = reason === 'ended-by-agent' ? '' : because(readable(reason));
  return `${who} ended ${whose} ${productName} session${why}`;
}

function seatRequestWithdrawn({ who, whom, whose, productName, reason }: Voice): string {
  if (reason === 'lease-expired')
    return `The lease sweeper ended ${whom}'s place in line for a ${productName} seat: no sign of life`;
  const why = reason === 'withdrawn-by-agent' ? '' : because(readable(reason));
  return `${who} gave up ${whose} place in line for a ${productName} seat${why}`;
}

const PLATFORM_NAMES: { readonly [platform: string]: string } = {
  windows: 'Windows',
  mac: 'Mac',
  ios: 'iOS',
  android: 'Android',
};
const ROLE_NAMES: { readonly [role: string]: string } = {
  member: 'a Member',
  manager: 'a Manager',
  admin: 'an Admin',
  'super-admin': 'a Super Admin',
  auditor: 'an Auditor',
};
const FIELD_NAMES: { readonly [field: string]: string } = {
  email: 'e-mail address',
  firstName: 'first name',
  lastName: 'last name',
  externalId: 'directory id',
  inactiveAfterDays: 'days until inactive',
  leaseSeconds: 'lease',
  unjoinedMinutes: 'minutes to wait for a customer',
  claimSeconds: 'time to claim a seat that is offered',
};

const roleName = (role: unknown) => ROLE_NAMES[String(role)] ?? String(role);
const fieldName = (field: string) => FIELD_NAMES[field] ?? field;
const settingsOf = ({ before: _, ...changed }: SentenceFacts) => Object.keys(changed).map(fieldName);
const label = ({ productName, facts }: Pick<Voice, 'productName' | 'facts'>) =>
  seatLabel(productName, facts.seatType as SeatType);
const because = (reason: string | null) => (reason ? `: ${reason}` : '');
/** `not-in-use` as people say it. */
const readable = (code: string | null) => code?.replaceAll('-', ' ') ?? null;
const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const count = (number: unknown, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;
const times = (number: unknown) => (typeof number === 'number' && number > 1 ? ` (${number} times)` : '');
const list = (items: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(items);
