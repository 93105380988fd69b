import { type Decider, type Message, type NoData, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';
import { fieldErrors, lineProblem, refuseInvalid, tidyLine } from '../validation.ts';
import { emailProblem, nameProblem } from './person.ts';
import { defaultPrivileges, type Privilege, privilegesProblem, type Role } from './roles.ts';
import { evolve, initial, isActiveSuperAdmin, type PersonalFields, type User, type UserEvent, utcDay } from './user.ts';

export type * from './user.ts';

export type AddUser = {
  accountId: string;
  email: string;
  firstName: string;
  lastName: string;
  externalId?: string | null;
  role: Role;
  /** Absent or null: the role's own (`defaultPrivileges`). */
  privileges?: readonly Privilege[] | null;
  groupIds: readonly string[];
  managedGroupIds: readonly string[];
};
/** Only what is present changes. A new role without privileges gets the role's own. */
export type ChangeUser = Partial<Omit<AddUser, 'accountId'>>;

export type UserCommand =
  | Message<'AddUser', AddUser>
  | Message<'ChangeUser', ChangeUser>
  | Message<'InviteUser', { expiresAt: string }>
  | Message<'AcceptInvitation', NoData>
  | Message<'ChangePassword', NoData>
  | Message<'RecordSignIn', { at: string }>
  | Message<'SuspendUser', { reason: string | null }>
  | Message<'ReactivateUser', { reason: string | null }>
  | Message<'DeleteUser', { reason: string | null }>
  | Message<'ErasePerson', { reason: string | null }>
  /** Says once more which role somebody has: whatever was decided about them before this is too late then. */
  | Message<'ConfirmRole', NoData>;

/** Groups one user may belong to, and as many to manage. */
export const GROUPS_MAX = 1_000;
const EXTERNAL_ID_MAX_CHARACTERS = 256;

export const user: Decider<User, UserCommand, UserEvent> = { initial, decide, evolve };

export function decide(command: UserCommand, state: User): UserEvent[] {
  switch (command.type) {
    case 'AddUser':
      return addUser(command.data, state);
    case 'ChangeUser':
      return changeUser(command.data, state);
    case 'InviteUser':
      return inviteUser(command.data, state);
    case 'AcceptInvitation':
      return acceptInvitation(state);
    case 'ChangePassword':
      return changePassword(state);
    case 'RecordSignIn':
      return recordSignIn(command.data, state);
    case 'SuspendUser':
      return suspendUser(command.data, state);
    case 'ReactivateUser':
      return reactivateUser(command.data, state);
    case 'DeleteUser':
      return deleteUser(command.data, state);
    case 'ErasePerson':
      return erasePerson(command.data, state);
    case 'ConfirmRole':
      return confirmRole(state);
    default:
      return unreachable(command);
  }
}

/** An id that is taken by somebody else, or was by somebody who left, is no repeat but a mistake. */
function addUser(command: AddUser, state: User): UserEvent[] {
  const { accountId, role, groupIds, managedGroupIds } = command;
  validate(command, role);
  const added = {
    accountId,
    ...tidy(command),
    externalId: command.externalId ?? null,
    role,
    privileges: unique(command.privileges ?? defaultPrivileges(role)),
    groupIds: unique(groupIds),
    managedGroupIds: unique(managedGroupIds),
  };
  if (state.status === 'unknown') return [{ type: 'UserAdded', data: { ...NO_NAMES, ...added } }];
  const same = state.accountId === accountId && state.status !== 'deleted' && changeUser(command, state).length === 0;
  return same ? [] : refuse('VALIDATION_FAILED', { detail: 'The user id is in use already.' });
}

/** U2, U4 One event for each kind of change, none for what stays as it is. */
function changeUser(command: ChangeUser, state: User): UserEvent[] {
  requirePresent(state);
  validate(command, command.role ?? state.role);
  return [...changeProfile(command, state), ...changeRole(command, state), ...changeGroups(command, state)];
}

function changeProfile(command: ChangeUser, state: User): UserEvent[] {
  const wanted = Object.entries(tidy(command)) as [keyof PersonalFields, string | null][];
  const changed = wanted.filter(([field, value]) => value !== state[field]);
  return changed.length === 0 ? [] : [{ type: 'UserProfileChanged', data: Object.fromEntries(changed) }];
}

/** U2 Privileges belong to the role they were chosen for: another role starts with its own. */
function changeRole(command: ChangeUser, state: User): UserEvent[] {
  const role = command.role ?? state.role;
  const kept = role === state.role ? state.privileges : defaultPrivileges(role);
  const privileges = unique(command.privileges ?? kept);
  if (role === state.role && sameSet(privileges, state.privileges)) return [];
  return [{ type: 'UserRoleChanged', data: { role, privileges } }];
}

function changeGroups(command: ChangeUser, state: User): UserEvent[] {
  const groupIds = unique(command.groupIds ?? state.groupIds);
  const managedGroupIds = unique(command.managedGroupIds ?? state.managedGroupIds);
  if (sameSet(groupIds, state.groupIds) && sameSet(managedGroupIds, state.managedGroupIds)) return [];
  return [{ type: 'UserGroupsChanged', data: { groupIds, managedGroupIds } }];
}

/** U1 An invitation to somebody active is how they get a new password. */
function inviteUser({ expiresAt }: { expiresAt: string }, state: User): UserEvent[] {
  requireAtWork(state);
  return state.invitedUntil === expiresAt ? [] : [{ type: 'UserInvited', data: { expiresAt } }];
}

/** U1 *Invite sent* becomes *Active*. Whether the invitation is the right one and still valid was asked of its keeper. */
function acceptInvitation(state: User): UserEvent[] {
  requireAtWork(state);
  const already = state.accepted && state.invitedUntil === null;
  return already ? [] : [{ type: 'InvitationAccepted', data: {} }];
}

/** Each change is a fact of its own: the password itself is not here to tell a repeat by. */
function changePassword(state: User): UserEvent[] {
  requireAtWork(state);
  return [{ type: 'PasswordChanged', data: {} }];
}

/** At most one event a UTC day; a clock that jumped back adds none. */
function recordSignIn({ at }: { at: string }, state: User): UserEvent[] {
  requireAtWork(state);
  const already = state.lastSignInDay !== null && utcDay(at) <= state.lastSignInDay;
  return already ? [] : [{ type: 'UserSignedIn', data: {} }];
}

function suspendUser({ reason }: { reason: string | null }, state: User): UserEvent[] {
  requirePresent(state);
  return state.status === 'suspended' ? [] : [{ type: 'UserSuspended', data: { reason } }];
}

function reactivateUser({ reason }: { reason: string | null }, state: User): UserEvent[] {
  requirePresent(state);
  return state.status === 'suspended' ? [{ type: 'UserReactivated', data: { reason } }] : [];
}

function deleteUser({ reason }: { reason: string | null }, state: User): UserEvent[] {
  if (state.status === 'unknown') refuseUnknown();
  return state.status === 'deleted' ? [] : [{ type: 'UserDeleted', data: { reason } }];
}

/** U5 Only who has left can be erased: a user at work has to be found and told apart. */
function erasePerson({ reason }: { reason: string | null }, state: User): UserEvent[] {
  if (state.status === 'unknown') refuseUnknown();
  if (state.status !== 'deleted') refuse('VALIDATION_FAILED', { detail: 'Delete the user before erasing the person.' });
  return state.erased ? [] : [{ type: 'PersonErased', data: { reason } }];
}

function confirmRole(state: User): UserEvent[] {
  requirePresent(state);
  return [{ type: 'UserRoleChanged', data: { role: state.role, privileges: state.privileges } }];
}

/** U2 Whether the command makes an active Super Admin none. @throws Refusal as `decide` */
export function endsSuperAdmin(command: UserCommand, state: User): boolean {
  if (!isActiveSuperAdmin(state)) return false;
  return decide(command, state).some(
    ({ type, data }) =>
      type === 'UserSuspended' || type === 'UserDeleted' || (type === 'UserRoleChanged' && data.role !== 'super-admin'),
  );
}

function requirePresent({ status }: User): void {
  if (status === 'unknown' || status === 'deleted') refuseUnknown();
}

/** U1 A suspended user stays, but can do nothing. */
function requireAtWork(state: User): void {
  requirePresent(state);
  if (state.status === 'suspended') refuse('USER_SUSPENDED', { detail: 'The user is suspended.' });
}

function refuseUnknown(): never {
  return refuse('NOT_FOUND', { detail: 'There is no such user.' });
}

function validate(command: ChangeUser, role: Role): void {
  const { email, firstName, lastName, externalId, privileges, groupIds, managedGroupIds } = command;
  refuseInvalid(
    fieldErrors({
      email: email === undefined ? undefined : emailProblem(email),
      firstName: firstName === undefined ? undefined : nameProblem(firstName),
      lastName: lastName === undefined ? undefined : nameProblem(lastName),
      externalId: externalId ? lineProblem(externalId, EXTERNAL_ID_MAX_CHARACTERS) : undefined,
      privileges: privileges ? privilegesProblem(role, privileges) : undefined,
      groupIds: groupsProblem(groupIds),
      managedGroupIds: groupsProblem(managedGroupIds),
    }),
  );
}

function groupsProblem(groupIds: readonly string[] = []): string | undefined {
  return groupIds.length > GROUPS_MAX ? `must be at most ${GROUPS_MAX} groups` : undefined;
}

const NO_NAMES = { email: null, firstName: null, lastName: null };

/** The personal fields that the command names, as they are kept. */
function tidy({ email, firstName, lastName, externalId }: ChangeUser): Partial<PersonalFields> {
  return {
    ...(email === undefined ? {} : { email: tidyLine(email) }),
    ...(firstName === undefined ? {} : { firstName: tidyLine(firstName) }),
    ...(lastName === undefined ? {} : { lastName: tidyLine(lastName) }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const items = new Set(one);
  return items.size === new Set(other).size && other.every((item) => items.has(item));
}
