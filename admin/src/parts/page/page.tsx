import type { ReactNode } from 'react';
import { t } from '../../strings.ts';
import classes from './page.module.css';

type PageProps = { title: string; lead?: ReactNode; crumb?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A page: its heading, what it is for, and what can be done with all of it. */
export function Page({ title, lead, crumb, aside, children }: PageProps) {
  return (
    <div className={classes.page}>
      <title>{`${title} · ${t.product}`}</title>
      <header className={classes.header}>
        <div>
          {crumb && <div className={classes.crumb}>{crumb}</div>}
          <h1 tabIndex={-1}>
            <bdi>{title}</bdi>
          </h1>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {aside && <div className={classes.aside}>{aside}</div>}
      </header>
      {children}
    </div>
  );
}

type CardProps = { title?: string; aside?: ReactNode; children: ReactNode; flush?: boolean };

/** A part of a page. `flush`: what is in it reaches its edges. */
export function Card({ title, aside, children, flush }: CardProps) {
  return (
    <section className={classes.card} data-flush={flush || undefined} aria-label={title}>
      {title && (
        <header className={classes.cardHeader}>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      <div className={classes.cardBody}>{children}</div>
    </section>
  );
}
