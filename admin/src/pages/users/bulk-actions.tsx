import { Button } from '@mantine/core';
import { useState } from 'react';
import { type User, type UsersFilter, useMe } from '../../api/queries.ts';
import { problemText } from '../../parts/page/states.tsx';
import { tellProblem } from '../../parts/dialogs/toasts.tsx';
import { SelectionBar } from '../../parts/table/toolbar.tsx';
import { t } from '../../strings.ts';
import { ChangeUsers } from './change/change-users.tsx';
import { ManageSeats } from './seats/manage-seats.tsx';
import { mayManageSeats } from './rights.ts';
import type { Target } from './seats/seat-changes.ts';
import { MOST_SELECTED } from './users.tsx';

type Act = Open['act'];
type Open = { act: 'seats'; target: Target } | { act: 'suspend' | 'delete'; users: readonly User[] };
type BulkProps = {
  selected: ReadonlySet<string>;
  /** Everybody whom the filter finds, not only those on the page. */
  everybody: boolean;
  total: number;
  filter: UsersFilter;
  offerEverybody: boolean;
  onEverybody: () => void;
  onClear: () => void;
  load: () => Promise<User[]>;
};

/** What can be done with all selected users at once. */
export function BulkActions({
  selected,
  everybody,
  total,
  filter,
  offerEverybody,
  onEverybody,
  onClear,
  load,
}: BulkProps) {
  const me = useMe();
  const [open, setOpen] = useState<Open>();
  const [loading, setLoading] = useState<Act>();
  const begin = async (act: Act) => {
    // Seats are changed by the server for everybody at once; the other acts are one request for each.
    if (act === 'seats' && everybody) return setOpen({ act, target: { filter, total } });
    if ((everybody ? total : selected.size) > MOST_SELECTED) return tellProblem(t.users.tooMany(MOST_SELECTED));
    setLoading(act);
    try {
      const users = await load();
      setOpen(act === 'seats' ? { act, target: { users } } : { act, users });
    } catch (error) {
      tellProblem(problemText(error));
    } finally {
      setLoading(undefined);
    }
  };
  const close = () => setOpen(undefined);
  return (
    <SelectionBar active>
      <strong role="status">{everybody ? t.users.everybodySelected(total) : t.sessions.selected(selected.size)}</strong>
      {offerEverybody && !everybody && (
        <Button variant="subtle" onClick={onEverybody}>
          {t.users.selectEverybody(total)}
        </Button>
      )}
      <Button variant="subtle" onClick={onClear}>
        {t.sessions.clearSelection}
      </Button>
      {mayManageSeats(me) && (
        <Button loading={loading === 'seats'} onClick={() => void begin('seats')}>
          {t.users.manageSeats}
        </Button>
      )}
      <Button variant="default" loading={loading === 'suspend'} onClick={() => void begin('suspend')}>
        {t.users.suspend}
      </Button>
      <Button variant="default" loading={loading === 'delete'} onClick={() => void begin('delete')}>
        {t.users.delete}
      </Button>
      {open?.act === 'seats' && <ManageSeats target={open.target} onClose={close} onDone={onClear} />}
      {(open?.act === 'suspend' || open?.act === 'delete') && (
        <ChangeUsers act={open.act} users={open.users} onClose={close} onDone={onClear} />
      )}
    </SelectionBar>
  );
}
