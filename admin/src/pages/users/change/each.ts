import { Unreachable } from '../../../api/errors.ts';

/** So many requests of one bulk act are under way at once. */
const AT_ONCE = 4;

export type Outcome<Item> = { item: Item; outcome: 'done' | 'failed' | 'not-tried'; error?: unknown };

/**
 * Does something for each item, a few at a time, and says of each what became of it. What failed keeps nobody else from their
 * turn; once the server can't be reached, or the signal says so, whoever has not had a turn has none.
 */
export async function forEachOf<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Outcome<Item>[]> {
  const outcomes = items.map((item): Outcome<Item> => ({ item, outcome: 'not-tried' }));
  const waiting = [...outcomes];
  let isReachable = true;
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      if (signal.aborted || !isReachable) return;
      try {
        await act(one.item);
        one.outcome = 'done';
      } catch (error) {
        if (error instanceof Unreachable) isReachable = false;
        Object.assign(one, { outcome: 'failed', error });
      }
      onProgress(outcomes.filter(({ outcome }) => outcome !== 'not-tried').length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}
