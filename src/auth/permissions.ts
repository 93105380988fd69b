import { Forbidden } from './access-refused.ts';
import { mayBeHere, type Principal } from './principals.ts';
import { ADMIN_CENTER_PRIVILEGES, type Privilege } from './roles.ts';

/**
 * What a route needs.
 * - `signed-in`: anybody who is known. What they see is their own.
 * - `person`: anybody but a service. What they change is their own.
 * - `agent`: somebody who works with products, or a service acting for agents.
 * - `admin-center`: a role with an Admin Center, or a service with any of its privileges.
 * - `privileges`: every one of them.
 */
export type Permission =
  | 'public'
  | 'signed-in'
  | 'person'
  | 'agent'
  | 'admin-center'
  | 'billing-contact'
  | 'billing-contact-or-super-admin'
  | { privileges: readonly Privilege[] };

const needs = (...privileges: Privilege[]): Permission => ({ privileges });

/** Every route and what it needs. A route without a row stops the start. */
const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /health/serving': 'public',
  'GET /metrics': 'public', // counts and durations; nothing personal, no ids
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/*': 'public',
  'GET /*': 'public', // the Admin Center's page, which holds nothing until its reader has signed in
  'GET /assets/*': 'public',

  'POST /v1/auth/sign-in': 'public',
  'POST /v1/auth/token': 'public',
  'POST /v1/auth/accept-invitation': 'public',
  'POST /v1/auth/sign-out': 'signed-in',
  'POST /v1/auth/change-password': 'person',
  'GET /v1/me': 'signed-in',
  'PATCH /v1/me': 'person',
  'GET /v1/me/seats': 'signed-in',

  'GET /v1/service-accounts': needs('manage-settings'),
  'POST /v1/service-accounts': needs('manage-settings'),
  'DELETE /v1/service-accounts/:id': needs('manage-settings'),

  'GET /v1/plan': 'admin-center',
  'PUT /v1/plan/:product': 'billing-contact',

  'GET /v1/account': 'admin-center',
  'PATCH /v1/account': needs('manage-settings'),
  'PUT /v1/account/billing-contact': 'billing-contact-or-super-admin',

  'GET /v1/users': 'admin-center',
  'GET /v1/users/filters': 'admin-center',
  'GET /v1/users/export': 'admin-center',
  'GET /v1/users/:id': 'admin-center',
  'POST /v1/users': needs('manage-users'),
  'POST /v1/users/import': needs('manage-users'),
  'POST /v1/users/seats': needs('manage-users', 'manage-seats'),
  'PATCH /v1/users/:id': needs('manage-users'),
  'DELETE /v1/users/:id': needs('manage-users'),
  'POST /v1/users/:id/suspend': needs('manage-users'),
  'POST /v1/users/:id/reactivate': needs('manage-users'),
  'POST /v1/users/:id/erase': needs('manage-users'),
  'POST /v1/users/:id/invitation': needs('manage-users'),
  'PUT /v1/users/:id/seats/:product': needs('manage-users', 'manage-seats'),
  'DELETE /v1/users/:id/seats/:product': needs('manage-users', 'manage-seats'),

  'GET /v1/groups': 'admin-center',
  'GET /v1/groups/export': 'admin-center',
  'POST /v1/groups': needs('manage-groups'),
  'PATCH /v1/groups/:id': needs('manage-groups'),
  'DELETE /v1/groups/:id': needs('manage-groups'),

  'GET /v1/sessions': 'signed-in',
  'GET /v1/sessions/:id': 'signed-in',
  'POST /v1/sessions': 'agent',
  'POST /v1/sessions/batch': 'agent',
  'POST /v1/sessions/heartbeats': 'agent',
  'POST /v1/sessions/:id/connect': 'agent',
  'POST /v1/sessions/:id/heartbeat': 'agent',
  'POST /v1/sessions/:id/end': 'agent',

  'GET /v1/queue': 'admin-center',
  'POST /v1/queue': 'agent',
  'GET /v1/queue/:id': 'signed-in',
  'DELETE /v1/queue/:id': 'agent',
  'POST /v1/queue/:id/claim': 'agent',

  'GET /v1/shared-sessions': 'admin-center',
  'GET /v1/shared-sessions/export': 'admin-center',
  'POST /v1/shared-sessions/end': needs('end-sessions'),
  'POST /v1/shared-sessions/withdraw': needs('end-sessions'),
  'GET /v1/open-sessions': 'admin-center',
  'GET /v1/open-sessions/export': 'admin-center',
  'POST /v1/open-sessions/end': needs('end-sessions'),
  'POST /v1/open-sessions/withdraw': needs('end-sessions'),

  'GET /v1/audit': needs('read-audit'),
  'GET /v1/audit/export': needs('read-audit'),
  'GET /v1/audit/as-of': needs('read-audit'),
  'GET /v1/audit/diff': needs('read-audit'),

  'GET /v1/stream': 'admin-center', // every event, instead of what has changed, needs read-audit
};

/** A route as the framework registered it: `path` is the template, such as `/v1/users/:id`. */
export type Route = { method: string; path: string };

