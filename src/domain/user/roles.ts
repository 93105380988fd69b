/** U2. `service` is no role of a user: service accounts have privileges only. */
export const ROLES = ['member', 'manager', 'admin', 'super-admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** U3: what a manager may be given. */
export const USER_PRIVILEGES = [
  'manage-users',
  'manage-seats',
  'end-sessions',
  'manage-groups',
  'run-reports',
  'read-audit',
  'manage-settings',
] as const;

/** U3: what a service account may be given. */
export const SERVICE_PRIVILEGES = [...USER_PRIVILEGES, 'act-for-agents'] as const;
export type Privilege = (typeof SERVICE_PRIVILEGES)[number];

/** U3: a manager nobody chose privileges for may end sessions. The other roles' rights follow from the role alone. */
export function defaultPrivileges(role: Role): Privilege[] {
  return role === 'manager' ? ['end-sessions'] : [];
}

/** Why the privileges can't be chosen for the role, or `undefined` when they can. */
export function privilegesProblem(role: Role, privileges: readonly Privilege[]): string | undefined {
  if (role !== 'manager') return privileges.length === 0 ? undefined : 'can be chosen for managers only';
  return privileges.includes('act-for-agents') ? 'act-for-agents is for service accounts only' : undefined;
}
