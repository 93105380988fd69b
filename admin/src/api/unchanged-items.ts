import { replaceEqualDeep } from '@tanstack/react-query';

type Page<Item> = { items: readonly Item[] };
type Pages<Item> = { pages: readonly Page<Item>[] };

/**
 * Items that did not change stay the same objects, so that their rows are not drawn again, also when rows before them came or
 * went: by itself the query client compares items by their place in the list.
 */
export function unchangedItems<Item>(idOf: (item: Item) => string) {
  return (before: unknown, now: unknown): unknown => {
    const known = new Map(
      (before as Pages<Item> | undefined)?.pages.flatMap(({ items }) => items.map((item) => [idOf(item), item])),
    );
    const { pages, ...rest } = now as Pages<Item>;
    return {
      ...rest,
      pages: pages.map((page) => ({
        ...page,
        items: page.items.map((item) => replaceEqualDeep(known.get(idOf(item)), item)),
      })),
    };
  };
}
