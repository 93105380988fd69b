/** Work that goes one at a time for each key, on whatever node. A key begins with what it is about: `address:…`. */
export type Exclusive = {
  /** @throws StoreUnavailable when the key did not come free in time; the work has not begun then. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
};
