import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  auditQuery,
  type OpenSession,
  openSessionsQuery,
  type UserDetails,
  useMe,
  userQuery,
} from '../../api/queries.ts';
import { Facts } from '../../parts/text/facts.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Failed, Loading } from '../../parts/page/states.tsx';
import { When } from '../../parts/text/time.tsx';
import { t } from '../../strings.ts';
import { historyPath } from '../history/entry-details.tsx';
import { Timeline } from '../history/timeline.tsx';
import { phaseOf } from '../sessions/columns.tsx';
import { EndSessions } from '../sessions/end-sessions.tsx';
import { Status } from '../users/columns.tsx';
import { ManageSeats } from '../users/seats/manage-seats.tsx';
import { mayManage, mayManageSeats } from '../users/rights.ts';
import { RowActions } from '../users/row-actions.tsx';
import { EditUser } from './edit-user.tsx';
import classes from './user.module.css';

export default function UserPage() {
  const { id = '' } = useParams();
  const { data: user, error, isPending, refetch } = useQuery(userQuery(id));
  if (isPending) return <Loading />;
  if (!user)
    return (
      <Page title={t.user.title} crumb={<BackToList />}>
        <Card flush>
          <Failed error={error} onRetry={() => void refetch()} />
        </Card>
      </Page>
    );
  return <Details user={user} />;
}

const BackToList = () => <Link to="/users">← {t.user.back}</Link>;

function Details({ user }: { user: UserDetails }) {
  const me = useMe();
  const manages = mayManage(me, user);
  const [open, setOpen] = useState<'edit' | 'seats'>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title={fullName(user)}
      crumb={<BackToList />}
      lead={
        <div className={classes.lead}>
          <bdi>{user.email}</bdi> <Status status={user.status} />
          {!manages && me.privileges.includes('manage-users') && <span>{t.user.mayNot}</span>}
        </div>
      }
      aside={
        <>
          {manages && (
            <Button variant="default" onClick={() => setOpen('edit')}>
              {t.edit}
            </Button>
          )}
          {mayManageSeats(me) && user.status !== 'suspended' && (
            <Button onClick={() => setOpen('seats')}>{t.users.manageSeats}</Button>
          )}
          <RowActions user={user} />
        </>
      }
    >
      <div className={classes.columns}>
        <Card title={t.user.access}>
          <Access user={user} />
        </Card>
        <Card title={t.user.seats}>
          {user.seats.length === 0 ? (
            <p>{t.user.noSeats}</p>
          ) : (
            <ul className={classes.list}>
              {user.seats.map(({ label }) => (
                <li key={label}>{label}</li>
              ))}
            </ul>
          )}
          <OpenSessions user={user} />
        </Card>
      </div>
      {me.privileges.includes('read-audit') && <PersonHistory user={user} />}
      {open === 'edit' && <EditUser user={user} onClose={close} />}
      {open === 'seats' && <ManageSeats target={{ users: [user] }} onClose={close} />}
    </Page>
  );
}

function Access({ user }: { user: UserDetails }) {
  const { role, privileges, groups, managedGroups, lastSignInAt, invitedUntil } = user;
  const names = (list: readonly { name: string }[]) => <bdi>{list.map(({ name }) => name).join(', ')}</bdi>;
  return (
    <Facts
      facts={[
        [t.users.role, t.roles[role]],
        [t.user.privileges, role === 'manager' && (privileges.map((name) => t.privileges[name]).join(', ') || t.none)],
        [t.user.manages, role === 'manager' && (managedGroups.length > 0 ? names(managedGroups) : t.user.everybody)],
        [t.users.groups, groups.length > 0 ? names(groups) : t.none],
        [t.user.lastSignIn, lastSignInAt ? <When key="signIn" at={lastSignInAt} /> : t.never],
        [t.user.invitedUntil, invitedUntil && user.status === 'invited' && <When key="invited" at={invitedUntil} />],
      ]}
    />
  );
}

/** What is open in this person's name, on named and shared seats; asked for by e-mail, which is unique on the account. */
function OpenSessions({ user }: { user: UserDetails }) {
  const { data } = useQuery(openSessionsQuery(user.email ?? fullName(user)));
  if (!data) return null;
  const sessions = data.items.filter(({ agent }) => agent.id === user.id);
  return (
    <div className={classes.sessions}>
      <h3>{t.user.sessions}</h3>
      {sessions.length === 0 ? (
        <p>{t.user.noSessions}</p>
      ) : (
        <ul className={classes.list}>
          {sessions.map((session) => (
            <OpenSessionItem key={session.sessionId} session={session} />
          ))}
        </ul>
      )}
      {sessions.some(({ seatType }) => seatType === 'concurrent') && (
        <Link to={`/shared-sessions?q=${encodeURIComponent(user.email ?? '')}`}>{t.nav.sessions}</Link>
      )}
    </div>
  );
}

function OpenSessionItem({ session }: { session: OpenSession }) {
  const mayEnd = useMe().privileges.includes('end-sessions');
  const [ending, setEnding] = useState(false);
  const { productName, seatType, startedAt } = session;
  return (
    <li className={classes.session}>
      <span>
        {productName} - {t.seatTypes[seatType]}
        <small>
          {phaseOf(session)}, <When at={startedAt} />
        </small>
      </span>
      {mayEnd && !session.ending && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t.user.endSession(productName)}
          onClick={() => setEnding(true)}
        >
          {t.sessions.endSession}
        </Button>
      )}
      {ending && (
        <EndSessions sessions={[session]} shared={seatType === 'concurrent'} onClose={() => setEnding(false)} />
      )}
    </li>
  );
}

const ENTRIES_SHOWN = 20;

function PersonHistory({ user }: { user: UserDetails }) {
  const { data, error, isPending } = useInfiniteQuery(auditQuery({ subject: user.id }, ENTRIES_SHOWN));
  const entries = data?.pages[0]?.items ?? [];
  return (
    <Card
      flush
      title={t.user.history}
      aside={<Link to={historyPath({ subject: user.id, subjectName: fullName(user) })}>{t.user.seeHistory}</Link>}
    >
      {isPending && <Loading rows={4} />}
      {error && !data && <Failed error={error} />}
      <Timeline entries={entries} />
    </Card>
  );
}
