import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, take } from '../../api/client.ts';
import { type AuditEntry, MOST_ITEMS } from '../../api/queries.ts';
import { Facts } from '../../parts/text/facts.tsx';
import { Sentence } from '../../parts/text/sentence.tsx';
import { Loading, Problem } from '../../parts/page/states.tsx';
import { t } from '../../strings.ts';
import classes from './history.module.css';

export function EntryDetails({ entry }: { entry: AuditEntry }) {
  const { actor, subject, product, sessionId, reason, onBehalfOf } = entry;
  const about = subject && subject.id !== actor.id ? subject : null;
  return (
    <div className={classes.details}>
      <Facts
        facts={[
          [t.history.actor, <bdi key="actor">{actor.name ?? actor.id}</bdi>],
          [t.history.subject, about && <bdi>{about.name ?? about.id}</bdi>],
          [t.history.onBehalfOf, onBehalfOf && <bdi>{onBehalfOf}</bdi>],
          [t.history.reason, reason && (t.endReasons[reason] ?? reason.replaceAll('-', ' '))],
        ]}
      />
      <ul className={classes.links}>
        <li>
          <Link to={historyPath({ actor: actor.id, actorName: actor.name ?? actor.id })}>{t.history.allByActor}</Link>
        </li>
        {about && (
          <li>
            <Link to={historyPath({ subject: about.id, subjectName: about.name ?? about.id })}>
              {t.history.allAboutSubject}
            </Link>
          </li>
        )}
        {sessionId && (
          <li>
            <Link to={historyPath({ sessionId })}>{t.history.wholeSession}</Link>
          </li>
        )}
        {product && (
          <li>
            <Link to={historyPath({ product })}>{t.history.wholeProduct}</Link>
          </li>
        )}
      </ul>
      <SameAct entry={entry} />
      <details className={classes.technical}>
        <summary>{t.history.technical}</summary>
        <Facts
          facts={[
            [t.history.stream, <code key="stream">{`${entry.stream} @ ${entry.revision}`}</code>],
            [t.history.position, <code key="position">{entry.position}</code>],
            [t.history.correlation, <code key="correlation">{entry.correlationId}</code>],
            [t.history.cause, <code key="cause">{entry.causationId}</code>],
            [t.history.hash, <code key="hash">{entry.hash}</code>],
          ]}
        />
      </details>
    </div>
  );
}

/** What one act causes is written within this time of it. */
const ACT_LASTS_MS = 600_000;

/** Everything that the same act caused: it carries the same correlation. */
function SameAct({ entry }: { entry: AuditEntry }) {
  const atMs = Date.parse(entry.at);
  const from = new Date(atMs - ACT_LASTS_MS).toISOString();
  const to = new Date(atMs + ACT_LASTS_MS).toISOString();
  const { data, error, isPending } = useQuery({
    queryKey: ['audit', 'around', from, to],
    queryFn: ({ signal }) => take(api.GET('/v1/audit', { params: { query: { from, to, limit: MOST_ITEMS } }, signal })),
  });
  if (isPending) return <Loading rows={2} />;
  if (!data) return <Problem error={error} />;
  const others = data.items.filter(
    ({ correlationId, position }) => correlationId === entry.correlationId && position !== entry.position,
  );
  return (
    <div>
      <h3>{t.history.effects}</h3>
      {others.length === 0 ? (
        <p className={classes.soft}>{t.history.noEffects}</p>
      ) : (
        <ul className={classes.effects}>
          {others.map(({ position, sentence }) => (
            <li key={position}>
              <Sentence text={sentence} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export const historyPath = (filter: Record<string, string>) => `/history?${new URLSearchParams(filter)}`;
