import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, Unreachable } from './errors.ts';

const RETRIES = 2;
/** While the server can't be reached, or pushes nothing, lists ask again this often. */
export const POLL_EVERY_MS = 5_000;

const isSignedOut = (error: unknown) => error instanceof ApiError && error.status === 401;

/** Any answer "sign in first" to somebody who was signed in means that the sign-in is over. */
function onError(error: unknown): void {
  if (isSignedOut(error) && queryClient.getQueryData(['me']) != null) forgetSignIn({ expired: true });
}

/** Nobody is signed in any more: what they saw is forgotten, and the sign-in page comes up. */
export function forgetSignIn({ expired }: { expired: boolean }): void {
  queryClient.setQueryData(['me'], null);
  queryClient.setQueryData(['expired'], expired);
  queryClient.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'me' && name !== 'expired' });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 2_000,
      retry: (failures, error) =>
        failures < RETRIES && (error instanceof Unreachable || (error instanceof ApiError && error.status === 503)),
      refetchInterval: (query) => (query.state.error instanceof Unreachable ? POLL_EVERY_MS : false),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
