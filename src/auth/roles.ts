export const ROLES = ['member', 'manager', 'admin', 'super-admin', 'auditor'] as const;
/** U2: the roles of users. */
export type UserRole = (typeof ROLES)[number];
export type Role = UserRole | 'service';

export const PRIVILEGES = [
  'manage-users',
  'manage-seats',
  'end-sessions',
  'manage-groups',
  'run-reports',
  'read-audit',
  'manage-settings',
  'act-for-agents',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];

/** U3: what can be done in the Admin Center; acting for agents is for services alone. */
export const ADMIN_CENTER_PRIVILEGES: readonly Privilege[] = PRIVILEGES.filter((privilege) => privilege !== 'act-for-agents');

/** U3: what a manager may do whose privileges nobody chose. */
export const DEFAULT_MANAGER_PRIVILEGES: readonly Privilege[] = ['end-sessions'];

/** What a role may do. Managers and services have what was chosen for them; for all others the role says it. */
export function privilegesOf(role: Role, chosen: readonly string[] | null): ReadonlySet<Privilege> {
  switch (role) {
    case 'super-admin':
    case 'admin':
      return new Set(ADMIN_CENTER_PRIVILEGES);
    case 'auditor':
      return new Set<Privilege>(['read-audit', 'run-reports']);
    case 'manager':
      return new Set((chosen ?? DEFAULT_MANAGER_PRIVILEGES).filter(isAdminCenterPrivilege));
    case 'service':
      return new Set((chosen ?? []).filter(isPrivilege));
    case 'member':
      return new Set();
  }
}

/** U2: whose role, profile and presence somebody with `manage-users` may change; also which roles they may give. */
export function manageableRoles(role: Role): readonly UserRole[] {
  switch (role) {
    case 'super-admin':
      return ROLES;
    case 'admin':
      return ['member', 'manager', 'auditor'];
    case 'manager':
    case 'service':
      return ['member'];
    case 'auditor':
    case 'member':
      return [];
  }
}

function isPrivilege(name: string): name is Privilege {
  return (PRIVILEGES as readonly string[]).includes(name);
}

function isAdminCenterPrivilege(name: string): name is Privilege {
  return isPrivilege(name) && name !== 'act-for-agents';
}
