import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { auditQuery, useMe } from '../../api/queries.ts';
import { Card, Page } from '../../parts/page/page.tsx';
import { Empty, Failed, Loading, Refused } from '../../parts/page/states.tsx';
import { t } from '../../strings.ts';
import classes from './history.module.css';
import { historyExportPath, readHistoryFilter } from './history-filter.ts';
import { HistoryFilters } from './history-filters.tsx';
import { Timeline } from './timeline.tsx';

export default function History() {
  const may = useMe().privileges.includes('read-audit');
  return (
    <Page title={t.nav.history} lead={t.history.lead}>
      <Card flush>{may ? <Entries /> : <Refused>{t.history.mayNot}</Refused>}</Card>
    </Page>
  );
}

function Entries() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readHistoryFilter(params), [params]);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(filter),
  );
  const entries = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <HistoryFilters />
      {data && (
        <div className={classes.total}>
          <span role="status">{t.history.entries(data.pages[0]?.total ?? 0)}</span>
          <a href={historyExportPath(filter, 'csv')} download>
            {t.history.csv}
          </a>
          <a href={historyExportPath(filter, 'ndjson')} download>
            {t.history.ndjson}
          </a>
        </div>
      )}
      {isPending && <Loading rows={8} />}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && (
        <Empty
          title={isFiltered ? t.history.none : t.history.empty}
          action={
            isFiltered && (
              <Button variant="default" onClick={() => setParams(new URLSearchParams(), { replace: true })}>
                {t.history.clear}
              </Button>
            )
          }
        />
      )}
      <Timeline entries={entries} />
      {hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.showMore}
          </Button>
        </div>
      )}
    </>
  );
}
