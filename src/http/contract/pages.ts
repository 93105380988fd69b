import { parseCursor, writeCursor } from '../../read-models/query/page.ts';
import { DEFAULT_LIST_ITEMS, type ListQuery } from './fields.ts';
import { invalid } from '../problem.ts';

/**
 * One page of a list that is whole in memory; the cursor is where the next page begins.
 * @param list whose and what it is: a cursor of another one is refused.
 */
export function pageOf<Item>(
  list: string,
  all: readonly Item[],
  { limit = DEFAULT_LIST_ITEMS, cursor }: Pick<ListQuery, 'limit' | 'cursor'>,
) {
  const from = cursor === undefined ? 0 : placeOf(list, cursor);
  const next = from + limit;
  const nextCursor = next < all.length ? writeCursor([list, next]) : null;
  return { items: all.slice(from, next), nextCursor, total: all.length };
}

function placeOf(list: string, cursor: string): number {
  const [itsList, from] = parseCursor(cursor);
  if (itsList !== list || typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0)
    throw invalid([{ pointer: '/cursor', message: 'is not a cursor of this list' }]);
  return from;
}
