import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { meQuery, SignedInAs } from './api/queries.ts';
import { Failed, Loading } from './parts/page/states.tsx';
import { AcceptInvitation } from './pages/sign-in/accept-invitation.tsx';
import { NoAdminCenter } from './pages/sign-in/no-admin-center.tsx';
import { SignIn } from './pages/sign-in/sign-in.tsx';
import { Shell } from './shell/shell.tsx';
import { NotFound } from './pages/not-found.tsx';

const Overview = lazy(() => import('./pages/overview/overview.tsx'));
const Users = lazy(() => import('./pages/users/users.tsx'));
const UserPage = lazy(() => import('./pages/user/user.tsx'));
const SharedSessions = lazy(() => import('./pages/sessions/shared-sessions.tsx'));
const Plan = lazy(() => import('./pages/plan/plan.tsx'));
const History = lazy(() => import('./pages/history/history.tsx'));
const Groups = lazy(() => import('./pages/groups/groups.tsx'));
const Settings = lazy(() => import('./pages/settings/settings.tsx'));
const ServiceAccounts = lazy(() => import('./pages/service-accounts/service-accounts.tsx'));

export function App() {
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route path="/sign-in" element={<SignIn />} />
        <Route path="/accept-invitation" element={<AcceptInvitation />} />
        <Route element={<SignedIn />}>
          <Route element={<Shell />}>
            <Route index element={<Overview />} />
            <Route path="/users" element={<Users />} />
            <Route path="/users/:id" element={<UserPage />} />
            <Route path="/shared-sessions" element={<SharedSessions />} />
            <Route path="/plan" element={<Plan />} />
            <Route path="/history" element={<History />} />
            <Route path="/groups" element={<Groups />} />
            <Route path="/settings" element={<Settings />} />
            <Route path="/service-accounts" element={<ServiceAccounts />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Route>
      </Routes>
    </Suspense>
  );
}

/** Lets through whoever is signed in and has an Admin Center; brings all others back here once they are. */
function SignedIn() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <Loading />;
  if (error && me === undefined) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!me) return <Navigate to={signInPath(pathname + search)} replace />;
  if (me.role === 'member') return <NoAdminCenter me={me} />;
  return (
    <SignedInAs value={me}>
      <Outlet />
    </SignedInAs>
  );
}

const signInPath = (wanted: string) => (wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`);
