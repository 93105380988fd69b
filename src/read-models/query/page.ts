import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { parseCursor, writeCursor } from '../../common/cursors.ts';
import { refuse } from '../../domain/refusal.ts';

export { parseCursor, writeCursor };

export type PageRequest = {
  /** Whose list it is. */
  account: string;
  /** At most so many items; the edge has bounded it. */
  limit: number;
  /** Where the page before ended: opaque, and good for the same order only. */
  cursor?: string;
  /** Fields separated by commas, `-` in front for descending. */
  sort?: string;
};

export type List<Item> = { items: Item[]; nextCursor: string | null; total: number };
/** A list that is too long to be counted says so, and `total` is how far it was. */
export type LongList<Item> = List<Item> & { totalIsAtLeast?: true };

export type SortKey = {
  name: string;
  value: RawBuilder<string | number>;
  descending: boolean;
  /** Whether its values are whole numbers, not text. */
  numeric?: true;
};

/** What a list may be sorted by. No expression may be null: keys are compared. */
export type SortFields = { readonly [name: string]: RawBuilder<string | number> };

/**
 * @param last makes the order total, so that pages neither overlap nor leave anything out. Its name is this list's
 *   alone: it tells cursors of one list from those of another.
 */
export function sortKeys(sort: string | undefined, fields: SortFields, fallback: string, last: SortKey): SortKey[] {
  const keys = (sort ?? fallback).split(',').map((part): SortKey => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    if (!Object.hasOwn(fields, name))
      invalid('sort', `must name some of ${Object.keys(fields).join(', ')}, separated by commas`);
    return { name, value: fields[name]!, descending };
  });
  return [...keys.filter(({ name }, index) => keys.findIndex((key) => key.name === name) === index), last];
}

/** Where in each selected row the values of the sort keys are found. */
const keyColumn = (index: number) => `sort_key_${index}`;

/**
 * One page by keyset: what comes behind the cursor's values, wherever rows were added or removed meanwhile.
 * @throws Refusal VALIDATION_FAILED for a cursor that is none, or another order's.
 */
export async function selectPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  keys: readonly SortKey[],
  { account, limit, cursor }: PageRequest,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  let paged = query.limit(limit + 1);
  for (const [index, { value, descending }] of keys.entries()) {
    paged = paged.select(value.as(keyColumn(index))) as typeof paged;
    paged = paged.orderBy(value, descending ? 'desc' : 'asc');
  }
  if (cursor !== undefined) paged = paged.where(behind(keys, readCursor(account, keys, cursor)));
  const found = (await paged.execute()) as Row[];
  const rows = found.slice(0, limit);
  return { rows, nextCursor: found.length > limit ? cursorAt(account, keys, keysOf(keys, rows.at(-1))) : null };
}

/** (a > x) or (a = x and b > y) or …: row comparison, were it not for mixed directions. */
function behind(keys: readonly SortKey[], values: readonly (string | number)[]): RawBuilder<SqlBool> {
  const alternatives = keys.map(({ value, descending }, index) => {
    const same = keys.slice(0, index).map((key, earlier) => sql<SqlBool>`${key.value} = ${values[earlier]}`);
    const beyond = descending ? sql<SqlBool>`${value} < ${values[index]}` : sql<SqlBool>`${value} > ${values[index]}`;
    return sql`(${sql.join([...same, beyond], sql` and `)})`;
  });
  return sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
}

/** Tells the cursors of one account's list, in one order, from all others. */
const orderOf = (account: string, keys: readonly SortKey[]) =>
  `${account} ${keys.map(({ name, descending }) => (descending ? `-${name}` : name)).join()}`;

function keysOf(keys: readonly SortKey[], row: unknown): (string | number)[] {
  return keys.map((_, index) => (row as Record<string, string | number>)[keyColumn(index)]!);
}

/** @param values of the last row of a page. */
export function cursorAt(account: string, keys: readonly SortKey[], values: readonly (string | number)[]): string {
  return writeCursor([orderOf(account, keys), ...values]);
}

/**
 * The values that a cursor was made of.
 * @throws Refusal VALIDATION_FAILED for a cursor that is none, or another list's.
 */
export function readCursor(account: string, keys: readonly SortKey[], cursor: string): (string | number)[] {
  const [order, ...values] = parseCursor(cursor);
  const fits = order === orderOf(account, keys) && values.length === keys.length;
  // PostgreSQL compares text with text and numbers with numbers only, and takes no text with a zero in it.
  if (!fits || !keys.every(({ numeric }, index) => isKey(values[index], numeric))) {
    invalid('cursor', 'is not a cursor of this list in this order');
  }
  return values as (string | number)[];
}

const isKey = (value: unknown, numeric: boolean = false) =>
  numeric ? Number.isSafeInteger(value) : typeof value === 'string' && !value.includes('\0');

export function invalid(pointer: string, message: string): never {
  return refuse('VALIDATION_FAILED', {
    detail: `${pointer} ${message}.`,
    errors: [{ pointer: `/${pointer}`, message }],
  });
}
