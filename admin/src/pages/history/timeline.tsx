import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuditEntry } from '../../api/queries.ts';
import { clockTime, dayOf, exactInstant } from '../../format.ts';
import { Sentence } from '../../parts/text/sentence.tsx';
import { t } from '../../strings.ts';
import { EntryDetails } from './entry-details.tsx';
import classes from './history.module.css';

/** Entries by day, newest first; each opens to who, why and where it stands in the log. */
export function Timeline({ entries }: { entries: readonly AuditEntry[] }) {
  const days = Map.groupBy(entries, ({ at }) => dayOf(at));
  return [...days].map(([day, ofDay]) => (
    <section key={day} className={classes.day} aria-label={day}>
      <h2>{day}</h2>
      <ol>
        {ofDay.map((entry) => (
          <Entry key={entry.position} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}

function Entry({ entry }: { entry: AuditEntry }) {
  const [open, setOpen] = useState(false);
  const id = `entry-${entry.position}`;
  return (
    <li className={classes.entry} data-kind={kindOf(entry.action)}>
      <time dateTime={entry.at} title={exactInstant(entry.at)}>
        {clockTime(entry.at)}
      </time>
      <div>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span>
            <Sentence text={entry.sentence} />
          </span>
          <IconChevronDown size={16} aria-hidden />
        </button>
        {entry.note && (
          <p className={classes.note}>
            <span className="visually-hidden">{t.history.note}: </span>
            <bdi>“{entry.note}”</bdi>
          </p>
        )}
        <div id={id} hidden={!open}>
          {open && <EntryDetails entry={entry} />}
        </div>
      </div>
    </li>
  );
}

/** What kind of thing happened, for the mark on the line. */
function kindOf(action: string): 'good' | 'end' | 'refused' | 'other' {
  if (action === 'SeatDenied') return 'refused';
  if (/Ended|EndRequested|Deleted|Suspended|Unassigned|Erased/.test(action)) return 'end';
  return /Started|Connected|Assigned|Added|Accepted|Reactivated/.test(action) ? 'good' : 'other';
}
