import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, done } from '../../../api/client.ts';
import type { User } from '../../../api/queries.ts';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { fullName } from '../../../parts/text/person.tsx';
import { Problem, problemText } from '../../../parts/page/states.tsx';
import { tellDone } from '../../../parts/dialogs/toasts.tsx';
import { t } from '../../../strings.ts';
import { forEachOf, type Outcome } from './each.ts';
import classes from '../users.module.css';

type Act = 'suspend' | 'reactivate' | 'delete';
type ChangeProps = { act: Act; users: readonly User[]; onClose: () => void; onDone?: () => void };

const NAMES_SHOWN = 8;
const MAX_REASON_CHARACTERS = 500;

/** Suspends, lets in again or deletes; asks first, in numbers, and says of whom it was not done. */
export function ChangeUsers({ act, users, onClose, onDone }: ChangeProps) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [doneSoFar, setDoneSoFar] = useState(0);
  const stopping = useRef<AbortController>(undefined);
  const [isStopped, setStopped] = useState(false);
  const [left, setLeft] = useState<readonly Outcome<User>[]>([]);
  const change = useMutation({
    mutationFn: (whom: readonly User[]) => {
      stopping.current = new AbortController();
      setStopped(false);
      setDoneSoFar(0);
      return forEachOf(whom, (user) => changeOne(act, user.id, reason.trim()), setDoneSoFar, stopping.current.signal);
    },
    onSuccess: (outcomes) => {
      void client.invalidateQueries();
      const others = outcomes.filter(({ outcome }) => outcome !== 'done');
      setLeft(others);
      const changed = outcomes.length - others.length;
      if (changed > 0) tellDone(doneText(act, users, changed));
      if (others.length > 0) return;
      onDone?.();
      onClose();
    },
  });
  const stop = () => {
    stopping.current?.abort();
    setStopped(true);
  };
  if (left.length > 0 && !change.isPending)
    return (
      <LeftOver
        act={act}
        left={left}
        total={change.variables?.length ?? users.length}
        onAgain={() => change.mutate(left.map(({ item }) => item))}
        onClose={onClose}
      />
    );
  const whom = change.variables ?? users;
  const seats = users.reduce((sum, user) => sum + user.seats.length, 0);
  return (
    <Dialog
      title={titleOf(act, users)}
      size={480}
      onClose={onClose}
      busy={change.isPending}
      onSubmit={() => change.mutate(users)}
      actions={
        <>
          {change.isPending && users.length > 1 ? (
            <Button variant="default" onClick={stop} disabled={isStopped}>
              {t.bulk.stop}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose} disabled={change.isPending}>
              {t.cancel}
            </Button>
          )}
          <Button
            type="submit"
            color={act === 'reactivate' ? undefined : 'danger'}
            loading={change.isPending}
            data-autofocus
          >
            {t.users[act]}
          </Button>
        </>
      }
    >
      <p>{effectOf(act, users, seats)}</p>
      <Names users={users} />
      {act !== 'reactivate' && (
        <TextInput
          label={t.bulk.reason}
          description={t.reasonKept}
          maxLength={MAX_REASON_CHARACTERS}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {change.isPending && users.length > 1 && (
        <div role="status">
          <Progress value={(100 * doneSoFar) / whom.length} aria-label={t.bulk.progress(doneSoFar, whom.length)} />
          {isStopped ? t.bulk.stopping : t.bulk.progress(doneSoFar, whom.length)}
        </div>
      )}
      <Problem error={change.error} />
    </Dialog>
  );
}

function changeOne(act: Act, id: string, reason: string): Promise<unknown> {
  const params = { path: { id } };
  const body = { reason: reason || undefined };
  if (act === 'delete') return done(api.DELETE('/v1/users/{id}', { params: { ...params, query: body } }));
  return done(
    act === 'suspend'
      ? api.POST('/v1/users/{id}/suspend', { params, body })
      : api.POST('/v1/users/{id}/reactivate', { params, body }),
  );
}

function titleOf(act: Act, users: readonly User[]): string {
  const names = users.map(fullName);
  if (act === 'reactivate') return t.bulk.reactivateTitle(names);
  return act === 'suspend' ? t.bulk.suspendTitle(names) : t.bulk.deleteTitle(names);
}

function effectOf(act: Act, users: readonly User[], seats: number): string {
  if (act === 'reactivate') return t.bulk.reactivated(fullName(users[0]!));
  return act === 'suspend' ? t.bulk.suspendEffect(users.length, seats) : t.bulk.deleteEffect(users.length, seats);
}

function doneText(act: Act, users: readonly User[], changed: number): string {
  if (act === 'reactivate') return t.bulk.reactivated(fullName(users[0]!));
  return act === 'suspend' ? t.bulk.suspended(changed) : t.bulk.deleted(changed);
}

function Names({ users }: { users: readonly User[] }) {
  const more = users.length - NAMES_SHOWN;
  return (
    <ul className={classes.people}>
      {users.slice(0, NAMES_SHOWN).map((user) => (
        <li key={user.id}>
          <bdi>{fullName(user)}</bdi> (<bdi>{user.email}</bdi>)
        </li>
      ))}
      {more > 0 && <li>{t.bulk.others(more)}</li>}
    </ul>
  );
}

type LeftOverProps = {
  act: Act;
  left: readonly Outcome<User>[];
  total: number;
  onAgain: () => void;
  onClose: () => void;
};

/** Of whom it was not done, and why: refused or failed by name, those that had no turn by number. */
function LeftOver({ act, left, total, onAgain, onClose }: LeftOverProps) {
  const failed = left.filter(({ outcome }) => outcome === 'failed');
  const untried = left.length - failed.length;
  return (
    <Dialog
      title={t.bulk.leftTitle(left.length, total)}
      onClose={onClose}
      onSubmit={onAgain}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.done}
          </Button>
          <Button type="submit" color={act === 'reactivate' ? undefined : 'danger'}>
            {t.bulk.again(left.length)}
          </Button>
        </>
      }
    >
      <p>{t.bulk.leftEffect(total - left.length)}</p>
      {failed.length > 0 && (
        // It scrolls when it is long, so the keyboard has to get there.
        <ul className={classes.people} tabIndex={failed.length > NAMES_SHOWN ? 0 : undefined}>
          {failed.map(({ item, error }) => (
            <li key={item.id}>
              <bdi>{fullName(item)}</bdi>: {problemText(error)}
            </li>
          ))}
        </ul>
      )}
      {untried > 0 && <p>{t.bulk.untried(untried)}</p>}
    </Dialog>
  );
}
