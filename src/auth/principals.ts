import { LRUCache } from 'lru-cache';
import { manageableRoles, type Privilege, privilegesOf, type Role } from './roles.ts';

const CACHED_PRINCIPALS = 20_000;
/** A suspended or deleted person is out within 5 s even if nobody told us: facts older than this are read again. */
const CACHED_FOR_MS = 3_000;

export type PrincipalKind = 'user' | 'service';
export type PrincipalStatus = 'invited' | 'active' | 'inactive' | 'suspended' | 'deleted';

/** What the log says of somebody. */
export type PrincipalFacts = {
  account: string;
  role: Role;
  /** Those chosen for a manager or a service. */
  privileges: readonly string[];
  status: PrincipalStatus;
  managedGroupIds: readonly string[];
  isBillingContact: boolean;
};

/** Who asks, with what they may do now. */
export type Principal = {
  kind: PrincipalKind;
  id: string;
  account: string;
  role: Role;
  privileges: ReadonlySet<Privilege>;
  status: PrincipalStatus;
  managedGroupIds: readonly string[];
  isBillingContact: boolean;
};

export type LoadPrincipal = (kind: PrincipalKind, id: string) => Promise<PrincipalFacts | null>;

/** The present rights of users and services. Tokens only say who somebody is: what they may do is looked up here. */
export class Principals {
  readonly #load: LoadPrincipal;
  readonly #cache: LRUCache<string, Principal>;
  /** Loads under way by key, so that a crowd of requests makes one query; forgotten when what they read may be stale. */
  readonly #loading = new Map<string, Promise<Principal | null>>();

  constructor(load: LoadPrincipal, believedMs = CACHED_FOR_MS) {
    this.#load = load;
    this.#cache = new LRUCache({ max: CACHED_PRINCIPALS, ttl: believedMs });
  }

  /** The principal when it was looked up a moment ago. */
  recall(kind: PrincipalKind, id: string): Principal | undefined {
    return this.#cache.get(keyOf(kind, id));
  }

  find(kind: PrincipalKind, id: string): Promise<Principal | null> {
    const key = keyOf(kind, id);
    const cached = this.#cache.get(key);
    if (cached) return Promise.resolve(cached);
    const underWay = this.#loading.get(key);
    if (underWay) return underWay;
    // Facts are as old as the question: the database may take seconds to answer.
    const start = performance.now();
    const loading: Promise<Principal | null> = this.#load(kind, id).then((facts) => {
      const principal = facts && principalOf(kind, id, facts);
      if (principal && this.#loading.get(key) === loading) this.#cache.set(key, principal, { start });
      return principal;
    });
    this.#loading.set(key, loading);
    const done = () => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    };
    loading.then(done, done);
    return loading;
  }

  /** Something about this user or service has changed. */
  invalidate(id: string): void {
    for (const kind of ['user', 'service'] as const) {
      this.#cache.delete(keyOf(kind, id));
      this.#loading.delete(keyOf(kind, id));
    }
  }

  /** An account has another billing contact: one person has become it, and whoever was it is so no more. */
  invalidateBillingContact(account: string, userId: string): void {
    this.invalidate(userId);
    for (const [key, principal] of this.#cache.entries())
      if (principal.isBillingContact && principal.account === account) this.#cache.delete(key);
    // Loads under way may have asked before.
    this.#loading.clear();
  }
}

/** Whether somebody may be here at all. An invited person who just accepted may not have reached the directory yet. */
export function mayBeHere(principal: Principal): boolean {
  return principal.status !== 'suspended' && principal.status !== 'deleted';
}

/** U2: whose users somebody may see and manage. A manager for whom no groups were chosen manages everybody. */
export type Scope = 'all' | { groupIds: readonly string[] };

export function scopeOf({ role, managedGroupIds }: Principal): Scope {
  if (role === 'member') return { groupIds: [] };
  return role === 'manager' && managedGroupIds.length > 0 ? { groupIds: managedGroupIds } : 'all';
}

/** Nobody hands on more than they have; admins may let services act for agents, which they can't do themselves. */
export function mayGrant(principal: Principal, privileges: readonly string[]): boolean {
  if (principal.role === 'admin' || principal.role === 'super-admin') return true;
  return (
    scopeOf(principal) === 'all' && privileges.every((name) => (principal.privileges as ReadonlySet<string>).has(name))
  );
}

/** What a command needs to know of the rights of who sent it. */
export function authorityOf(principal: Principal): {
  scope: Scope;
  roles: readonly string[];
  privileges: readonly string[];
} {
  return { scope: scopeOf(principal), roles: manageableRoles(principal.role), privileges: [...principal.privileges] };
}

function principalOf(kind: PrincipalKind, id: string, facts: PrincipalFacts): Principal {
  const { account, role, status, managedGroupIds, isBillingContact } = facts;
  return {
    kind,
    id,
    account,
    role,
    privileges: privilegesOf(role, facts.privileges),
    status,
    managedGroupIds,
    isBillingContact,
  };
}

const keyOf = (kind: PrincipalKind, id: string) => (kind === 'user' ? id : `service ${id}`);
