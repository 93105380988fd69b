import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client.ts';
import { type AuditEntry, MOST_ITEMS } from '../../api/queries.ts';

const HOUR_MS = 3_600_000;
export const HOURS = 6;
/** Of the newest entries; what happened before is not drawn. */
const MOST_ENTRY_PAGES = 4;
const MOST_ENTRIES = MOST_ENTRY_PAGES * MOST_ITEMS;
/** Of open sessions, and of people with a named seat. */
const MOST_PAGES = 20;
/** A chart of hours moves by less than a pixel in between. */
const READ_AGAIN_MS = 5_000;

/** What the course of a pool is folded from, all of it as of one position of the log. */
export type PoolHistory = {
  position: number;
  fromMs: number;
  /** Newest first. */
  entries: readonly AuditEntry[];
  /** Agents with open sessions, and how many each has. */
  openNow: ReadonlyMap<string, number>;
  /** Holders of named seats. */
  named: ReadonlySet<string>;
  /** The entries are whole from here on: later than the hours began when too much happened since. */
  wholeFromMs: number;
};

/** Read again every few seconds while the chart is shown; of the history then only what is new. */
export const poolHistoryQuery = (product: string) =>
  queryOptions({
    queryKey: ['course', product],
    queryFn: ({ client, signal }) => readPool(product, client, signal),
    refetchInterval: READ_AGAIN_MS,
    structuralSharing: false,
  });

async function readPool(product: string, client: QueryClient, signal: AbortSignal): Promise<PoolHistory> {
  const sessions = await everyPage(MOST_PAGES, (cursor) =>
    take(api.GET('/v1/shared-sessions', { params: { query: { product, limit: MOST_ITEMS, cursor } }, signal })),
  );
  const openNow = new Map<string, number>();
  for (const { agent } of sessions.items) openNow.set(agent.id, (openNow.get(agent.id) ?? 0) + 1);
  const named = await client.fetchQuery(namedHoldersQuery(product));
  const before = client.getQueryData<PoolHistory>(['course', product]);
  return { ...(await readEntries(product, sessions.position, before, signal)), openNow, named };
}

/** The entries of the last hours, up to where the sessions were read. */
async function readEntries(product: string, position: number, before: PoolHistory | undefined, signal: AbortSignal) {
  const fromMs = Math.floor((Date.now() - HOURS * HOUR_MS) / 60_000) * 60_000;
  const from = new Date(fromMs).toISOString();
  const after = String(position);
  const isKnown = (entry: AuditEntry) => before !== undefined && Number(entry.position) <= before.position;
  const read = await everyPage(
    MOST_ENTRY_PAGES,
    (cursor) =>
      take(api.GET('/v1/audit', { params: { query: { product, from, after, limit: MOST_ITEMS, cursor } }, signal })),
    isKnown,
  );
  const meetsKnown = before !== undefined && read.items.some(isKnown);
  const added = read.items.filter((entry) => !isKnown(entry) && Number(entry.position) <= position);
  const entries = [...added, ...(meetsKnown ? before.entries : [])].filter(({ at }) => Date.parse(at) >= fromMs);
  const isWhole = entries.length <= MOST_ENTRIES && (meetsKnown || !read.hasMore);
  const newest = entries.slice(0, MOST_ENTRIES);
  const knownFromMs = isWhole ? (meetsKnown && before.wholeFromMs) || fromMs : Date.parse(newest.at(-1)?.at ?? from);
  return { position, fromMs, entries: newest, wholeFromMs: Math.max(fromMs, knownFromMs) };
}

/** Read again only when somebody's seat changed. */
const namedHoldersQuery = (product: string) =>
  queryOptions({
    queryKey: ['users', 'named', product],
    queryFn: async ({ signal }): Promise<ReadonlySet<string>> => {
      const seat = [`${product}:named`];
      const { items } = await everyPage(MOST_PAGES, (cursor) =>
        take(api.GET('/v1/users', { params: { query: { seat, limit: MOST_ITEMS, cursor } }, signal })),
      );
      return new Set(items.map(({ id }) => id));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

type Page<Item> = { items: Item[]; nextCursor: string | null; position: string };

/** The items of all pages, up to the first page with one that is `last`. The position is the first page's. */
async function everyPage<Item>(
  most: number,
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  last: (item: Item) => boolean = () => false,
): Promise<{ items: Item[]; position: number; hasMore: boolean }> {
  const first = await read(undefined);
  const items = [...first.items];
  let { nextCursor } = first;
  for (let pages = 1; nextCursor !== null && pages < most && !items.some(last); pages += 1) {
    const page = await read(nextCursor);
    items.push(...page.items);
    nextCursor = page.nextCursor;
  }
  return { items, position: Number(first.position), hasMore: nextCursor !== null };
}
