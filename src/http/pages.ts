import { DEFAULT_LIST_ITEMS, type ListQuery } from './fields.ts';
import { invalid } from './problem.ts';

/** One page of a list that is whole in memory; the cursor is where the next page begins. */
export function pageOf<Item>(
  all: readonly Item[],
  { limit = DEFAULT_LIST_ITEMS, cursor }: Pick<ListQuery, 'limit' | 'cursor'>,
) {
  const from = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(from) || from < 0)
    throw invalid([{ pointer: '/cursor', message: 'is not a cursor of this list' }]);
  const next = from + limit;
  return { items: all.slice(from, next), nextCursor: next < all.length ? String(next) : null, total: all.length };
}
