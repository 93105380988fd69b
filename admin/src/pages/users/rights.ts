import type { Me, User } from '../../api/queries.ts';

type Role = User['role'];

const EVERY_ROLE: readonly Role[] = ['member', 'manager', 'admin', 'super-admin', 'auditor'];

/** The roles that somebody may give, and whose holders they may change. The server decides; this only leaves out what it would refuse. */
export function manageableRoles({ role, privileges }: Pick<Me, 'role' | 'privileges'>): readonly Role[] {
  if (!privileges.includes('manage-users')) return [];
  if (role === 'super-admin') return EVERY_ROLE;
  return role === 'admin' ? ['member', 'manager', 'auditor'] : ['member'];
}

export const mayManage = (me: Pick<Me, 'role' | 'privileges'>, user: Pick<User, 'role'>) =>
  manageableRoles(me).includes(user.role);

export const mayManageSeats = ({ privileges }: Pick<Me, 'privileges'>) =>
  privileges.includes('manage-users') && privileges.includes('manage-seats');
