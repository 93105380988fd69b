import type { SharedSession } from '../../api/queries.ts';
import { Badge } from '../../parts/badge.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { Person } from '../../parts/person.tsx';
import { Countdown, Since, When } from '../../parts/time.tsx';
import { t } from '../../strings.ts';
import classes from './shared-sessions.module.css';
import { Withdraw } from './withdraw.tsx';

export const COLUMNS: readonly Column<SharedSession>[] = [
  {
    key: 'agent',
    header: t.sessions.agent,
    sort: 'name',
    main: true,
    cell: ({ agent }) => <Person id={agent.id} name={agent.name} />,
  },
  { key: 'email', header: t.sessions.email, sort: 'email', cell: ({ agent }) => <bdi>{agent.email}</bdi> },
  { key: 'product', header: t.sessions.product, sort: 'product', cell: ({ productName }) => productName },
  { key: 'phase', header: t.sessions.phase, sort: 'phase', cell: (session) => <Phase session={session} /> },
  { key: 'since', header: t.sessions.since, sort: 'startedAt', cell: ({ startedAt }) => <Since at={startedAt} /> },
  {
    key: 'lastSeen',
    header: t.sessions.lastSeen,
    cell: ({ lastSeenAt }) => (lastSeenAt ? <When at={lastSeenAt} /> : t.never),
  },
  { key: 'device', header: t.sessions.device, cell: ({ device }) => <bdi className={classes.device}>{device ?? '–'}</bdi> },
];

function Phase({ session }: { session: SharedSession }) {
  const { ending } = session;
  return (
    <div className={classes.phase}>
      {ending ? (
        <Badge tone="danger">
          {t.sessions.endsIn} <Countdown to={ending.deadlineAt} />
        </Badge>
      ) : (
        <Badge tone={session.phase === 'waiting' ? 'wait' : 'good'}>{phaseOf(session)}</Badge>
      )}
      {session.mode && <small>{[t.modes[session.mode], session.platform && t.platforms[session.platform]].filter(Boolean).join(', ')}</small>}
      {ending && <Withdraw session={session} />}
    </div>
  );
}

export function phaseOf({ phase }: Pick<SharedSession, 'phase'>): string {
  if (phase === 'waiting') return t.sessions.waiting;
  return phase === 'connected' ? t.sessions.connected : t.sessions.signedIn;
}
