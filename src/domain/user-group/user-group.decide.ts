import { type Decider, type Message, type NoData, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';
import { fieldErrors, lineProblem, refuseInvalid, tidyLine } from '../validation.ts';
import { evolve, initial, type UserGroup, type UserGroupEvent } from './user-group.ts';

export type * from './user-group.ts';

export type CreateGroup = { accountId: string; name: string; externalId?: string | null };

export type UserGroupCommand =
  | Message<'CreateGroup', CreateGroup>
  | Message<'RenameGroup', { name: string }>
  | Message<'DeleteGroup', NoData>;

export const GROUP_NAME_MAX_CHARACTERS = 64;

export const userGroup: Decider<UserGroup, UserGroupCommand, UserGroupEvent> = { initial, decide, evolve };

export function decide(command: UserGroupCommand, group: UserGroup): UserGroupEvent[] {
  switch (command.type) {
    case 'CreateGroup':
      return createGroup(command.data, group);
    case 'RenameGroup':
      return renameGroup(command.data, group);
    case 'DeleteGroup':
      return deleteGroup(group);
    default:
      return unreachable(command);
  }
}

function createGroup({ accountId, name, externalId = null }: CreateGroup, group: UserGroup): UserGroupEvent[] {
  const tidied = validName(name);
  if (group.status === 'unknown') return [{ type: 'UserGroupCreated', data: { accountId, name: tidied, externalId } }];
  const same = group.status === 'present' && group.accountId === accountId && group.name === tidied;
  return same ? [] : refuse('VALIDATION_FAILED', { detail: 'The group id is in use already.' });
}

function renameGroup({ name }: { name: string }, group: UserGroup): UserGroupEvent[] {
  if (group.status !== 'present') refuseUnknown();
  const tidied = validName(name);
  return group.name === tidied ? [] : [{ type: 'UserGroupRenamed', data: { name: tidied } }];
}

function deleteGroup(group: UserGroup): UserGroupEvent[] {
  if (group.status === 'unknown') refuseUnknown();
  return group.status === 'deleted' ? [] : [{ type: 'UserGroupDeleted', data: {} }];
}

function validName(name: string): string {
  refuseInvalid(fieldErrors({ name: lineProblem(name, GROUP_NAME_MAX_CHARACTERS) }));
  return tidyLine(name);
}

function refuseUnknown(): never {
  return refuse('NOT_FOUND', { detail: 'There is no such group.' });
}
