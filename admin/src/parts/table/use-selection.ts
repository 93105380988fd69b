import { useCallback, useMemo, useState } from 'react';

/** Ticked rows by id. It lasts while the list around it changes. */
export function useSelection(shown: readonly string[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setIds((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  const keep = useCallback(
    (kept: ReadonlySet<string>) => setIds((before) => new Set([...before].filter((id) => kept.has(id)))),
    [],
  );
  const all = shown.length > 0 && shown.every((id) => ids.has(id));
  const toggleAll = useCallback(
    () =>
      setIds((before) => {
        const next = new Set(before);
        for (const id of shown) {
          if (all) next.delete(id);
          else next.add(id);
        }
        return next;
      }),
    [shown, all],
  );
  return useMemo(
    () => ({ ids, toggle, toggleAll, clear, keep, all, some: ids.size > 0, has: (id: string) => ids.has(id) }),
    [ids, toggle, toggleAll, clear, keep, all],
  );
}
