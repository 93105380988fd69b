import { type EventStore, StoreUnavailable } from './event-store.ts';

/**
 * Raised by one with every build that writes events which an older build can't decide by: that one would pass over them and
 * grant what is taken. The log remembers the highest that has written to it, and takes no events of a lower one.
 * - 1: everything before there was a number.
 * - 2: `superAdmins-<account>` decides about the last Super Admin.
 * - 3: seats are held for those who wait in line (`SeatOffered`): an older one would grant them to others.
 */
export const WRITER_VERSION = 3;

/** A newer build has written to the log: this one writes nothing more. Nothing was done. */
export class WriterTooOld extends StoreUnavailable {
  override name = 'WriterTooOld';

  constructor(
    readonly found: number,
    readonly own: number,
  ) {
    super(
      `A newer Seatledger has written to this log (writer version ${found}, this one has ${own}): this one would decide without what it does not know, so it writes nothing. Start the newer version.`,
    );
  }
}

/** The same store, asked before each append whether this process may still write. */
export function guarded(store: EventStore, requireMayWrite: () => void): EventStore {
  return {
    isShared: store.isShared,
    async append(...args) {
      requireMayWrite();
      return store.append(...args);
    },
    read: (...args) => store.read(...args),
    readAll: (...args) => store.readAll(...args),
    follow: (...args) => store.follow(...args),
    head: () => store.head(),
    close: () => store.close(),
  };
}
