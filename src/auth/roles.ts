import {
  ROLES,
  type Privilege,
  SERVICE_PRIVILEGES,
  type Role as UserRole,
  USER_PRIVILEGES,
} from '../domain/user/roles.ts';

export type { Privilege, UserRole };
/** Who may be asking: a user in a role, or a service account. */
export type Role = UserRole | 'service';

/** U3: what can be done in the Admin Center; acting for agents is for services alone. */
export const ADMIN_CENTER_PRIVILEGES: readonly Privilege[] = USER_PRIVILEGES;

/** What a role may do. Managers and services have what was chosen for them; for all others the role says it. */
export function privilegesOf(role: Role, chosen: readonly string[]): ReadonlySet<Privilege> {
  switch (role) {
    case 'super-admin':
    case 'admin':
      return new Set(ADMIN_CENTER_PRIVILEGES);
    case 'auditor':
      return new Set<Privilege>(['read-audit', 'run-reports']);
    case 'manager':
      return new Set(chosen.filter(isAdminCenterPrivilege));
    case 'service':
      return new Set(chosen.filter(isPrivilege));
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
  return (SERVICE_PRIVILEGES as readonly string[]).includes(name);
}

function isAdminCenterPrivilege(name: string): name is Privilege {
  return (USER_PRIVILEGES as readonly string[]).includes(name);
}
