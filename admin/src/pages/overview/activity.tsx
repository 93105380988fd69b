import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { Pool } from '../../api/queries.ts';
import { useNow } from '../../now.ts';
import { t } from '../../strings.ts';
import { courseOf } from './course.ts';
import classes from './overview.module.css';
import { HOURS, poolHistoryQuery } from './pool-history.ts';

const StepChart = lazy(() => import('./step-chart.tsx'));

/** The course of one pool over the last hours, from the history. */
export function Activity({ pool }: { pool: Pool }) {
  const nowMs = useNow();
  const { data, dataUpdatedAt, error } = useQuery(poolHistoryQuery(pool.product));
  const course = useMemo(() => {
    if (!data) return undefined;
    const { entries, openNow, named, wholeFromMs } = data;
    return courseOf({ openNow, entries, named, fromMs: wholeFromMs, nowMs: Math.max(nowMs, dataUpdatedAt) });
  }, [data, nowMs, dataUpdatedAt]);

  if (!course) return error ? <p className={classes.hint}>{t.overview.noCourse}</p> : <ChartToCome />;
  const label = `${t.overview.chart(pool.productName)}: ${t.overview.chartSummary(course.steps.at(-1)!.level, course.peak, course.denialsMs.length)}`;
  return (
    <div className={classes.activity}>
      <h3>{t.overview.activity(HOURS)}</h3>
      <Suspense fallback={<ChartToCome />}>
        <StepChart course={course} capacity={pool.concurrent.capacity} label={label} />
      </Suspense>
      {data && data.wholeFromMs > data.fromMs && <p className={classes.hint}>{t.overview.cut}</p>}
    </div>
  );
}

const ChartToCome = () => <Skeleton height={150} radius="md" />;
