import { Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { planQuery, type SharedSession, sharedSessionsQuery, useMe } from '../../api/queries.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { Empty, Failed, Loading } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { SearchField, SelectionBar, Toolbar } from '../../parts/table/toolbar.tsx';
import { useUrlValue } from '../../parts/page/url-state.ts';
import { useSelection } from '../../parts/table/use-selection.ts';
import { t } from '../../strings.ts';
import { COLUMNS } from './columns.tsx';
import { EndSessions } from './end-sessions.tsx';
import classes from './shared-sessions.module.css';

const idOf = ({ sessionId }: SharedSession) => sessionId;
const nameOf = ({ agent, productName }: SharedSession) => `${agent.name}, ${productName}`;

export default function SharedSessions() {
  const mayEnd = useMe().privileges.includes('end-sessions');
  const [q, setQ] = useUrlValue('q');
  const [product, setProduct] = useUrlValue('product');
  const [sort, setSort] = useUrlValue('sort');
  const filter = { q: q || undefined, product: product || undefined, sort: sort || undefined };
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(sharedSessionsQuery(filter));
  const sessions = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const shown = useMemo(() => sessions.map(idOf), [sessions]);
  const selection = useSelection(shown);
  const [ending, setEnding] = useState<readonly SharedSession[]>();
  const selected = sessions.filter(({ sessionId }) => selection.has(sessionId));
  useEndedMeanwhile(sessions, isPlaceholderData || ending !== undefined, selection);

  const total = data?.pages[0]?.total ?? 0;
  const endButton = mayEnd ? (
    <Tooltip label={t.sessions.selectFirst} disabled={selected.length > 0}>
      <Button
        color="danger"
        data-disabled={selected.length === 0 || undefined}
        aria-disabled={selected.length === 0}
        onClick={() => selected.length > 0 && setEnding(selected)}
      >
        {t.sessions.endSession}
      </Button>
    </Tooltip>
  ) : null;
  return (
    <Page
      title={t.nav.sessions}
      lead={mayEnd ? t.sessions.lead : `${t.sessions.lead} ${t.sessions.mayNot}`}
      aside={
        <Button component="a" variant="default" href={exportPath(filter)} download>
          {t.users.export}
        </Button>
      }
    >
      <Card flush>
        <Toolbar>
          <SearchField label={t.sessions.search} value={q} onChange={setQ} />
          <ProductSelect value={product} onChange={setProduct} />
          <output className={classes.count}>{data && t.sessions.count(total)}</output>
        </Toolbar>
        {mayEnd && sessions.length > 0 && (
          <SelectionBar active={selected.length > 0}>
            <strong role="status">{t.sessions.selected(selected.length)}</strong>
            {selected.length > 0 && (
              <Button variant="subtle" onClick={selection.clear}>
                {t.sessions.clearSelection}
              </Button>
            )}
            {endButton}
          </SelectionBar>
        )}
        {isPending && <Loading />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {data && sessions.length === 0 && (
          <NoSessions
            filtered={q !== '' || product !== ''}
            onClear={() => {
              setQ('');
              setProduct('');
            }}
          />
        )}
        {sessions.length > 0 && (
          <DataTable
            label={t.sessions.table}
            columns={COLUMNS}
            rows={sessions}
            idOf={idOf}
            nameOf={nameOf}
            sort={sort || 'startedAt'}
            onSort={setSort}
            busy={isPlaceholderData}
            selection={mayEnd ? { ...selection, label: t.sessions.selectAll } : undefined}
          />
        )}
        {hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t.showMore}
            </Button>
          </div>
        )}
      </Card>
      {ending && <EndSessions sessions={ending} onClose={() => setEnding(undefined)} onEnded={selection.clear} />}
    </Page>
  );
}

/** The same filter as a query string, for the CSV. */
function exportPath(filter: Record<string, string | undefined>): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v1/shared-sessions/export?${new URLSearchParams(given)}`;
}

function ProductSelect({ value, onChange }: { value: string; onChange: (product: string) => void }) {
  const { data: plan } = useQuery(planQuery);
  const products = plan?.items.map(({ product, productName }) => ({ value: product, label: productName })) ?? [];
  return (
    <NativeSelect
      label={t.sessions.product}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t.sessions.allProducts }, ...products]}
    />
  );
}

function NoSessions({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <Empty icon={IconPlugConnected} title={t.sessions.none}>
        {t.sessions.noneMore}
      </Empty>
    );
  return (
    <Empty
      title={t.sessions.noMatch}
      action={
        <Button variant="default" onClick={onClear}>
          {t.sessions.clearSearch}
        </Button>
      }
    />
  );
}

/** Selected sessions that ended by themselves leave the selection, and it is said. */
function useEndedMeanwhile(
  sessions: readonly SharedSession[],
  paused: boolean,
  selection: ReturnType<typeof useSelection>,
) {
  const seen = useRef(new Map<string, string>());
  useEffect(() => {
    if (paused) return;
    const present = new Map(sessions.map((session) => [session.sessionId, session.agent.name]));
    const gone = [...selection.ids].filter((id) => seen.current.has(id) && !present.has(id));
    if (gone.length > 0) {
      tellDone(t.sessions.endedMeanwhile(gone.map((id) => seen.current.get(id) ?? '')));
      selection.keep(new Set(present.keys()));
    }
    seen.current = present;
  }, [sessions, paused, selection]);
}
