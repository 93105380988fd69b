import type { EventStore } from '../../src/event-store/event-store.ts';

/** A store in all but what is changed. */
export function proxied(store: EventStore, changed: Partial<EventStore>): EventStore {
  return {
    isShared: store.isShared,
    append: (...args) => store.append(...args),
    read: (...args) => store.read(...args),
    readAll: (...args) => store.readAll(...args),
    follow: (...args) => store.follow(...args),
    head: () => store.head(),
    close: () => store.close(),
    ...changed,
  };
}
