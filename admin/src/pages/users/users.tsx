import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, take } from '../../api/client.ts';
import { MOST_ITEMS, type User, USERS_A_PAGE, type UsersFilter, useMe, usersQuery } from '../../api/queries.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Empty, Failed, Loading } from '../../parts/page/states.tsx';
import { useUrlValue } from '../../parts/page/url-state.ts';
import { useSelection } from '../../parts/table/use-selection.ts';
import { t } from '../../strings.ts';
import { AddUsers } from './add/add-users.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { COLUMNS } from './columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { exportPath, readFilter, withoutFilters } from './filters.ts';
import { manageableRoles } from './rights.ts';
import classes from './users.module.css';

const idOf = ({ id }: User) => id;

export default function Users() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const [sort, setSort] = useUrlValue('sort');
  const [adding, setAdding] = useState(false);
  const filter = useMemo(() => readFilter(params), [params]);
  const pages = usePages(JSON.stringify(filter));
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(usersQuery(filter, pages.cursor));
  const users = data?.items ?? [];
  const total = data?.total ?? 0;
  const shown = useMemo(() => data?.items.map(idOf) ?? [], [data]);
  const selection = useSelection(shown);
  const [everybody, setEverybody] = useState(false);
  const clear = () => {
    selection.clear();
    setEverybody(false);
  };
  const mayChange = manageableRoles(me).length > 0;
  const isFiltered = Object.keys(filter).some((name) => name !== 'sort');
  return (
    <Page
      title={t.nav.users}
      lead={t.users.lead}
      aside={
        <>
          <Button component="a" variant="default" href={exportPath(filter)} download>
            {t.users.export}
          </Button>
          {mayChange && <Button onClick={() => setAdding(true)}>{t.users.add}</Button>}
        </>
      }
    >
      <Card flush>
        <FilterBar />
        {mayChange && selection.some && (
          <BulkActions
            selected={selection.ids}
            everybody={everybody}
            total={total}
            filter={filter}
            offerEverybody={selection.all && total > selection.ids.size}
            onEverybody={() => setEverybody(true)}
            onClear={clear}
            load={() => (everybody ? loadAll(filter) : loadChosen(selection.ids, users))}
          />
        )}
        {isPending && <Loading rows={10} />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {data && users.length === 0 && (
          <Empty
            title={isFiltered ? t.users.noMatch : t.users.none}
            action={
              isFiltered && (
                <Button variant="default" onClick={() => setParams(withoutFilters(params), { replace: true })}>
                  {t.users.clearFilters}
                </Button>
              )
            }
          >
            {isFiltered && t.users.noMatchMore}
          </Empty>
        )}
        {users.length > 0 && (
          <DataTable
            label={t.users.table}
            columns={COLUMNS}
            rows={users}
            idOf={idOf}
            nameOf={fullName}
            sort={sort || 'name'}
            onSort={setSort}
            busy={isPlaceholderData}
            selection={mayChange ? { ...selection, label: t.users.selectAll } : undefined}
          />
        )}
        {total > 0 && <Pages pages={pages} shown={users.length} total={total} next={data?.nextCursor ?? undefined} />}
      </Card>
      {adding && <AddUsers onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Cursors of the pages before this one. Another filter begins at its first page. */
function usePages(filter: string) {
  const [trail, setTrail] = useState<{ filter: string; cursors: readonly string[] }>({ filter, cursors: [] });
  const cursors = trail.filter === filter ? trail.cursors : [];
  return {
    cursor: cursors.at(-1),
    before: cursors.length,
    next: (cursor: string) => setTrail({ filter, cursors: [...cursors, cursor] }),
    previous: () => setTrail({ filter, cursors: cursors.slice(0, -1) }),
  };
}

type PagesProps = { pages: ReturnType<typeof usePages>; shown: number; total: number; next: string | undefined };

function Pages({ pages, shown, total, next }: PagesProps) {
  const from = pages.before * USERS_A_PAGE + 1;
  return (
    <div className={classes.foot}>
      <span role="status">{t.users.shown(shown === 0 ? 0 : from, from + shown - 1, total)}</span>
      {(pages.before > 0 || next) && (
        <nav aria-label={t.users.pages}>
          <Button variant="default" disabled={pages.before === 0} onClick={pages.previous}>
            {t.users.previous}
          </Button>
          <Button variant="default" disabled={!next} onClick={() => next && pages.next(next)}>
            {t.users.next}
          </Button>
        </nav>
      )}
    </div>
  );
}

/** A bulk act is for no more people than this. */
export const MOST_SELECTED = 1_000;

/** Everybody the filter finds, page by page. */
async function loadAll(filter: UsersFilter): Promise<User[]> {
  const all: User[] = [];
  let cursor: string | undefined;
  do {
    const page = await take(api.GET('/v1/users', { params: { query: { ...filter, limit: MOST_ITEMS, cursor } } }));
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && all.length < MOST_SELECTED);
  return all.slice(0, MOST_SELECTED);
}

/** The chosen ones; those of other pages are asked for. */
async function loadChosen(ids: ReadonlySet<string>, here: readonly User[]): Promise<User[]> {
  const known = new Map(here.map((user) => [user.id, user]));
  const missing = [...ids].filter((id) => !known.has(id));
  const found = await Promise.all(missing.map((id) => take(api.GET('/v1/users/{id}', { params: { path: { id } } }))));
  return [...here.filter(({ id }) => ids.has(id)), ...found];
}
