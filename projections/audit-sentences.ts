import { type Product, seatLabel, type SeatType } from '../src/domain/catalogue.ts';
import type { ActorKind, SentenceFacts } from './audit-trail.projection.ts';
import { ERASED_USER } from '../src/domain/user/person.ts';
import { systemName } from './people.ts';

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

/** What is looked up while telling: what people, groups and services were called then, and what they are called today. */
export type Words = {
  names: ReadonlyMap<string, string>;
  /** Today's; by default those of then. */
  today?: ReadonlyMap<string, string>;
  catalogue: ReadonlyMap<string, Product>;
};

export function actorName({ kind, id }: Telling['actor'], names: ReadonlyMap<string, string>): string {
  return kind === 'system'
    ? systemName(id)
    : (names.get(id) ?? (kind === 'service' ? 'A deleted service' : ERASED_USER));
}

/** What happened, in words, with people called as they were called then; where that is another name today, with it. */
export function sentence(telling: Telling, words: Words): string {
  const tell = Object.hasOwn(TELL, telling.action) ? TELL[telling.action as keyof typeof TELL] : undefined;
  const voice = voiceOf(telling, words);
  return tell ? tell(voice) : `${voice.who}: ${telling.action}`;
}

/** What somebody is called today, where that is not what they were called then. */
export function otherNameToday(id: string, { names, today }: Words): string | undefined {
  const name = today?.get(id);
  return name === names.get(id) ? undefined : name;
}

/** Words by which an action is searched for beside its name. */
const ACTION_WORDS: { readonly [action: string]: string } = {
  SeatCapacityChanged: 'plan capacity seats licences changed',
  SeatAssigned: 'assigned seat',
  SeatUnassigned: 'removed seat unassigned',
  SessionStarted: 'started session',
  SessionConnected: 'connected session',
  SessionEndRequested: 'asked warned end session',
  SessionEndWithdrawn: 'withdrew ending session',
  SessionEnded: 'ended session',
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

/** What only some of an action's entries are told with. */
export function wordsOf(action: string, reason: string | null): string {
  const words = Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action]! : '';
  return action === 'SessionEnded' && CLEARING.has(reason ?? '') ? `${words} cleared seat` : words;
}

type Voice = Telling & {
  /** Who did it. */
  who: string;
  /** Whom it was about. */
  whom: string;
  /** "their", or "Bo Agent's". */
  whose: string;
  /** "Bo Agent's" in any case. */
  someones: string;
  /** Whether they did it themselves. */
  self: boolean;
  productName: string;
  nameOf(id: unknown): string;
  catalogue: ReadonlyMap<string, Product>;
};

function voiceOf(telling: Telling, words: Words): Voice {
  const { actor, subjectId, product } = telling;
  const { names, catalogue } = words;
  const today = (id: string): string => {
    const other = otherNameToday(id, words);
    return other === undefined ? '' : ` (now ${other})`;
  };
  const nameOf = (id: unknown) => `${names.get(String(id)) ?? ERASED_USER}${today(String(id))}`;
  const self = actor.id === subjectId;
  const someones = subjectId === null ? "somebody's" : `${names.get(subjectId) ?? ERASED_USER}'s${today(subjectId)}`;
  return {
    ...telling,
    who: `${actorName(actor, names)}${today(actor.id)}`,
    whom: subjectId === null ? 'somebody' : nameOf(subjectId),
    whose: self ? 'their' : someones,
    someones,
    self,
    productName: product === null ? '' : (catalogue.get(product)?.name ?? product),
    nameOf,
    catalogue,
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
  AccountSettingsChanged: ({ who, facts, catalogue }: Voice) =>
    `${who} changed the account's settings: ${settingsOf(facts, catalogue).join('; ')}`,

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
  EmailReleased: ({ who, whose, subjectId }: Voice) =>
    `${who} released ${subjectId === null ? 'an' : whose} e-mail address`,
  SuperAdminAdded: ({ who, whom, self }: Voice) =>
    `${who} listed ${self ? 'themselves' : whom} as an active Super Admin`,
  SuperAdminRemoved: ({ who, whom, self }: Voice) =>
    `${who} took ${self ? 'themselves' : whom} off the active Super Admins`,
};

/** Every event type that has a sentence: all that this build writes. */
export const ACTIONS: readonly string[] = Object.keys(TELL);

/** Reasons an admin gives when clearing a seat (A1). */
const CLEARING = new Set(['not-in-use', 'agent-asked', 'needed-elsewhere', 'security', 'other']);

function sessionEnded({ who, someones, whose, self, productName, reason, facts }: Voice): string {
  // L2: whoever's start reclaimed the seat, it was the lease that ended the session.
  if (reason === 'lease-expired') {
    const since = facts.lastSeenAt ? ` since ${facts.lastSeenAt}` : '';
    return `The lease sweeper ended ${someones} ${productName} session: no sign of life${since}`;
  }
  const clears = CLEARING.has(reason ?? '') && facts.seatType !== 'named' && !self;
  if (clears) return `${who} cleared ${someones} ${productName} seat${because(readable(reason))}`;
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
const label = ({ productName, facts }: Pick<Voice, 'productName' | 'facts'>) =>
  seatLabel(productName, facts.seatType as SeatType);
const because = (reason: string | null) => (reason ? `: ${reason}` : '');
/** `not-in-use` as people say it. */
const readable = (code: string | null) => code?.replaceAll('-', ' ') ?? null;
const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const count = (number: unknown, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;
const times = (number: unknown) => (typeof number === 'number' && number > 1 ? ` (${number} times)` : '');
const list = (items: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(items);

type ByProduct = { readonly [product: string]: number };
const BY_PRODUCT = { leaseSeconds: 'seconds', unjoinedMinutes: 'minutes' } as const;

/** Each changed setting with what it was, where the event says so, and what it became. */
function settingsOf({ before = {}, ...changed }: SentenceFacts, catalogue: ReadonlyMap<string, Product>): string[] {
  const was = before as SentenceFacts;
  return Object.entries(changed).flatMap(([field, value]) => {
    if (field !== 'leaseSeconds' && field !== 'unjoinedMinutes')
      return [`${fieldName(field)} ${fromTo(quoted(was[field]), quoted(value))}`];
    const [unit, old] = [BY_PRODUCT[field], (was[field] ?? {}) as ByProduct];
    return Object.entries(value as ByProduct).map(([product, set]) => {
      const known = catalogue.get(product);
      // Where nothing was set, the catalogue's own number held; an event that does not say what was is older than that.
      const earlier = old[product] ?? (was[field] === undefined ? undefined : known?.[field]);
      return `${fieldName(field)} of ${known?.name ?? product} ${fromTo(earlier, `${set} ${unit}`)}`;
    });
  });
}

const fromTo = (earlier: unknown, now: unknown) => (earlier === undefined ? `to ${now}` : `from ${earlier} to ${now}`);
const quoted = (value: unknown) => (typeof value === 'string' ? `"${value}"` : value);
