import type { ReactNode } from 'react';
import classes from './badge.module.css';

export type Tone = 'plain' | 'good' | 'wait' | 'danger' | 'accent';

/** A state in a word; the dot repeats what the word says. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
