import type { ReactNode } from 'react';
import icon from '../../icon.svg';
import { t } from '../../strings.ts';
import classes from './sign-in.module.css';

/** What everything before the sign-in looks like. */
export function Frame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <title>{`${title} · ${t.product}`}</title>
      <aside className={classes.side}>
        <div className={classes.mark}>
          <img src={icon} alt="" width={40} height={40} />
          <strong>{t.product}</strong>
        </div>
        <p className={classes.claim}>{t.signIn.claim}</p>
        <p className={classes.claimMore}>{t.signIn.claimMore}</p>
        <Ledger />
      </aside>
      <main className={classes.main}>
        <div className={classes.card}>
          <h1>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}

const SEAT_WIDTH = 33;
/** Ten seats, some of them taken: what the product is about. */
const SEATS = [true, true, false, true, true, true, false, true, true, false].map((taken, at) => ({
  x: at * SEAT_WIDTH,
  taken,
}));

const Ledger = () => (
  <svg className={classes.ledger} viewBox="0 0 330 60" aria-hidden="true">
    {SEATS.map(({ x, taken }) => (
      <rect key={x} x={x + 1} y={8} width={24} height={36} rx={7} data-taken={taken || undefined} />
    ))}
    <path d="M0 57H330" />
  </svg>
);
