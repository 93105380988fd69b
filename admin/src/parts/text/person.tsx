import { Link } from 'react-router';
import { t } from '../../strings.ts';
import classes from './person.module.css';

type PersonProps = { id: string; name: string };

/** Somebody by name, in whatever script, leading to their page. */
export const Person = ({ id, name }: PersonProps) => (
  <Link to={`/users/${id}`} className={classes.name}>
    <bdi>{name.trim() || t.unknownName}</bdi>
  </Link>
);

/** An address; a long one goes on in the next line where it reads best. */
export function Email({ address }: { address: string | null }) {
  const [local, domain] = address?.split('@') ?? [];
  if (!domain) return null;
  return (
    <bdi>
      {local}@<wbr />
      {domain}
    </bdi>
  );
}

export const fullName = ({ firstName, lastName }: { firstName: string | null; lastName: string | null }) =>
  [firstName, lastName].filter(Boolean).join(' ') || t.unknownName;
