import { parseCursor, writeCursor } from '../../common/cursors.ts';
import { fold, searchWords } from '../../common/search-words.ts';
import { invalid } from '../moments.ts';
import type { PastPerson } from '../past.ts';

/** Whose rows a caller may see: everybody's on the account, or those of some groups' members (U2, U3). */
export type Scope = 'all' | { groupIds: readonly string[] };

export type ListRequest = { account: string; limit?: number; cursor?: string; sort?: string };
export type PastList<Item> = { items: Item[]; nextCursor: string | null; total: number };

/** What a list may be sorted by. */
export type SortValues<Row> = { readonly [name: string]: (row: Row) => string };
type Key<Row> = { name: string; value(row: Row): string; descending: boolean };

/**
 * One page, in the order and with the cursors of the live list: what comes behind the cursor's values.
 * @param last makes the order total. @throws Refusal VALIDATION_FAILED for an unknown field or another list's cursor.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { account, sort, limit = Number.POSITIVE_INFINITY, cursor }: ListRequest,
  { values, byDefault, last }: { values: SortValues<Row>; byDefault: string; last: Key<Row> },
): { rows: Row[]; nextCursor: string | null; total: number } {
  const keys = [...keysOf(sort ?? byDefault, values), last];
  const order = `${account} ${keys.map(({ name, descending }) => (descending ? `-${name}` : name)).join()}`;
  const sorted = rows
    .map((row) => ({ row, key: keys.map(({ value }) => value(row)) }))
    .sort((one, other) => compareKeys(keys, one.key, other.key));
  const after = cursor === undefined ? undefined : valuesOf(cursor, order, keys.length);
  const first = after ? sorted.findIndex(({ key }) => compareKeys(keys, key, after) > 0) : 0;
  const found = first < 0 ? [] : sorted.slice(first, first + limit);
  const hasMore = first >= 0 && first + limit < sorted.length;
  const nextCursor = hasMore ? writeCursor([order, ...found.at(-1)!.key]) : null;
  return { rows: found.map(({ row }) => row), nextCursor, total: rows.length };
}

/** Whether every word of a search is in somebody's name or address. */
export function matcher(q: string | undefined): (person: PastPerson | undefined) => boolean {
  const words = searchWords(q);
  if (words.length === 0) return () => true;
  return (person) => {
    if (!person) return false;
    const text = `${fold(person.firstName)} ${fold(person.lastName)} ${fold(person.email)}`;
    return words.every((word) => text.includes(word));
  };
}

/** Whether somebody is one of those a caller may see. Who has left is in no group. */
export function isWithin(scope: Scope, person: PastPerson | undefined): boolean {
  if (scope === 'all') return true;
  if (!person || person.status === 'deleted') return false;
  return person.groupIds.some((id) => scope.groupIds.includes(id));
}

function keysOf<Row>(sort: string, values: SortValues<Row>): Key<Row>[] {
  const keys = sort.split(',').map((part): Key<Row> => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    if (!Object.hasOwn(values, name))
      invalid('sort', `must name some of ${Object.keys(values).join(', ')}, separated by commas`);
    return { name, value: values[name]!, descending };
  });
  return keys.filter(({ name }, index) => keys.findIndex((key) => key.name === name) === index);
}

function valuesOf(cursor: string, order: string, length: number): string[] {
  const [itsOrder, ...values] = parseCursor(cursor);
  const fits = itsOrder === order && values.length === length && values.every((value) => typeof value === 'string');
  if (!fits) invalid('cursor', 'is not a cursor of this list in this order');
  return values as string[];
}

function compareKeys<Row>(keys: readonly Key<Row>[], one: readonly string[], other: readonly string[]): number {
  for (const [index, { descending }] of keys.entries()) {
    const order = compareText(one[index]!, other[index]!);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** In the order of code points, as the databases of the live lists have it; JavaScript compares halves of them. */
export function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

/** Surrogates stand for code points above all that one unit can name. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
