import { listAudit } from './audit-trail.ts';
import type { Db } from './database.ts';
import { namesOf } from './people.ts';
import { listSeatPools, listWaiting, poolsWithTickets } from './seat-pools.ts';
import {
  listOpenSessions,
  listSharedSessions,
  poolsWithEndsRequested,
  poolsWithOpenSessions,
} from './shared-sessions.ts';
import { findUserIds, getUser, listGroups, listServiceAccounts, listUsers, userFilters } from './user-directory.ts';

/**
 * What read models are asked, by name. Queries run in threads of their own, so what they take and answer is plain data: no
 * functions in it.
 */
export const queries = {
  findUserIds,
  getUser,
  listAudit,
  listGroups,
  listOpenSessions,
  listSeatPools,
  listServiceAccounts,
  listSharedSessions,
  listUsers,
  listWaiting,
  namesOf,
  poolsWithEndsRequested,
  poolsWithOpenSessions,
  poolsWithTickets,
  userFilters,
};

export type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryArguments<Name extends QueryName> = Queries[Name] extends (db: Db, ...args: infer Arguments) => unknown
  ? Arguments
  : never;
export type QueryAnswer<Name extends QueryName> = Awaited<ReturnType<Queries[Name]>>;
