/** So many requests of one bulk act are under way at once. */
const AT_ONCE = 4;

export type Outcome<Item> = { item: Item; error?: unknown };

/** Does something for each item, a few at a time, to the end; what failed is told beside what did not. */
export async function forEachOf<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<Outcome<Item>[]> {
  const outcomes: Outcome<Item>[] = [];
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const current = item;
      outcomes.push(
        await act(current).then(
          () => ({ item: current }),
          (error: unknown) => ({ item: current, error }),
        ),
      );
      onProgress(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}
