import type { AddUser, ChangeUser, UserCommand } from '../../../src/domain/user/user.decide.ts';
import type { UserEvent } from '../../../src/domain/user/user.ts';

type Added = Extract<UserEvent, { type: 'UserAdded' }>['data'];

export const added = (more: Partial<Added> = {}): UserEvent => ({
  type: 'UserAdded',
  data: {
    accountId: 'acme',
    email: 'Bo@example.com',
    firstName: 'Bo',
    lastName: 'Agent',
    externalId: null,
    role: 'member',
    privileges: [],
    groupIds: [],
    managedGroupIds: [],
    ...more,
  },
});

export const add = (more: Partial<AddUser> = {}): UserCommand => ({
  type: 'AddUser',
  data: {
    accountId: 'acme',
    email: 'Bo@example.com',
    firstName: 'Bo',
    lastName: 'Agent',
    role: 'member',
    groupIds: [],
    managedGroupIds: [],
    ...more,
  },
});

export const change = (data: ChangeUser): UserCommand => ({ type: 'ChangeUser', data });

export const invited: UserEvent = { type: 'UserInvited', data: { expiresAt: '2026-01-12T09:00:00.000Z' } };
export const accepted: UserEvent = { type: 'InvitationAccepted', data: {} };
export const suspended: UserEvent = { type: 'UserSuspended', data: { reason: 'leave' } };
export const reactivated: UserEvent = { type: 'UserReactivated', data: { reason: 'back' } };
export const deleted: UserEvent = { type: 'UserDeleted', data: { reason: null } };
export const erased: UserEvent = { type: 'PersonErased', data: { reason: 'asked us to' } };

export const invite: UserCommand = { type: 'InviteUser', data: { expiresAt: '2026-01-12T09:00:00.000Z' } };
export const accept: UserCommand = { type: 'AcceptInvitation', data: {} };
export const changePassword: UserCommand = { type: 'ChangePassword', data: {} };
export const signIn = (at: string): UserCommand => ({ type: 'RecordSignIn', data: { at } });
export const suspend: UserCommand = { type: 'SuspendUser', data: { reason: 'leave' } };
export const reactivate: UserCommand = { type: 'ReactivateUser', data: { reason: 'back' } };
export const remove: UserCommand = { type: 'DeleteUser', data: { reason: null } };
export const erase: UserCommand = { type: 'ErasePerson', data: { reason: 'asked us to' } };
