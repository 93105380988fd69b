import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { type User, useMe } from '../../api/queries.ts';
import { fullName } from '../../parts/person.tsx';
import { t } from '../../strings.ts';
import { ChangeUsers } from './change-users.tsx';
import { Invite } from './invite.tsx';
import { ManageSeats } from './manage-seats.tsx';
import { mayManage, mayManageSeats } from './rights.ts';

type Act = 'seats' | 'invite' | 'suspend' | 'reactivate' | 'delete';

/** What may be done with one user. */
export function RowActions({ user }: { user: User }) {
  const me = useMe();
  const [act, setAct] = useState<Act>();
  const manages = mayManage(me, user);
  const suspended = user.status === 'suspended';
  if (!manages && !mayManageSeats(me)) return null;
  const close = () => setAct(undefined);
  return (
    <>
      <Menu position="bottom-end" withinPortal returnFocus>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t.users.actionsFor(fullName(user))}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayManageSeats(me) && !suspended && (
            <Menu.Item onClick={() => setAct('seats')}>{t.users.manageSeats}</Menu.Item>
          )}
          {manages && !suspended && <Menu.Item onClick={() => setAct('invite')}>{t.users.invite}</Menu.Item>}
          {manages && (
            <Menu.Item onClick={() => setAct(suspended ? 'reactivate' : 'suspend')}>
              {suspended ? t.users.reactivate : t.users.suspend}
            </Menu.Item>
          )}
          {manages && (
            <Menu.Item color="danger" onClick={() => setAct('delete')}>
              {t.users.delete}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {act === 'seats' && <ManageSeats users={[user]} onClose={close} />}
      {act === 'invite' && <Invite user={user} onClose={close} />}
      {(act === 'suspend' || act === 'reactivate' || act === 'delete') && (
        <ChangeUsers act={act} users={[user]} onClose={close} />
      )}
    </>
  );
}
