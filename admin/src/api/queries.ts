import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, type Schemas, take } from './client.ts';
import { ApiError } from './errors.ts';
import type { operations } from './schema.ts';
import { unchangedItems } from './unchanged-items.ts';

type QueryOf<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;
type ItemOf<
  Name extends 'Users' | 'SharedSessions' | 'OpenSessions' | 'Audit' | 'Groups' | 'ServiceAccounts' | 'Plan',
> = Schemas[Name]['items'][number];

export type Me = Schemas['Me'];
export type Pool = ItemOf<'Plan'>;
export type User = ItemOf<'Users'>;
export type UserDetails = Schemas['User'];
export type SharedSession = ItemOf<'SharedSessions'>;
export type OpenSession = ItemOf<'OpenSessions'>;
export type AuditEntry = ItemOf<'Audit'>;
export type Group = ItemOf<'Groups'>;
export type ServiceAccount = ItemOf<'ServiceAccounts'>;
export type UsersFilter = Pick<QueryOf<'Users.list'>, 'seat' | 'userType' | 'group' | 'status' | 'q' | 'sort'>;
export type AuditFilter = Pick<
  QueryOf<'Audit.list'>,
  'from' | 'to' | 'actor' | 'subject' | 'product' | 'action' | 'sessionId' | 'q'
>;

export const USERS_A_PAGE = 50;
export const MOST_ITEMS = 500;

/** Who is signed in; `null` for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }): Promise<Me | null> =>
    take(api.GET('/v1/me', { signal })).catch((error) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

const Signed = createContext<Me | null>(null);
/** Says to what is inside who is signed in, for as long as it is shown. */
export const SignedInAs = Signed.Provider;

export function useMe(): Me {
  const me = useContext(Signed);
  if (!me) throw new Error('Nobody is signed in');
  return me;
}

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => take(api.GET('/v1/plan', { signal })),
});

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => take(api.GET('/v1/account', { signal })),
});

export const usersQuery = (filter: UsersFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['users', 'list', filter, cursor],
    queryFn: ({ signal }) =>
      take(api.GET('/v1/users', { params: { query: { ...filter, limit: USERS_A_PAGE, cursor } }, signal })),
    placeholderData: keepPreviousData,
  });

export const userFiltersQuery = queryOptions({
  queryKey: ['users', 'filters'],
  queryFn: ({ signal }) => take(api.GET('/v1/users/filters', { signal })),
});

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/v1/users/{id}', { params: { path: { id } }, signal })),
  });

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => take(api.GET('/v1/groups', { params: { query: { limit: MOST_ITEMS } }, signal })),
});

export const serviceAccountsQuery = queryOptions({
  queryKey: ['service-accounts'],
  queryFn: ({ signal }) => take(api.GET('/v1/service-accounts', { params: { query: { limit: MOST_ITEMS } }, signal })),
});

export const sharedSessionsQuery = (filter: { product?: string; q?: string; sort?: string }) =>
  infiniteQueryOptions({
    queryKey: ['shared-sessions', filter],
    queryFn: ({ signal, pageParam: cursor }) =>
      take(api.GET('/v1/shared-sessions', { params: { query: { ...filter, limit: MOST_ITEMS, cursor } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    structuralSharing: unchangedItems<SharedSession>(({ sessionId }) => sessionId),
  });

export const openSessionsQuery = (q: string) =>
  queryOptions({
    queryKey: ['open-sessions', q],
    queryFn: ({ signal }) =>
      take(api.GET('/v1/open-sessions', { params: { query: { q, limit: MOST_ITEMS } }, signal })),
  });

export const auditQuery = (filter: AuditFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter, limit],
    queryFn: ({ signal, pageParam: cursor }) =>
      take(api.GET('/v1/audit', { params: { query: { ...filter, limit, cursor } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
