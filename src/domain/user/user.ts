import { type Message, type NoData, passOver, type Recorded } from '../decider.ts';
import type { Privilege, Role } from './roles.ts';

/** Sealed with the person's key before they reach the store; `null` once the person has been erased, or never given. */
export type PersonalFields = {
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** The person's id in the directory they were provisioned from. */
  externalId: string | null;
};

// Stored contract: names and fields below are on disk for ever. Add, never rename.
export type UserEvent =
  | Message<
      'UserAdded',
      PersonalFields & {
        accountId: string;
        role: Role;
        privileges: Privilege[];
        groupIds: string[];
        managedGroupIds: string[];
      }
    >
  | Message<'UserProfileChanged', Partial<PersonalFields>>
  | Message<'UserRoleChanged', { role: Role; privileges: Privilege[] }>
  | Message<'UserGroupsChanged', { groupIds: string[]; managedGroupIds: string[] }>
  | Message<'UserInvited', { expiresAt: string }>
  | Message<'InvitationAccepted', NoData>
  | Message<'PasswordChanged', NoData>
  | Message<'UserSignedIn', NoData>
  | Message<'UserSuspended', { reason: string | null }>
  | Message<'UserReactivated', { reason: string | null }>
  | Message<'UserDeleted', { reason: string | null }>
  | Message<'PersonErased', { reason?: string | null }>;

/** U1; *Inactive* is a view of `active`, by the last sign-in. `unknown`: no such user (yet). */
export type UserStatus = 'unknown' | 'invited' | 'active' | 'suspended' | 'deleted';

export type User = PersonalFields & {
  status: UserStatus;
  accountId: string | null;
  role: Role;
  privileges: Privilege[];
  groupIds: string[];
  managedGroupIds: string[];
  /** Whether an invitation was ever accepted: what a suspended user returns to. */
  accepted: boolean;
  /** When the invitation under way expires. */
  invitedUntil: string | null;
  /** UTC day of the last sign-in, `2026-11-24`. */
  lastSignInDay: string | null;
  erased: boolean;
};

export function initial(): User {
  return {
    status: 'unknown',
    accountId: null,
    ...NOBODY,
    role: 'member',
    privileges: [],
    groupIds: [],
    managedGroupIds: [],
    accepted: false,
    invitedUntil: null,
    lastSignInDay: null,
    erased: false,
  };
}

export function evolve(user: User, event: Recorded<UserEvent>): User {
  switch (event.type) {
    case 'UserAdded':
      return { ...user, ...event.data, status: 'invited' };
    case 'UserProfileChanged':
    case 'UserRoleChanged':
    case 'UserGroupsChanged':
      return { ...user, ...event.data };
    case 'UserInvited':
      return { ...user, invitedUntil: event.data.expiresAt };
    case 'InvitationAccepted':
      return atWork({ ...user, accepted: true, invitedUntil: null });
    case 'PasswordChanged':
      return user;
    case 'UserSignedIn':
      return { ...user, lastSignInDay: utcDay(event.metadata.occurredAt) };
    case 'UserSuspended':
      return { ...user, status: 'suspended' };
    case 'UserReactivated':
      return atWork(user);
    case 'UserDeleted':
      return { ...user, status: 'deleted' };
    case 'PersonErased':
      return { ...user, ...NOBODY, erased: true };
    default:
      return passOver(user, event);
  }
}

/** U2: whether the user is one of those of whom the account must keep one. */
export function isActiveSuperAdmin(user: User): boolean {
  return user.role === 'super-admin' && user.status === 'active';
}

/** The UTC day of an ISO-8601 instant in UTC. */
export const utcDay = (at: string): string => at.slice(0, 'yyyy-mm-dd'.length);

const NOBODY: PersonalFields = { email: null, firstName: null, lastName: null, externalId: null };

function atWork(user: User): User {
  return { ...user, status: user.accepted ? 'active' : 'invited' };
}
