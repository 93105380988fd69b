import classes from './meter.module.css';

type MeterProps = { value: number; capacity: number; label: string };

/** How much of a capacity is taken; more than all of it shows, too. */
export function Meter({ value, capacity, label }: MeterProps) {
  const share = capacity === 0 ? (value > 0 ? 1 : 0) : Math.min(1, value / capacity);
  const state = value > capacity ? 'over' : value === capacity && capacity > 0 ? 'full' : 'free';
  return (
    <svg
      className={classes.meter}
      data-state={state}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className={classes.track} width="100" height="8" />
      <rect className={classes.value} width={share * 100} height="8" />
    </svg>
  );
}
