import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { auditQuery, MOST_ITEMS, type Pool, sharedSessionsQuery, usersQuery } from '../../api/queries.ts';
import { useNow } from '../../now.ts';
import { t } from '../../strings.ts';
import { courseOf } from './course.ts';
import classes from './overview.module.css';

const StepChart = lazy(() => import('./step-chart.tsx'));

const HOURS = 6;
const HOUR_MS = 3_600_000;
/** Of the newest entries; what happened before is not drawn. */
const MOST_PAGES = 4;

/** The course of one pool over the last hours, from the history. */
export function Activity({ pool }: { pool: Pool }) {
  const nowMs = useNow();
  // The window moves by the minute, so that the same minutes are asked for once.
  const [openedMs] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const fromMs = openedMs - HOURS * HOUR_MS;
  const history = useInfiniteQuery(
    auditQuery({ product: pool.product, from: new Date(fromMs).toISOString() }, MOST_ITEMS),
  );
  const sessions = useInfiniteQuery(sharedSessionsQuery({ product: pool.product }));
  const holders = useQuery(usersQuery({ seat: [`${pool.product}:named`] }, undefined));
  const { hasNextPage, fetchNextPage, isFetching, data } = history;
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && pages < MOST_PAGES && !isFetching) void fetchNextPage();
  }, [hasNextPage, pages, isFetching, fetchNextPage]);

  const course = useMemo(() => {
    if (!data || !sessions.data || !holders.data) return undefined;
    const openNow = new Map<string, number>();
    for (const { agent } of sessions.data.pages.flatMap(({ items }) => items))
      openNow.set(agent.id, (openNow.get(agent.id) ?? 0) + 1);
    const entries = data.pages.flatMap(({ items }) => items);
    const named = new Set(holders.data.items.map(({ id }) => id));
    const oldest = entries.at(-1);
    const drawnFromMs = hasNextPage && oldest ? Date.parse(oldest.at) : fromMs;
    return courseOf({ openNow, entries, named, fromMs: drawnFromMs, nowMs });
  }, [data, sessions.data, holders.data, hasNextPage, fromMs, nowMs]);

  if (!course) return <Skeleton height={150} radius="md" />;
  const label = `${t.overview.chart(pool.productName)}: ${t.overview.chartSummary(course.steps.at(-1)!.level, course.peak, course.denialsMs.length)}`;
  return (
    <div className={classes.activity}>
      <h3>{t.overview.activity(HOURS)}</h3>
      <Suspense fallback={<Skeleton height={150} radius="md" />}>
        <StepChart course={course} capacity={pool.concurrent.capacity} label={label} />
      </Suspense>
      {hasNextPage && pages >= MOST_PAGES && <p>{t.overview.cut}</p>}
    </div>
  );
}
