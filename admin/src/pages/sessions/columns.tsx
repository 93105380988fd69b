import type { SharedSession } from '../../api/queries.ts';
import { Badge } from '../../parts/text/badge.tsx';
import type { Column } from '../../parts/table/data-table.tsx';
import { Email, Person } from '../../parts/text/person.tsx';
import { Countdown, Since, When } from '../../parts/text/time.tsx';
import { t } from '../../strings.ts';
import classes from './shared-sessions.module.css';
import { Withdraw } from './withdraw.tsx';

export const COLUMNS: readonly Column<SharedSession>[] = [
  {
    key: 'agent',
    width: 124,
    header: t.sessions.agent,
    sort: 'name',
    main: true,
    cell: ({ agent }) => <Person id={agent.id} name={agent.name} />,
  },
  {
    key: 'email',
    width: 176,
    header: t.sessions.email,
    sort: 'email',
    cell: ({ agent }) => <Email address={agent.email} />,
  },
  { key: 'product', width: 140, header: t.sessions.product, sort: 'product', cell: ({ productName }) => productName },
  { key: 'phase', width: 190, header: t.sessions.phase, sort: 'phase', cell: (session) => <Phase session={session} /> },
  {
    key: 'device',
    width: 86,
    header: t.sessions.device,
    cell: ({ device }) => <bdi>{device ?? '–'}</bdi>,
  },
  {
    key: 'since',
    width: 72,
    header: t.sessions.since,
    sort: 'startedAt',
    cell: ({ startedAt }) => <Since at={startedAt} />,
  },
  {
    key: 'lastSeen',
    width: 116,
    header: t.sessions.lastSeen,
    cell: ({ lastSeenAt }) => (lastSeenAt ? <When at={lastSeenAt} /> : t.never),
  },
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
      <Circumstances session={session} />
      {ending && (
        <>
          <small>{t.sessions.endsBy(ending.by.name ?? t.unknownName)}</small>
          <Withdraw session={session} />
        </>
      )}
    </div>
  );
}

/** Attended or not, and on what. */
function Circumstances({ session: { mode, platform } }: { session: SharedSession }) {
  const connection = [mode && t.modes[mode], platform && t.platforms[platform]].filter(Boolean).join(', ');
  return connection ? <small>{connection}</small> : null;
}

export function phaseOf({ phase }: Pick<SharedSession, 'phase'>): string {
  if (phase === 'waiting') return t.sessions.waiting;
  return phase === 'connected' ? t.sessions.connected : t.sessions.signedIn;
}
