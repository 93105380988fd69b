import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, done, oneAct, type Schemas } from '../../api/client.ts';
import type { SharedSession } from '../../api/queries.ts';
import { Badge } from '../../parts/text/badge.tsx';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';
import { phaseOf } from './columns.tsx';
import classes from './shared-sessions.module.css';

type Result = Schemas['EndedSharedSessions']['results'][number];
type Reason = NonNullable<Schemas['EndSharedSessionsBody']['reason']>;
type EndProps = {
  sessions: readonly SharedSession[];
  /** Whether they hold shared seats: a named one frees nothing for anybody else. */
  shared?: boolean;
  onClose: () => void;
  onEnded?: (sessionIds: readonly string[]) => void;
};

/** Asks before it ends sessions, and says of each what became of it. */
export function EndSessions({ sessions, shared = true, onClose, onEnded }: EndProps) {
  const client = useQueryClient();
  const [reason, setReason] = useState<Reason>('not-in-use');
  const [note, setNote] = useState('');
  const [minutes, setMinutes] = useState(0);
  const [header] = useState(oneAct);
  const [results, setResults] = useState<readonly Result[]>();
  const sessionIds = sessions.map(({ sessionId }) => sessionId);
  const end = useMutation({
    mutationFn: () => {
      const body = { sessionIds, reason, note: note.trim() || undefined, graceSeconds: minutes * 60 };
      const asked = { params: { header }, body };
      return done(shared ? api.POST('/v1/shared-sessions/end', asked) : api.POST('/v1/open-sessions/end', asked));
    },
    onSuccess: (answer) => {
      for (const name of ['shared-sessions', 'open-sessions', 'plan'])
        void client.invalidateQueries({ queryKey: [name] });
      onEnded?.(sessionIds);
      if (answer.results.some(({ outcome }) => outcome === 'already-ended' || outcome === 'not-found'))
        return setResults(answer.results);
      const names = sessions.map(({ agent }) => agent.name);
      tellDone(
        minutes === 0
          ? t.sessions.ended(names, shared)
          : t.sessions.ending(names, new Date(Date.now() + minutes * 60_000)),
      );
      onClose();
    },
  });
  if (results) return <Results sessions={sessions} results={results} onClose={onClose} />;

  const connected = sessions.filter(({ phase }) => phase === 'connected').length;
  return (
    <Dialog
      title={t.sessions.dialogTitle(sessions.length, shared)}
      onClose={onClose}
      busy={end.isPending}
      onSubmit={() => end.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={end.isPending}>
            {t.cancel}
          </Button>
          <Button type="submit" color="danger" loading={end.isPending} data-autofocus>
            {t.sessions.endSession}
          </Button>
        </>
      }
    >
      <p>
        {minutes === 0 ? t.sessions.effect(sessions.length, shared) : t.sessions.effectWarned(sessions.length, minutes)}
      </p>
      <Hits sessions={sessions} detail={(session) => phaseOf(session)} />
      {connected > 0 && <p className={classes.warning}>{t.sessions.connectedHit(connected)}</p>}
      <div className={classes.options}>
        <NativeSelect
          label={t.sessions.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as Reason)}
          data={Object.entries(t.endReasons).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label={t.sessions.warning}
          value={String(minutes)}
          onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          data={t.sessions.warnings.map(({ minutes: value, label }) => ({ value: String(value), label }))}
        />
      </div>
      <Textarea
        label={t.sessions.note}
        description={t.sessions.noteHint}
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Problem error={end.error} />
    </Dialog>
  );
}

/** Shown when some of them had ended by themselves: no error, but good to know. */
function Results({
  sessions,
  results,
  onClose,
}: {
  sessions: readonly SharedSession[];
  results: readonly Result[];
  onClose: () => void;
}) {
  const outcomes = new Map(results.map(({ sessionId, outcome }) => [sessionId, outcome]));
  const outcomeOf = ({ sessionId }: SharedSession) => outcomes.get(sessionId) ?? 'not-found';
  return (
    <Dialog
      title={t.sessions.resultTitle}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" data-autofocus>
          {t.done}
        </Button>
      }
    >
      <Hits
        sessions={sessions}
        detail={(session) => {
          const outcome = outcomeOf(session);
          const tone = outcome === 'ended' || outcome === 'ending' ? 'good' : 'plain';
          return <Badge tone={tone}>{t.sessions.outcomes[outcome]}</Badge>;
        }}
      />
    </Dialog>
  );
}

type HitsProps = { sessions: readonly SharedSession[]; detail: (session: SharedSession) => ReactNode };

function Hits({ sessions, detail }: HitsProps) {
  return (
    // It scrolls when it is long, so the keyboard has to get there.
    <ul
      className={classes.hits}
      tabIndex={sessions.length > 5 ? 0 : undefined}
      aria-label={t.sessions.count(sessions.length)}
    >
      {sessions.map((session) => (
        <li key={session.sessionId}>
          <div>
            <bdi>{session.agent.name}</bdi>
            <small>
              <bdi>{session.agent.email}</bdi> · {session.productName}
            </small>
          </div>
          <small>{detail(session)}</small>
        </li>
      ))}
    </ul>
  );
}