/** @throws Error naming every route that nobody decided about. */
export function assertEveryRouteHasAPermission(routes: Iterable<Route>): void {
  const missing = [...routes].filter(({ method, path }) => permissionFor(method, path) === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ method, path }) => `${method} ${path}`).join(', ');
  throw new Error(`These routes have no row in the table of permissions (src/auth/permissions.ts): ${names}`);
}

/** `undefined`: nobody decided, which is not the same as allowed. */
export function permissionFor(method: string, path: string): Permission | undefined {
  const reading = method === 'HEAD' ? 'GET' : method;
  const template = isDocs(path) ? '/docs/*' : path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const row = `${reading} ${template}`;
  return Object.hasOwn(PERMISSIONS, row) ? PERMISSIONS[row] : undefined;
}

/** All decided routes, for documents and tests. */
export function permissionTable(): ReadonlyMap<string, Permission> {
  return new Map(Object.entries(PERMISSIONS));
}

export function allows(permission: Permission, principal: Principal): boolean {
  if (!mayBeHere(principal)) return false;
  if (typeof permission === 'object') return permission.privileges.every((name) => principal.privileges.has(name));
  switch (permission) {
    case 'public':
    case 'signed-in':
      return true;
    case 'person':
      return principal.kind === 'user';
    case 'agent':
      return mayWork(principal);
    case 'admin-center':
      return hasAdminCenter(principal);
    case 'billing-contact':
      return principal.isBillingContact;
    case 'billing-contact-or-super-admin':
      return principal.isBillingContact || principal.role === 'super-admin';
  }
}

/** @throws Forbidden */
export function demand(permission: Permission, principal: Principal): void {
  if (allows(permission, principal)) return;
  if (typeof permission !== 'object') throw new Forbidden();
  const missing = permission.privileges.filter((name) => !principal.privileges.has(name));
  throw new Forbidden(`This needs ${missing.join(' and ')}.`);
}

/**
 * The agent a request is about: the caller, or the one they named and may act for.
 * @throws Forbidden
 */
export function agentOf(principal: Principal, agentId: string | undefined): string {
  if (agentId === principal.id && principal.kind === 'user') return agentId;
  if (agentId === undefined && principal.kind === 'user') return principal.id;
  if (!principal.privileges.has('act-for-agents')) throw new Forbidden('This needs act-for-agents.');
  if (agentId === undefined) throw new Forbidden('Name the agent: a service has no sessions of its own.');
  return agentId;
}

/** U2: an auditor changes nothing, not even by taking a seat. */
function mayWork({ kind, role, privileges }: Principal): boolean {
  return kind === 'user' ? role !== 'auditor' : privileges.has('act-for-agents');
}

function hasAdminCenter({ kind, role, privileges }: Principal): boolean {
  return kind === 'user' ? role !== 'member' : ADMIN_CENTER_PRIVILEGES.some((name) => privileges.has(name));
}

function isDocs(path: string): boolean {
  return path.startsWith('/docs/') || path.startsWith('/docs-');
}
