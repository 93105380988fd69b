import type { User } from '../../api/queries.ts';
import { Badge, type Tone } from '../../parts/text/badge.tsx';
import type { Column } from '../../parts/table/data-table.tsx';
import { Email, fullName, Person } from '../../parts/text/person.tsx';
import { t } from '../../strings.ts';
import { RowActions } from './row-actions.tsx';
import classes from './users.module.css';

const TONES: Record<User['status'], Tone> = { active: 'good', invited: 'wait', inactive: 'plain', suspended: 'danger' };

export const Status = ({ status }: Pick<User, 'status'>) => <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>;

export const COLUMNS: readonly Column<User>[] = [
  {
    key: 'name',
    width: 124,
    header: t.users.name,
    sort: 'name',
    main: true,
    cell: (user) => <Person id={user.id} name={fullName(user)} />,
  },
  { key: 'role', width: 84, header: t.users.role, sort: 'role', cell: ({ role }) => t.roles[role] },
  { key: 'email', width: 146, header: t.users.email, sort: 'email', cell: ({ email }) => <Email address={email} /> },
  {
    key: 'groups',
    width: 100,
    header: t.users.groups,
    sort: 'groups',
    cell: ({ groups }) => <bdi className={classes.groups}>{groups.map(({ name }) => name).join(', ') || '–'}</bdi>,
  },
  {
    key: 'products',
    width: 262,
    header: t.users.products,
    sort: 'products',
    cell: ({ seats }) =>
      seats.length === 0 ? (
        '–'
      ) : (
        <ul className={classes.seats}>
          {seats.map(({ label }) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      ),
  },
  {
    key: 'status',
    width: 98,
    header: t.users.status,
    sort: 'status',
    cell: (user) => <Status status={user.status} />,
  },
  { key: 'actions', header: t.users.actions, quiet: true, width: 60, cell: (user) => <RowActions user={user} /> },
];
