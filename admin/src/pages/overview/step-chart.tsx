import { clockTime, number } from '../../format.ts';
import type { Course } from './course.ts';
import classes from './overview.module.css';

const WIDTH = 600;
const HEIGHT = 120;
const TOP = 12;

type ChartProps = { course: Course; capacity: number; label: string };

/** Seats in use over time as the steps they are, with the capacity and each refusal. */
export default function StepChart({ course: { steps, denialsMs, peak }, capacity, label }: ChartProps) {
  const fromMs = steps[0]!.atMs;
  const toMs = steps.at(-1)!.atMs;
  const top = Math.max(capacity, peak, 1);
  const x = (atMs: number) => ((atMs - fromMs) / (toMs - fromMs || 1)) * WIDTH;
  const y = (level: number) => HEIGHT - (level / top) * (HEIGHT - TOP);
  const line = steps.map(({ atMs, level }, at) => (at === 0 ? `M0 ${y(level)}` : `H${x(atMs)}V${y(level)}`)).join('');
  return (
    <figure className={classes.chart}>
      <div className={classes.scale} aria-hidden>
        <span>{number(top)}</span>
        <span>0</span>
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path className={classes.area} d={`${line}V${HEIGHT}H0Z`} />
        <path className={classes.line} d={line} />
        {capacity > 0 && <path className={classes.capacity} d={`M0 ${y(capacity)}H${WIDTH}`} />}
        {denialsMs.map((atMs) => (
          <path key={atMs} className={classes.denial} d={`M${x(atMs)} 0V${TOP - 3}`} />
        ))}
        <path className={classes.base} d={`M0 ${HEIGHT}H${WIDTH}`} />
      </svg>
      <div className={classes.times} aria-hidden>
        <span>{clockTime(new Date(fromMs))}</span>
        <span>{clockTime(new Date((fromMs + toMs) / 2))}</span>
        <span>{clockTime(new Date(toMs))}</span>
      </div>
    </figure>
  );
}
