import { refuse } from '../../domain/refusal.ts';
import type { Role } from '../../domain/user/roles.ts';
import type { User } from '../../domain/user/user.ts';
import type { CommandContext } from '../runner/command-context.ts';

/** U2, U3: whom the sender of a command may manage, and what they may hand on. Policies have no authority and may all. */

/** @throws Refusal FORBIDDEN */
export function requireRole({ authority }: CommandContext, role: Role): void {
  if (authority && !authority.roles.includes(role))
    refuse('FORBIDDEN', { detail: `You may not manage users with the role ${role}.` });
}

/** Nobody hands on what they do not hold. @throws Refusal FORBIDDEN */
export function requireMayGrant(context: CommandContext, role: Role, privileges: readonly string[]): void {
  requireRole(context, role);
  const { authority } = context;
  const missing = authority ? privileges.filter((privilege) => !authority.privileges.includes(privilege)) : [];
  if (missing.length > 0)
    refuse('FORBIDDEN', { detail: `You may not grant ${missing.join(', ')}: you do not hold it.` });
}

/** A manager of chosen groups places people in those only, and in one at least. @throws Refusal FORBIDDEN */
export function requireGroupsInScope({ authority }: CommandContext, groupIds: readonly string[]): void {
  if (!authority || authority.scope === 'all') return;
  const { groupIds: managed } = authority.scope;
  if (groupIds.length > 0 && groupIds.every((groupId) => managed.includes(groupId))) return;
  refuse('FORBIDDEN', { detail: 'Choose user groups that you manage, one at least.' });
}

export function isInScope({ authority }: CommandContext, { groupIds }: User): boolean {
  if (!authority || authority.scope === 'all') return true;
  const { groupIds: managed } = authority.scope;
  return groupIds.some((groupId) => managed.includes(groupId));
}
