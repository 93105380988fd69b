import { type Message, type NoData, passOver, type Recorded } from '../decider.ts';

// Stored contract: names and fields below are on disk for ever. Add, never rename.
export type UserGroupEvent =
  | Message<'UserGroupCreated', { accountId: string; name: string; externalId: string | null }>
  | Message<'UserGroupRenamed', { name: string }>
  | Message<'UserGroupDeleted', NoData>;

export type UserGroup = { status: 'unknown' | 'present' | 'deleted'; accountId: string | null; name: string };

export function initial(): UserGroup {
  return { status: 'unknown', accountId: null, name: '' };
}

export function evolve(group: UserGroup, event: Recorded<UserGroupEvent>): UserGroup {
  switch (event.type) {
    case 'UserGroupCreated':
      return { status: 'present', accountId: event.data.accountId, name: event.data.name };
    case 'UserGroupRenamed':
      return { ...group, name: event.data.name };
    case 'UserGroupDeleted':
      return { ...group, status: 'deleted' };
    default:
      return passOver(group, event);
  }
}
