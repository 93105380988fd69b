import { useState } from 'react';
import { type User, useMe } from '../../api/queries.ts';
import { fullName } from '../../parts/text/person.tsx';
import { type RowAct, RowMenu } from '../../parts/table/row-menu.tsx';
import { t } from '../../strings.ts';
import { ChangeUsers } from './change/change-users.tsx';
import { Invite } from './add/invite.tsx';
import { ManageSeats } from './seats/manage-seats.tsx';
import { mayManage, mayManageSeats } from './rights.ts';

type Act = 'seats' | 'invite' | 'suspend' | 'reactivate' | 'delete';

/** What may be done with one user. */
export function RowActions({ user }: { user: User }) {
  const me = useMe();
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const suspended = user.status === 'suspended';
  const may: readonly (readonly [Act, boolean])[] = [
    ['seats', mayManageSeats(me) && !suspended],
    ['invite', mayManage(me, user) && !suspended],
    [suspended ? 'reactivate' : 'suspend', mayManage(me, user)],
    ['delete', mayManage(me, user)],
  ];
  const acts = may
    .filter(([, allowed]) => allowed)
    .map(([name]): RowAct => ({ label: LABELS[name], destroys: name === 'delete', onClick: () => setAct(name) }));
  if (acts.length === 0) return null;
  return (
    <>
      <RowMenu label={t.users.actionsFor(fullName(user))} acts={acts} />
      {act === 'seats' && <ManageSeats target={{ users: [user] }} onClose={close} />}
      {act === 'invite' && <Invite user={user} onClose={close} />}
      {(act === 'suspend' || act === 'reactivate' || act === 'delete') && (
        <ChangeUsers act={act} users={[user]} onClose={close} />
      )}
    </>
  );
}

const LABELS: Record<Act, string> = {
  seats: t.users.manageSeats,
  invite: t.users.invite,
  suspend: t.users.suspend,
  reactivate: t.users.reactivate,
  delete: t.users.delete,
};
