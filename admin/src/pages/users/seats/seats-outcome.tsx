import { Button } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import type { Pool } from '../../../api/queries.ts';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { fullName } from '../../../parts/text/person.tsx';
import { t } from '../../../strings.ts';
import { type Summary, summaryOf, type Target, type Wanted } from './seat-changes.ts';
import classes from '../users.module.css';

type Change = Wanted & { summary: Summary | undefined };

/** What the server says would happen, in numbers. */
export function SeatsPreview({ changes, pools }: { changes: readonly Change[]; pools: readonly Pool[] }) {
  const nameOf = (product: string) => pools.find((pool) => pool.product === product)?.productName ?? product;
  return (
    <div className={classes.preview} role="status">
      <h3>{t.seats.preview}</h3>
      {changes.length === 0 ? (
        <p>{t.seats.nothing}</p>
      ) : (
        <ul>
          {changes.map(({ product, type, summary }) => (
            <li key={product}>
              {summary ? <Told name={nameOf(product)} type={type} summary={summary} /> : t.seats.working}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Told({ name, type, summary }: { name: string; type: Wanted['type']; summary: Summary }) {
  const { changed, unchanged, endedSessions, refused } = summary;
  const label = type ? `${name} - ${t.seatTypes[type]}` : name;
  const said = [
    type ? t.seats.gets(changed, label) : t.seats.loses(changed, label),
    unchanged > 0 && t.seats.unchanged(unchanged),
    endedSessions > 0 && t.seats.ends(endedSessions),
  ].filter((text) => text !== false);
  return (
    <>
      {said.join('; ')}.
      {[...refused].map(([code, people]) => (
        <span key={code} data-refused>
          {' '}
          {t.seats.refused(people, t.seats.codes[code] ?? code)}
          {code === 'NO_SEAT_AVAILABLE' && ` ${t.seats.moreLicences}`}
        </span>
      ))}
    </>
  );
}

type RefusedProps = { refused: Schemas['ChangedSeats']['results']; target: Target; onClose: () => void };

/** Whose seats could not be changed, and why. Of people whom only a filter named, how many. */
export function SeatsRefused({ refused, target, onClose }: RefusedProps) {
  const names = new Map('users' in target ? target.users.map((user) => [user.id, fullName(user)]) : []);
  return (
    <Dialog title={t.seats.failedTitle} onClose={onClose} actions={<Button onClick={onClose}>{t.done}</Button>}>
      <ul className={classes.people}>
        {names.size > 0
          ? refused.map(({ userId, code, outcome }) => (
              <li key={`${userId}${code}`}>
                <bdi>{names.get(userId)}</bdi>: {t.seats.codes[code ?? outcome] ?? code}
              </li>
            ))
          : [...summaryOf(refused).refused].map(([code, people]) => (
              <li key={code}>{t.seats.wasRefused(people, t.seats.codes[code] ?? code)}</li>
            ))}
      </ul>
    </Dialog>
  );
}
