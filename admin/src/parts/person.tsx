import { Link } from 'react-router';
import { t } from '../strings.ts';
import classes from './person.module.css';

type PersonProps = { id: string; name: string; email?: string | null };

/** Somebody by name, in whatever script, leading to their page. */
export function Person({ id, name, email }: PersonProps) {
  return (
    <div className={classes.person}>
      <Link to={`/users/${id}`} className={classes.name}>
        <bdi>{name.trim() || t.unknownName}</bdi>
      </Link>
      {email && <bdi className={classes.email}>{email}</bdi>}
    </div>
  );
}

export const fullName = ({ firstName, lastName }: { firstName: string | null; lastName: string | null }) =>
  [firstName, lastName].filter(Boolean).join(' ') || t.unknownName;
